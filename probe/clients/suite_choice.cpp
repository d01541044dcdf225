// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/suite_choice.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace probe {
namespace {

/// What each suite was preferred to.
using Beaten = std::map<tls::CipherSuite, std::set<tls::CipherSuite>>;

Beaten compare_suites(const TargetRecord& target, tls::ProtocolVersion version) {
  Beaten beaten;
  for (const auto& exchange : target.exchanges) {
    // What a client's own hello drew is there to be compared with the forecast, not to make it.
    if (exchange.purpose == Purpose::client) continue;
    // Without the target's name another server may have answered.
    if (!exchange.named) continue;
    if (exchange.version != version || exchange.selected_version != version || exchange.selected.size() != 1) continue;
    for (const auto code : exchange.codes)
      if (code != exchange.selected.front()) beaten[exchange.selected.front()].insert(code);
  }
  return beaten;
}

/// All that stand behind `suite`, directly or over others in between.
std::set<tls::CipherSuite> all_beaten(const Beaten& beaten, tls::CipherSuite suite) {
  std::set<tls::CipherSuite> all;
  std::vector<tls::CipherSuite> open{suite};
  while (!open.empty()) {
    const auto found = beaten.find(open.back());
    open.pop_back();
    if (found == beaten.end()) continue;
    for (const auto code : found->second)
      if (all.insert(code).second) open.push_back(code);
  }
  return all;
}

}  // namespace

SuiteOrder suite_order(const TargetRecord& target) {
  const auto found = target.server.features.find(FeatureKind::suite_preference);
  if (found == target.server.features.end()) return SuiteOrder::unknown;
  switch (found->second.support) {
    case Support::yes:
      return SuiteOrder::server;
    case Support::no:
      return SuiteOrder::client;
    case Support::unknown:
    case Support::not_applicable:
      break;
  }
  return SuiteOrder::unknown;
}

std::vector<tls::CipherSuite> likely_choices(const TargetRecord& target, tls::ProtocolVersion version,
                                             const std::vector<tls::CipherSuite>& common) {
  if (common.empty()) return {};
  const auto order = suite_order(target);
  if (order == SuiteOrder::client) return std::vector<tls::CipherSuite>(1, common.front());
  const auto beaten = compare_suites(target, version);
  std::set<tls::CipherSuite> behind;
  for (const auto code : common) {
    // A circle says that the server has no order of its own; then nothing is ruled out.
    const auto less = all_beaten(beaten, code);
    if (less.count(code) != 0) return common;
    behind.insert(less.begin(), less.end());
  }
  std::vector<tls::CipherSuite> choices;
  for (const auto code : common) {
    const bool may_follow_client = order == SuiteOrder::unknown && code == common.front();
    if (behind.count(code) == 0 || may_follow_client) choices.push_back(code);
  }
  return choices;
}

}  // namespace probe
