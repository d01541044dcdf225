// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judgement.hpp"

#include "probe/model/day.hpp"

#include <array>
#include <utility>

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

namespace {

LearntPart sum(const std::vector<LearntPart>& parts) {
  LearntPart all;
  for (const auto& part : parts) {
    all.known += part.known;
    all.all += part.all;
  }
  return all;
}

Message cells_learnt(const std::vector<LearntPart>& parts) {
  std::vector<Message> versions;
  for (const auto& part : parts)
    versions.push_back(part.known == part.all ? message("learnt.whole", part.of, part.known)
                                              : message("learnt.part", part.of, part.known, part.all));
  const auto all = sum(parts);
  return message("learnt.cells", all.known, all.all, std::move(versions));
}

Message questions_learnt(const std::vector<LearntPart>& parts) {
  std::vector<Message> answered, open;
  for (const auto& part : parts) (part.known == part.all ? answered : open).push_back(part.of);
  const auto all = sum(parts);
  auto answers = open.empty()       ? message("learnt.answered", std::move(answered))
                 : answered.empty() ? message("learnt.open", std::move(open))
                                    : message("learnt.answered_and_open", std::move(answered), std::move(open));
  return message("learnt.questions", all.known, all.all, std::move(answers));
}

}  // namespace

Message summary(const Learnt& learnt) {
  if (learnt.cells.empty() && learnt.questions.empty()) return {};
  if (learnt.questions.empty()) return cells_learnt(learnt.cells);
  if (learnt.cells.empty()) return questions_learnt(learnt.questions);
  return message("learnt.both", cells_learnt(learnt.cells), questions_learnt(learnt.questions));
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

Message sentence(const StaleWaiver& stale) {
  const auto& waiver = stale.waiver;
  auto which = waiver.file.empty()
                   ? message("waiver.plain", waiver.rule, waiver.target, waiver.owner)
                   : message("waiver.in_file", waiver.rule, waiver.target, waiver.owner, waiver.file, waiver.line);
  switch (stale.why) {
    case Staleness::expired:
      return message("waiver.expired", std::move(which), day_text(waiver.expires));
    case Staleness::no_target:
      return message("waiver.no_target", std::move(which));
    case Staleness::nothing_left:
      return message("waiver.nothing_left", std::move(which));
  }
  return which;
}

}  // namespace probe
