// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/outcome.hpp"

#include <cstdint>

namespace probe {

/// What is known of how the same offer was answered before, and of the controls around it.
struct Corroboration {
  std::size_t same_answers = 1;   ///< how often in a row the offer was answered like this, this answer included,
                                  ///< each further from the last, each between two controls that succeeded
  bool answers_agree = true;      ///< no repeat was answered in another way
  bool controls_succeed = false;  ///< the controls before and after this answer drew a ServerHello
  bool strict = false;            ///< ScanOptions::strict
  bool alerts_doubted = false;  ///< this server is known to say a refusal's alert to what it accepts: to shed load, or
                                ///< because one of several behind a balancer does
};

struct Verdict {
  Outcome outcome{};
  Reason reason{};
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Whether it is a refusal's alert.
[[nodiscard]] bool is_alert(Reason reason);

/// A refusal without an answer needs as many agreeing answers.
inline constexpr std::size_t kAnswersForRefusal = 3;

/// The only place where a fact becomes an opinion. Total: every Response has a row. `refused` comes out of an alert, of
/// another version, or of closes or silence under full corroboration, and of nothing else. Alerts in doubt need that as
/// well.
[[nodiscard]] Verdict classify(const Offer& offer, const Observation& observation, const Corroboration& corroboration);

}  // namespace probe
