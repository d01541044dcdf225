// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/ground.hpp"

#include "probe/model/family.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace probe {
namespace {

/// The suites that the registry defines for the version, and what the server took besides.
std::set<tls::CipherSuite> suites_of(const TargetRecord& target, tls::ProtocolVersion version, const CellKind& kind) {
  std::set<tls::CipherSuite> suites;
  for (const auto& suite : tls::cipher_suites())
    if (suite.versions.contains(version) && kind.fits(suite)) suites.insert(suite.code);
  for (const auto& result : target.versions) {
    if (result.version != version) continue;
    for (const auto& accepted : result.accepted)
      if (const auto* info = tls::find_cipher_suite(accepted.code); info != nullptr && kind.fits(*info))
        suites.insert(accepted.code);
  }
  return suites;
}

Message problem_of(const Cell& cell) {
  return cell.outcome == Outcome::not_tested ? message("open.not_asked") : explain(cell.reason, cell.alert);
}

bool is_known(const Cell& cell) { return cell.outcome == Outcome::accepted || cell.outcome == Outcome::refused; }

void add_cell(Ground& ground, const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite suite) {
  const auto found = cell_of(target, version, suite);
  if (is_known(found))
    ground.know(version, suite);
  else if (found.outcome != Outcome::not_applicable)
    ground.miss(version, suite, problem_of(found));
}

}  // namespace

void Ground::miss(tls::ProtocolVersion version, tls::CipherSuite suite, const Message& problem) {
  cells_.push_back({version, suite, false});
  ++problems_[problem];
}

void Ground::miss(Message question, const Message& problem) {
  questions_.push_back({std::move(question), false});
  ++problems_[problem];
}

void Ground::add(const Ground& other) {
  cells_.insert(cells_.end(), other.cells_.begin(), other.cells_.end());
  questions_.insert(questions_.end(), other.questions_.begin(), other.questions_.end());
  for (const auto& [problem, count] : other.problems_) problems_[problem] += count;
}

Message Ground::problem() const {
  const auto most = std::max_element(problems_.begin(), problems_.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == problems_.end()) return {};
  return problems_.size() > 1 ? message("open.and_others", most->first) : most->first;
}

Learnt Ground::learnt() const {
  Learnt learnt;
  auto cells = cells_;
  // What was missed once counts as missed.
  std::sort(cells.begin(), cells.end(), [](const KnownCell& a, const KnownCell& b) {
    return std::tie(a.version, a.suite, a.known) < std::tie(b.version, b.suite, b.known);
  });
  cells.erase(
      std::unique(cells.begin(), cells.end(),
                  [](const KnownCell& a, const KnownCell& b) { return a.version == b.version && a.suite == b.suite; }),
      cells.end());
  for (const auto& cell : cells) {
    const auto name = verbatim(tls::to_string(cell.version));
    if (learnt.cells.empty() || learnt.cells.back().of != name) learnt.cells.push_back({name, 0, 0});
    ++learnt.cells.back().all;
    learnt.cells.back().known += cell.known ? 1 : 0;
  }
  for (const auto& question : questions_) {
    const auto same = std::find_if(learnt.questions.begin(), learnt.questions.end(),
                                   [&](const LearntPart& part) { return part.of == question.name; });
    if (same == learnt.questions.end())
      learnt.questions.push_back({question.name, question.known ? std::size_t{1} : std::size_t{0}, 1});
    else if (!question.known)
      same->known = 0;
  }
  return learnt;
}

Ground every_cell(const CellKind& kind, const TargetRecord& target) {
  Ground ground;
  for (const auto version : tls::kProtocolVersions) {
    if (!kind.versions.contains(version)) continue;
    for (const auto suite : suites_of(target, version, kind)) add_cell(ground, target, version, suite);
  }
  return ground;
}

Lane newest_lane(const CellKind& kind, const TargetRecord& target) {
  Lane lane;
  for (auto version = tls::kProtocolVersions.rbegin(); version != tls::kProtocolVersions.rend(); ++version) {
    if (!kind.versions.contains(*version)) continue;
    const auto suites = suites_of(target, *version, kind);
    const auto accepted = std::find_if(suites.begin(), suites.end(), [&](tls::CipherSuite suite) {
      return cell_of(target, *version, suite).outcome == Outcome::accepted;
    });
    if (accepted != suites.end()) {
      lane.ground.know(*version, *accepted);
      lane.version = *version;
      return lane;
    }
    for (const auto suite : suites) add_cell(lane.ground, target, *version, suite);
  }
  return lane;
}

Cell cell_of(const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite suite) {
  VersionResult not_there;
  not_there.version = version;
  const auto found = std::find_if(target.versions.begin(), target.versions.end(),
                                  [version](const VersionResult& result) { return result.version == version; });
  auto result = cell(found == target.versions.end() ? not_there : *found, suite);
  return result;
}

}  // namespace probe
