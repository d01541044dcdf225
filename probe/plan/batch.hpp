// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "probe/model/outcome.hpp"
#include "probe/plan/scan_plan.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace probe {

/// What was seen of a batch that has had no clear answer yet.
struct Doubt {
  Reason reason = Reason::deadline_reached;
  ExchangeId exchange = 0;       ///< the last that asked
  std::size_t asked = 0;         ///< how often, not counting what a failed control took back
  std::size_t same_answers = 0;  ///< see Corroboration
  bool answers_agree = true;
  bool asked_twice = false;           ///< the last time was the second of two in a row, see ScanState::take_unclear()
  std::optional<Reason> last_answer;  ///< closed, timed_out, or by which alert
  bool alerted = false;               ///< a refusal's alert was the answer once
  Elapsed last_asked{0};
  Elapsed gap{0};         ///< between the last two times that it was asked
  Elapsed not_before{0};  ///< when it may be asked again
};

/// Halves of one batch share it: whether any part of the family got a clear answer.
struct SplitFamily {
  bool answered = false;
};

/// Suites that one hello offers together.
struct Batch {
  tls::ProtocolVersion version{};
  HelloShape shape = HelloShape::full;
  std::vector<tls::CipherSuite> suites;
  bool whole = false;      ///< everything that is asked of the version, in its first hello
  bool scout = false;      ///< asks how the version answers, not for its suites: they stand in other batches as well
  std::size_t splits = 0;  ///< how often it was halved because of doubt
  std::shared_ptr<SplitFamily> family;
  Doubt doubt;
};

}  // namespace probe
