// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/observed.hpp"

#include "probe/clients/client_offer.hpp"
#include "probe/judge/docket.hpp"

#include <algorithm>

namespace probe {
namespace {

using Kind = Observed::Kind;

bool is_client(const ExchangeSummary& exchange) { return exchange.purpose == Purpose::client; }

Kind kind_of_refusal(judge::Answer answer) {
  switch (answer) {
    case judge::Answer::closed:
      return Kind::closed;
    case judge::Answer::silent:
      return Kind::silent;
    case judge::Answer::accepted:
    case judge::Answer::other_version:
    case judge::Answer::unoffered_suite:
    case judge::Answer::refusal:
    case judge::Answer::unclear_alert:
    case judge::Answer::nothing:
    case judge::Answer::no_connection:
      break;
  }
  return Kind::alert;
}

}  // namespace

LiveAnswers::LiveAnswers(const TargetRecord& target, const ScanOptions& options) : target_(target) {
  if (std::any_of(target.exchanges.begin(), target.exchanges.end(), is_client))
    judge_.emplace(judge::judge_again(target, options));
}

Observed LiveAnswers::to(const ClientProfile& profile, ClientState state) const {
  Observed seen;
  if (!judge_) return seen;
  const auto name = offer_name(profile, state);
  const auto& exchanges = target_.exchanges;
  const auto last = std::find_if(exchanges.rbegin(), exchanges.rend(),
                                 [&](const auto& exchange) { return is_client(exchange) && exchange.client == name; });
  if (last == exchanges.rend()) return seen;
  const auto belief = judge_->hello(*last);
  const auto answer = std::find_if(exchanges.begin(), exchanges.end(),
                                   [&](const auto& exchange) { return exchange.id == belief.exchange; });
  seen.exchange = belief.exchange;
  seen.kind = Kind::unclear;
  if (answer == exchanges.end()) return seen;
  seen.version = answer->selected_version;
  if (!answer->selected.empty()) seen.suite = answer->selected.front();
  seen.alert = answer->alert;
  seen.key_bits = answer->key_bits;
  if (belief.outcome == Outcome::accepted) seen.kind = Kind::selected;
  if (belief.outcome == Outcome::refused) seen.kind = kind_of_refusal(judge::read(*answer).answer);
  return seen;
}

Agreement compare(const Expected& expected, const Observed& seen) {
  switch (seen.kind) {
    case Kind::not_sent:
    case Kind::unclear:
      return Agreement::not_compared;
    case Kind::selected: {
      if (expected.outcome == TunnelOutcome::refused) return Agreement::mismatch;
      if (!expected.version || !seen.suite) return Agreement::not_compared;
      const auto& suites = expected.suites;
      const bool foreseen = std::find(suites.begin(), suites.end(), *seen.suite) != suites.end();
      return seen.version == expected.version && (foreseen || expected.may_be_another) ? Agreement::agrees
                                                                                       : Agreement::mismatch;
    }
    case Kind::alert:
    case Kind::closed:
    case Kind::silent:
      if (expected.outcome == TunnelOutcome::stands && !expected.is_mixed) return Agreement::mismatch;
      return expected.outcome == TunnelOutcome::refused ? Agreement::agrees : Agreement::not_compared;
  }
  return Agreement::not_compared;
}

}  // namespace probe
