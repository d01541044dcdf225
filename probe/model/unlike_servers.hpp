// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/call_outcome.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <vector>

namespace probe {

/// Calls that made the same request, by who answered it. What a busy gateway, a limiter or the way there can do - a
/// time-out, a close, 503 - is nobody's answer.
struct CallAnswers {
  std::size_t by_sstp = 0;            ///< 200 and SSTP behind it
  std::size_t by_others = 0;          ///< another status, a page, a web server
  std::vector<ExchangeId> exchanges;  ///< of the rarer of the two, at most 16
  [[nodiscard]] bool differ() const { return by_sstp != 0 && by_others != 0; }
};
[[nodiscard]] CallAnswers call_answers(const std::vector<VersionResult>& versions);

/// Whether more than one kind of server answers behind the address, so that what one of them said is not all.
[[nodiscard]] bool has_unlike_servers(const TargetRecord& target);

}  // namespace probe
