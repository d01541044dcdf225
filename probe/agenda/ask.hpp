// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/judge.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"

#include <optional>
#include <string>
#include <variant>

namespace probe::agenda {

using judge::Elapsed;

/// Open a connection and put this offer.
struct AskHello {
  ExchangeId id = 0;
  Purpose purpose{};
  Offer offer;
  std::string client = {};  ///< with Purpose::client, whose hello it is
};
/// Open a connection and carry this cell so far.
struct AskCall {
  ExchangeId id = 0;
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  Rung depth = Rung::sstp;
  /// Set for a trial: what to ask for. Its answer is held against others', and carries no cell further.
  std::optional<RequestKind> trial = std::nullopt;
};
/// Nothing to ask before `until`, unless an answer comes first.
struct WaitUntil {
  Elapsed until{};
};
/// Nothing to ask before one of the open connections has answered.
struct AwaitAnswer {};
/// Nothing to ask any more. Answers that are still out are not needed.
struct Finished {};
using Step = std::variant<AskHello, AskCall, WaitUntil, AwaitAnswer, Finished>;

/// What an exchange was, for the history and for the record. `target_name`: what the target's clients name in SNI. The
/// leaf's hash is left to whoever can hash.
[[nodiscard]] ExchangeSummary summarize(const AskHello& ask, const Observation& observation, Elapsed began,
                                        Elapsed ended, const std::optional<std::string>& target_name);

/// What is unusual about the hello of a question, in a form that two hellos share when they are alike: the lists and
/// extensions that stand in place of the shape's own. Empty for a usual hello.
[[nodiscard]] std::string variant_of(const Offer& offer);

}  // namespace probe::agenda
