// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judgement.hpp"

#include "probe/model/day.hpp"

#include <array>

namespace probe {
namespace {

constexpr std::array<std::string_view, 3> kSeverities{"must", "should", "info"};
constexpr std::array<std::string_view, 2> kSourceKinds{"primary", "secondary"};

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

std::string_view to_string(SourceKind kind) { return kSourceKinds.at(static_cast<std::size_t>(kind)); }

std::optional<SourceKind> source_kind_from(std::string_view word) {
  for (std::size_t i = 0; i < kSourceKinds.size(); ++i)
    if (kSourceKinds.at(i) == word) return static_cast<SourceKind>(i);
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

std::string to_string(const Learnt& learnt) {
  const auto counted = [](const std::vector<LearntPart>& parts, std::string_view what, const std::string& names) {
    std::size_t known = 0, all = 0;
    for (const auto& part : parts) {
      known += part.known;
      all += part.all;
    }
    return std::string(what) + " " + std::to_string(known) + " of " + std::to_string(all) + " (" + names + ")";
  };
  std::string cells, answered, open;
  for (const auto& part : learnt.cells)
    cells += (cells.empty() ? "" : ", ") + part.of + " " + std::to_string(part.known) +
             (part.known == part.all ? "" : " of " + std::to_string(part.all));
  for (const auto& part : learnt.questions) {
    auto& list = part.known == part.all ? answered : open;
    list += (list.empty() ? "" : ", ") + part.of;
  }
  if (!open.empty()) answered += (answered.empty() ? "open: " : "; open: ") + open;
  std::string text;
  if (!learnt.cells.empty()) text = counted(learnt.cells, "cells", cells);
  if (!learnt.questions.empty()) text += (text.empty() ? "" : "; ") + counted(learnt.questions, "questions", answered);
  return text;
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
      // Whether a recommendation is kept is asked as well; what is only told may stay open.
      if (finding.severity == Severity::info) return Effect::undecided;
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

Effect verdict(const Judgement& judgement) {
  if (!judgement.stale.empty() && judgement.stale_waivers == StaleWaivers::fail) return Effect::failed;
  // Nothing was judged, so nothing passed.
  if (judgement.targets.empty()) return Effect::unknown;
  return verdict(count(judgement));
}

std::string to_string(const StaleWaiver& stale) {
  const auto& waiver = stale.waiver;
  auto text = "the waiver of " + waiver.rule + " on " + waiver.target + " by " + waiver.owner;
  if (!waiver.file.empty()) text += " (" + waiver.file + ":" + std::to_string(waiver.line) + ")";
  switch (stale.why) {
    case Staleness::expired:
      return text + " expired on " + day_text(waiver.expires);
    case Staleness::no_target:
      return text + " means no target that was scanned";
    case Staleness::nothing_left:
      return text + " waives what no longer fails";
  }
  return text;
}

}  // namespace probe
