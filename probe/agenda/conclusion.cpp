// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/conclusion.hpp"

#include "probe/model/unlike_servers.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace probe::agenda {
namespace {

/// The group of `groups` that `same` picks, made by `make` when there is none yet. Keeps the order of first appearance.
template <class Group, class Same, class Make>
Group& group_of(std::vector<Group>& groups, Same same, Make make) {
  const auto found = std::find_if(groups.begin(), groups.end(), same);
  return found != groups.end() ? *found : groups.emplace_back(make());
}

const ExchangeSummary* exchange_of(const std::vector<ExchangeSummary>& history, ExchangeId id) {
  const auto found =
      std::find_if(history.begin(), history.end(), [id](const ExchangeSummary& each) { return each.id == id; });
  return found == history.end() ? nullptr : &*found;
}

AcceptedSuite accepted_suite(const judge::CellBelief& cell, const std::vector<ExchangeSummary>& history) {
  AcceptedSuite suite;
  suite.code = cell.code;
  suite.exchange = cell.exchange;
  suite.needs = cell.needs;
  suite.answers = cell.answers;
  if (const auto* exchange = exchange_of(history, cell.exchange)) {
    suite.group = exchange->group;
    suite.key_bits = exchange->key_bits;
  }
  return suite;
}

VersionResult version_of(tls::ProtocolVersion version, const judge::VersionBelief& belief,
                         const std::vector<ExchangeSummary>& history) {
  VersionResult result;
  result.version = version;
  result.preferred = belief.preferred;
  for (const auto& cell : belief.cells) {
    switch (cell.outcome) {
      case Outcome::accepted:
        result.accepted.push_back(accepted_suite(cell, history));
        break;
      case Outcome::refused:
        group_of(
            result.refused,
            [&](const RefusedSuites& group) {
              return group.basis == cell.basis && group.reason == cell.reason && group.exchange == cell.exchange;
            },
            [&] { return RefusedSuites{{}, cell.basis, cell.reason, cell.exchange, cell.alert}; })
            .codes.push_back(cell.code);
        break;
      case Outcome::inconclusive:
      case Outcome::not_applicable:
      case Outcome::not_tested:
        group_of(
            result.inconclusive,
            [&](const InconclusiveSuites& group) {
              return group.reason == cell.reason && group.exchange == cell.exchange;
            },
            [&] { return InconclusiveSuites{{}, cell.reason, cell.exchange, cell.alert}; })
            .codes.push_back(cell.code);
        break;
    }
  }
  const auto largest = [](const auto& a, const auto& b) { return a.codes.size() < b.codes.size(); };
  result.outcome = outcome_of_suites(result).value_or(Outcome::not_applicable);
  if (result.outcome == Outcome::not_applicable)
    result.reason = Reason::not_defined;
  else if (result.outcome == Outcome::accepted)
    result.reason = Reason::server_selected_it;
  else if (result.outcome == Outcome::inconclusive)
    result.reason = std::max_element(result.inconclusive.begin(), result.inconclusive.end(), largest)->reason;
  else
    result.reason = std::max_element(result.refused.begin(), result.refused.end(), largest)->reason;
  return result;
}

/// Why nothing of TLS came back, for the reader.
Message why_unreached(const Ending& ending) {
  const auto& failure = ending.last_failure;
  if (!failure) return message("unreached.nothing_asked");
  const auto& detail = failure->detail;
  switch (failure->response) {
    case Response::not_connected:
      switch (ending.connect_failure) {
        case ConnectFailure::unresolvable:
          return message("unreached.no_address", detail);
        case ConnectFailure::refused:
          return message("unreached.refused", detail);
        case ConnectFailure::timed_out:
          return message("unreached.timed_out", detail);
        case ConnectFailure::unreachable:
          return message("unreached.no_route", detail);
        case ConnectFailure::none:
        case ConnectFailure::other:
          return message("unreached.no_connection", detail);
      }
      break;
    case Response::local_failure:
      return message("unreached.local_failure", detail);
    case Response::not_tls:
      return message("unreached.not_tls", detail);
    case Response::closed:
      return message("unreached.closed", detail);
    case Response::silent:
      return message("unreached.silent", detail);
    case Response::partial:
    case Response::garbled:
      return message("unreached.broken", detail);
    case Response::server_hello:
    case Response::fatal_alert:
    case Response::ssl2_error:
    case Response::retry_failed:
      break;
  }
  return message("unreached.nothing_of_tls", detail);
}

Message why_partial(std::size_t open, std::size_t all, const judge::Beliefs& beliefs, const Ending& ending) {
  if (ending.blocked) return message("partial.blocked", open, all);
  if (ending.failing) return message("partial.failing", open, all);
  if (!beliefs.ever_accepted) return message("partial.never_accepted", open, all);
  return message("partial.cells", open, all);
}

Finding slow_finding(std::size_t slowdowns) {
  Finding slow;
  slow.kind = FindingKind::slowed_down;
  slow.text = message("finding.slowed_down", slowdowns);
  return slow;
}

Finding blocked_finding() {
  Finding blocked;
  blocked.kind = FindingKind::blocked;
  blocked.text = message("finding.blocked");
  return blocked;
}

}  // namespace

