// SPDX-License-Identifier: Apache-2.0
#include "reports/sentences.hpp"

#include "probe/model/azure.hpp"
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace reports {
namespace {

using probe::Family;
using probe::Outcome;

/// Sentences one behind the other.
std::string together(const std::vector<std::string>& sentences, const Words& words) {
  return fmt::format("{}", fmt::join(sentences, words.gap()));
}

/// "RC4 (2 suites), 3DES (4) and SHA-1 (20)"
std::string weak_list(const probe::TargetRecord& target, const Words& words) {
  std::vector<std::string> parts;
  for (const auto family : probe::families()) {
    const auto count = accepted_suites(target, family);
    if (!is_going_away(family) || count == 0) continue;
    parts.push_back(parts.empty() ? fmt::format("{} ({})", to_string(family), words.counted("suite", count))
                                  : fmt::format("{} ({})", to_string(family), count));
  }
  return words.joined(parts);
}

/// What the scan knows of the five algorithms that Windows is about to drop, when none of them was accepted.
const char* none_weak(const probe::TargetRecord& target) {
  std::size_t refused = 0, open = 0;
  for (const auto& version : target.versions)
    for (const auto family : {Family::rc4, Family::des, Family::triple_des, Family::md5, Family::sha1}) {
      const auto cell = family_cell(version, family);
      refused += cell.refused;
      open += cell.inconclusive;
    }
  if (open != 0) return "sentence.none_weak_open";
  return refused != 0 ? "sentence.none_weak" : "sentence.weak_unasked";
}

/// Whether the accepted cells carry a call.
std::string calls_sentence(const probe::TargetRecord& target, const Words& words) {
  std::size_t cells = 0, through = 0;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      ++cells;
      through += suite.rung == probe::Rung::sstp ? 1 : 0;
    }
  const auto uncalled = uncalled_cells(target);
  const auto with_uncalled = [&](std::string sentence) {
    if (uncalled == 0) return sentence;
    return together({std::move(sentence), words.with(uncalled == 1 ? "sentence.uncalled.one" : "sentence.uncalled.many",
                                                     words.counted("cell", uncalled))},
                    words);
  };
  if (uncalled == cells) return words("sentence.calls_unmade");
  if (through == cells) return words("sentence.calls_all");
  if (through != 0) return with_uncalled(words.with("sentence.calls_some", through, cells));
  // What was measured is told, however many were never called.
  const auto halts = halts_of(target);
  const Halt* most = nullptr;
  for (const auto& halt : halts)
    if (halt.outcome != probe::CallOutcome::not_called && (most == nullptr || most->cells.size() < halt.cells.size()))
      most = &halt;
  if (most == nullptr) return with_uncalled(words("sentence.calls_none"));
  return with_uncalled(words.with("sentence.calls_none_why", halt_text(*most, words)));
}

std::string versions_sentence(const probe::TargetRecord& target, const Words& words) {
  const auto name = to_string(target.target);
  const auto accepted = words.joined(versions_with(target, Outcome::accepted));
  const auto refused = words.joined(versions_with(target, Outcome::refused));
  if (accepted.empty())
    return words.with(
        versions_with(target, Outcome::inconclusive).empty() ? "sentence.refuses_all" : "sentence.nothing", name);
  return refused.empty() ? words.with("sentence.accepts", name, accepted)
                         : words.with("sentence.accepts_refuses", name, accepted, refused);
}

std::string open_sentence(const probe::TargetRecord& target, std::size_t cells, const Words& words) {
  const auto open = words.joined(versions_with(target, Outcome::inconclusive));
  const auto id = std::string(open.empty() ? "sentence.open" : "sentence.open_versions");
  return words.with(id + (cells == 1 ? ".one" : ".many"), words.counted("cell", cells), open);
}

}  // namespace

std::string summary(const probe::TargetRecord& target, const Words& words) {
  std::string text = to_string(target.target);
  if (!target.target.label.empty()) text = target.target.label + ": " + text;
  if (!target.address.empty() && target.address != to_string(target.target))
    text = words.with("sentence.at", text, target.address);
  if (target.status == probe::TargetStatus::not_started) return text + ": " + words("sentence.interrupted_before");
  if (target.status == probe::TargetStatus::unreachable) return text + ": " + words.say(target.problem);
  const auto accepted = versions_with(target, Outcome::accepted);
  if (accepted.empty()) return text + ": " + words("sentence.no_version");
  std::vector<std::string> weak;
  for (const auto family : probe::families())
    if (is_going_away(family) && accepted_suites(target, family) != 0) weak.emplace_back(to_string(family));
  const auto versions = words.joined(accepted);
  return text + ": " + (weak.empty() ? versions : words.with("sentence.versions_with", versions, words.joined(weak)));
}

std::string closing_sentence(const probe::TargetRecord& target, const Words& words) {
  if (target.status == probe::TargetStatus::not_started)
    return words.with("sentence.not_started", to_string(target.target));
  if (target.status == probe::TargetStatus::unreachable)
    return words.with("sentence.unscanned", to_string(target.target), words.say(target.problem));
  std::vector<std::string> sentences{versions_sentence(target, words)};
  const auto add = [&sentences](std::string sentence) {
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
  };
  if (!versions_with(target, Outcome::accepted).empty()) {
    const auto weak = weak_list(target, words);
    sentences.push_back(weak.empty() ? words(none_weak(target)) : words.with("sentence.weak", weak));
  }
  add(mixed_sentence(target, words));
  for (auto& sentence : needs_sentences(target, words)) add(std::move(sentence));
  if (target.sstp.calls != 0 || uncalled_cells(target) != 0) sentences.push_back(calls_sentence(target, words));
  if (const auto unasked = versions_with(target, Outcome::not_tested); !unasked.empty())
    sentences.push_back(words.with("sentence.unasked", words.joined(unasked)));
  if (const auto cells = coverage(target).inconclusive; cells != 0)
    sentences.push_back(open_sentence(target, cells, words));
  if (target.status == probe::TargetStatus::interrupted) add(words("sentence.interrupted"));
  add(advice(target, words));
  return together(sentences, words);
}

std::string closing_with_remarks(const probe::TargetRecord& target, const Words& words) {
  auto text = closing_sentence(target, words);
  for (const auto& remark : remarks_of(target, words)) {
    text += fmt::format("{}{}", words.gap(), remark.text);
    if (text.back() != '.' && text.back() != ')') text += '.';
  }
  return text;
}

std::string retirement(std::chrono::sys_days day, const Words& words) {
  return words.say(probe::azure_retirement(day));
}

}  // namespace reports
