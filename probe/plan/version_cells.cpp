// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/version_cells.hpp"

#include "probe/plan/classify.hpp"

#include <algorithm>

namespace probe {
namespace {

/// The group of `groups` that `same` picks, made by `make` when there is none yet. Keeps the order of first appearance.
template <class Group, class Same, class Make>
Group& group_of(std::vector<Group>& groups, Same same, Make make) {
  const auto found = std::find_if(groups.begin(), groups.end(), same);
  return found != groups.end() ? *found : groups.emplace_back(make());
}

}  // namespace

VersionCells::VersionCells(tls::ProtocolVersion version, const std::vector<tls::CipherSuite>& asked)
    : version_(version) {
  for (const auto code : asked) cells_.try_emplace(code);
}

void VersionCells::accept(const AcceptedSuite& suite) {
  const auto found = cells_.find(suite.code);
  if (found == cells_.end() || found->second.outcome == Outcome::accepted) return;
  if (found->second.outcome == Outcome::refused) --refused_;
  ++accepted_;
  found->second.outcome = Outcome::accepted;
  found->second.accepted = suite;
}

void VersionCells::refuse(std::span<const tls::CipherSuite> codes, Basis basis, Reason reason, ExchangeId exchange) {
  for (const auto code : codes) {
    const auto found = cells_.find(code);
    if (found == cells_.end() || found->second.outcome != Outcome::inconclusive) continue;
    ++refused_;
    found->second = {Outcome::refused, reason, basis, exchange, {}};
  }
}

void VersionCells::leave_open(std::span<const tls::CipherSuite> codes, Reason reason, ExchangeId exchange) {
  for (const auto code : codes) {
    const auto found = cells_.find(code);
    if (found == cells_.end() || found->second.outcome != Outcome::inconclusive) continue;
    found->second.reason = reason;
    found->second.exchange = exchange;
  }
}

std::vector<tls::CipherSuite> VersionCells::reopen_alerts() {
  std::vector<tls::CipherSuite> codes;
  for (auto& [code, state] : cells_) {
    if (state.outcome != Outcome::refused || !is_alert(state.reason)) continue;
    --refused_;
    state.outcome = Outcome::inconclusive;
    state.reason = Reason::no_control;
    codes.push_back(code);
  }
  return codes;
}

bool VersionCells::any_alerts() const {
  return std::any_of(cells_.begin(), cells_.end(), [](const auto& cell) {
    return cell.second.outcome == Outcome::refused && is_alert(cell.second.reason);
  });
}

std::vector<tls::CipherSuite> VersionCells::open() const {
  std::vector<tls::CipherSuite> codes;
  for (const auto& [code, state] : cells_)
    if (state.outcome == Outcome::inconclusive) codes.push_back(code);
  return codes;
}

VersionResult VersionCells::result() const {
  VersionResult result;
  result.version = version_;
  result.preferred = preferred_;
  for (const auto& [code, state] : cells_) {
    switch (state.outcome) {
      case Outcome::accepted:
        result.accepted.push_back(state.accepted);
        break;
      case Outcome::refused:
        group_of(
            result.refused,
            [&state = state](const RefusedSuites& group) {
              return group.basis == state.basis && group.reason == state.reason && group.exchange == state.exchange;
            },
            [&state = state] { return RefusedSuites{{}, state.basis, state.reason, state.exchange}; })
            .codes.push_back(code);
        break;
      case Outcome::inconclusive:
      case Outcome::not_applicable:
      case Outcome::not_tested:
        group_of(
            result.inconclusive,
            [&state = state](const InconclusiveSuites& group) {
              return group.reason == state.reason && group.exchange == state.exchange;
            },
            [&state = state] { return InconclusiveSuites{{}, state.reason, state.exchange}; })
            .codes.push_back(code);
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

}  // namespace probe
