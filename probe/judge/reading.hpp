// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"

#include <cstdint>

namespace probe::judge {

/// What one answer says of the suites that were offered, looked at alone.
enum class Answer : std::uint8_t {
  accepted,         ///< a ServerHello, version and suite as offered
  other_version,    ///< a ServerHello of another version than the only one offered
  unoffered_suite,  ///< a ServerHello with a suite that was not offered
  refusal,          ///< the alert 40, 70 or 71; in SSL 2.0 an ERROR or an empty list
  unclear_alert,    ///< any other fatal alert
  closed,           ///< before an octet came
  silent,           ///< until the time-out
  nothing,          ///< half an answer, garbage, another protocol, a retry that led nowhere
  no_connection,    ///< none came up, or our own side failed
};

/// One answer as a fact of the history. Total: every Response has its row.
struct Reading {
  Answer answer = Answer::nothing;
  Reason reason{};  ///< why the cell is as the answer would have it, if it were believed at once
  friend bool operator==(const Reading&, const Reading&) = default;
};
[[nodiscard]] Reading read(const ExchangeSummary& exchange);

/// Neither yes nor no in words: believed only when it comes again and again.
[[nodiscard]] constexpr bool is_absence(Answer answer) { return answer == Answer::closed || answer == Answer::silent; }

/// The version that a ServerHello accepted its suites in: a client's own hello may take an older one than it names
/// first.
[[nodiscard]] tls::ProtocolVersion accepted_version(const ExchangeSummary& exchange);

/// Whether the hello is one of the usual shapes, nothing added to or taken from it for one question's sake: only then a
/// refusal speaks of the suites.
[[nodiscard]] bool is_usual(const ExchangeSummary& exchange);

/// Whether it says anything of the target as its clients see it. SSL 2.0 has no way to name the server.
[[nodiscard]] bool speaks_for_target(const ExchangeSummary& exchange);

}  // namespace probe::judge
