// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judgement.hpp"

#include <array>

namespace probe {
namespace {

constexpr std::array<std::string_view, 3> kSeverities{"must", "should", "info"};

void add(EffectCounts& counts, const Judgement& judgement, const TargetJudgement& target) {
  for (const auto& finding : target.findings) counts.add(effect(judgement, finding));
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

Effect effect(const Judgement& judgement, const RuleFinding& finding) {
  const bool weighs = finding.severity == Severity::must ||
                      (finding.severity == Severity::should && judgement.warnings == Warnings::fail);
  switch (finding.ruling) {
    case Ruling::pass:
      return Effect::passed;
    case Ruling::fail:
      if (weighs) return Effect::failed;
      return finding.severity == Severity::info ? Effect::noted : Effect::warned;
    case Ruling::unknown:
      if (!weighs) return Effect::undecided;
      return judgement.inconclusive == Inconclusive::allowed ? Effect::let_through : Effect::unknown;
    case Ruling::waived:
      return Effect::waived;
  }
  return Effect::unknown;
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::passed:
      return "passed";
    case Effect::failed:
      return "failed";
    case Effect::warned:
      return "warned";
    case Effect::noted:
      return "noted";
    case Effect::unknown:
      return "unknown";
    case Effect::let_through:
      return "let-through";
    case Effect::undecided:
      return "undecided";
    case Effect::waived:
      return "waived";
  }
  return {};
}

EffectCounts count(const Judgement& judgement) {
  EffectCounts counts;
  for (const auto& target : judgement.targets) add(counts, judgement, target);
  return counts;
}

EffectCounts count(const Judgement& judgement, const TargetJudgement& target) {
  EffectCounts counts;
  add(counts, judgement, target);
  return counts;
}

Effect verdict(const EffectCounts& counts) {
  for (const auto one : {Effect::failed, Effect::unknown, Effect::let_through})
    if (counts[one] != 0) return one;
  return Effect::passed;
}

}  // namespace probe
