// SPDX-License-Identifier: Apache-2.0
#include "probe/model/unlike_servers.hpp"

#include "probe/model/absence.hpp"
#include "probe/model/family.hpp"

#include <algorithm>
#include <array>

namespace probe {
namespace {

constexpr std::size_t kMostExchanges = 16;

/// Answers to SSTP_DUPLEX_POST of a server that does not know it, or not here.
constexpr std::array kOthers{
    CallOutcome::redirected,      CallOutcome::bad_request,  CallOutcome::unauthorized,
    CallOutcome::forbidden,       CallOutcome::not_found,    CallOutcome::proxy_authentication_required,
    CallOutcome::not_implemented, CallOutcome::other_status, CallOutcome::openvpn_web_server,
    CallOutcome::web_page,        CallOutcome::not_sstp,     CallOutcome::not_http};

bool is_sstps(const AcceptedSuite& suite) {
  return suite.rung == Rung::sstp || (suite.climb->halt && shown_by(*suite.climb->halt) == SstpPresence::present);
}

bool is_anothers(const AcceptedSuite& suite) {
  return suite.climb->halt && std::find(kOthers.begin(), kOthers.end(), *suite.climb->halt) != kOthers.end();
}

}  // namespace

CallAnswers call_answers(const std::vector<VersionResult>& versions) {
  CallAnswers answers;
  std::vector<ExchangeId> by_sstp, by_others;
  for (const auto& version : versions)
    for (const auto& suite : version.accepted) {
      // What ended all calls before is believed of the rest, but nobody asked.
      if (!suite.climb || suite.climb->exchange == 0 || suite.climb->correlation_id.empty()) continue;
      if (is_sstps(suite)) by_sstp.push_back(suite.climb->exchange);
      if (is_anothers(suite)) by_others.push_back(suite.climb->exchange);
    }
  answers.by_sstp = by_sstp.size();
  answers.by_others = by_others.size();
  answers.exchanges = by_sstp.size() < by_others.size() ? by_sstp : by_others;
  std::sort(answers.exchanges.begin(), answers.exchanges.end());
  answers.exchanges.resize(std::min(answers.exchanges.size(), kMostExchanges));
  return answers;
}

bool has_unlike_servers(const TargetRecord& target) {
  return coverage(target).mixed != 0 || call_answers(target.versions).differ() ||
         std::any_of(target.findings.begin(), target.findings.end(),
                     [](const Finding& finding) { return finding.kind == FindingKind::servers_differ; });
}

}  // namespace probe
