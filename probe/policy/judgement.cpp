// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judgement.hpp"

#include <array>

namespace probe {
namespace {

constexpr std::array<std::string_view, 3> kSeverities{"must", "should", "info"};

void add(RulingCounts& counts, const RuleFinding& finding) {
  switch (finding.ruling) {
    case Ruling::pass:
      ++counts.passed;
      return;
    case Ruling::fail:
      ++(finding.severity == Severity::must ? counts.failed : counts.warned);
      return;
    case Ruling::unknown:
      ++counts.unknown;
      counts.unknown_musts += finding.severity == Severity::must ? 1 : 0;
      return;
    case Ruling::waived:
      ++counts.waived;
      return;
  }
}

}  // namespace

std::string_view to_string(Severity severity) { return kSeverities.at(static_cast<std::size_t>(severity)); }

std::optional<Severity> severity_from(std::string_view word) {
  for (std::size_t i = 0; i < kSeverities.size(); ++i)
    if (kSeverities.at(i) == word) return static_cast<Severity>(i);
  return std::nullopt;
}

std::string_view to_string(Ruling ruling) {
  switch (ruling) {
    case Ruling::pass:
      return "pass";
    case Ruling::fail:
      return "fail";
    case Ruling::unknown:
      return "unknown";
    case Ruling::waived:
      return "waived";
  }
  return {};
}

RulingCounts count(const TargetJudgement& judgement) {
  RulingCounts counts;
  for (const auto& finding : judgement.findings) add(counts, finding);
  return counts;
}

RulingCounts count(const Judgement& judgement) {
  RulingCounts counts;
  for (const auto& target : judgement.targets)
    for (const auto& finding : target.findings) add(counts, finding);
  return counts;
}

}  // namespace probe