std::vector<VersionResult> versions_of(const judge::Beliefs& beliefs, const std::vector<ExchangeSummary>& history,
                                       const ScanOptions& options) {
  std::vector<VersionResult> versions;
  for (const auto version : tls::kProtocolVersions) {
    const auto belief = beliefs.versions.find(version);
    if (belief != beliefs.versions.end()) {
      versions.push_back(version_of(version, belief->second, history));
      continue;
    }
    VersionResult untouched;
    untouched.version = version;
    const bool asked = std::find(options.versions.begin(), options.versions.end(), version) != options.versions.end();
    untouched.outcome = asked ? Outcome::not_applicable : Outcome::not_tested;
    untouched.reason = asked ? Reason::not_defined : Reason::not_requested;
    versions.push_back(std::move(untouched));
  }
  return versions;
}

Result conclude(const judge::Beliefs& beliefs, const std::vector<ExchangeSummary>& history, const ScanOptions& options,
                const Ending& ending) {
  auto told = beliefs;
  std::size_t open = 0, all = 0;
  for (auto& [version, belief] : told.versions)
    for (auto& cell : belief.cells) {
      ++all;
      if (cell.outcome != Outcome::inconclusive) continue;
      ++open;
      if (cell.exchange != 0) continue;
      // It was never asked. Where nothing of TLS came back, one reason holds for all.
      if (!ending.tls_spoken && ending.last_failure) cell.reason = judge::read(*ending.last_failure).reason;
      if (ending.blocked) cell.reason = Reason::blocked;
      if (ending.interrupted) cell.reason = Reason::interrupted;
    }
  Result result;
  result.versions = versions_of(told, history, options);
  result.findings = beliefs.findings;
  result.slowdowns = ending.slowdowns;
  if (ending.interrupted && history.empty()) {
    result.status = TargetStatus::not_started;
    result.problem = message("partial.not_started");
  } else if (ending.interrupted) {
    result.status = TargetStatus::interrupted;
    result.problem = message("partial.interrupted", open, all);
  } else if (!ending.tls_spoken) {
    result.status = TargetStatus::unreachable;
    result.problem = why_unreached(ending);
  } else if (open != 0) {
    result.status = TargetStatus::partial;
    result.problem = why_partial(open, all, beliefs, ending);
  } else {
    result.status = TargetStatus::complete;
  }
  if (ending.slowdowns != 0) result.findings.push_back(slow_finding(ending.slowdowns));
  if (ending.blocked) result.findings.push_back(blocked_finding());
  return result;
}

void note_missing_calls(Result& result) {
  std::size_t missing = 0, all = 0;
  for (const auto& version : result.versions)
    for (const auto& suite : version.accepted) {
      if (!suite.climb) continue;
      ++all;
      if (suite.climb->halt == CallOutcome::not_called) ++missing;
    }
  if (missing == 0 || result.status != TargetStatus::complete) return;
  result.status = TargetStatus::partial;
  result.problem = message("partial.calls", missing, all);
}

void note_unlike_calls(Result& result) {
  const auto answers = call_answers(result.versions);
  const bool is_told = std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
    return finding.kind == FindingKind::servers_differ || finding.kind == FindingKind::policy_changed;
  });
  if (!answers.differ() || is_told) return;
  Finding finding;
  finding.kind = FindingKind::servers_differ;
  finding.text = message("finding.calls_differ", answers.by_sstp, answers.by_sstp + answers.by_others);
  finding.exchanges = answers.exchanges;
  result.findings.push_back(std::move(finding));
}

}  // namespace probe::agenda
