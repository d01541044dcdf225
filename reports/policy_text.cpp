// SPDX-License-Identifier: Apache-2.0
#include "reports/policy_text.hpp"

#include "probe/model/day.hpp"
#include "probe/policy/foresight.hpp"
#include "reports/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace reports {
namespace {

using probe::Policy;
using probe::Rule;

constexpr std::size_t kColumns = 80;

/// A labelled paragraph; lines after the first stand under its text.
void add(std::string& out, std::size_t indent, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  std::string line(indent, ' ');
  line += label;
  const std::size_t hanging = line.size();
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.size() > hanging && line.size() + word.size() + (line.back() == ' ' ? 0U : 1U) > kColumns) {
      out += line + "\n";
      line.assign(hanging, ' ');
    }
    if (line.size() > hanging) line += ' ';
    line += word;
  }
  out += line + "\n";
}

std::string scope_words(const Rule& rule) {
  std::string words;
  for (const auto version : rule.scope) words += (words.empty() ? "" : ", ") + tls::to_string(version);
  return words;
}

/// "167 cells (TLSv1.0 55, TLSv1.1 55, TLSv1.2 57), groups of TLSv1.3": what a scan has to ask for it.
std::string needs_words(const Rule& rule) {
  const auto needed = probe::needs(rule);
  std::string cells, words;
  std::size_t sum = 0;
  for (const auto& part : needed.cells) {
    sum += part.all;
    cells += fmt::format("{}{} {}", cells.empty() ? "" : ", ", english(part.of), part.all);
  }
  if (sum != 0) words = fmt::format("{} {} ({})", sum, sum == 1 ? "cell" : "cells", cells);
  for (const auto& part : needed.questions) words += (words.empty() ? "" : ", ") + english(part.of);
  return words;
}

std::string horizon_words(const Rule& rule) {
  if (!rule.allowed_until) return {};
  return fmt::format("{}: till then what breaks it is only told, after that it is a {}",
                     probe::day_text(*rule.allowed_until), to_string(rule.severity));
}

/// Where it was read, as far as that differs from the policy's own word, and always when it is at second hand.
std::string source_words(const Rule& rule) {
  if (rule.source_kind == probe::SourceKind::primary) return rule.source;
  return rule.source.empty() ? "secondary" : "secondary: " + rule.source;
}

std::string selection(const Rule& rule) {
  const auto* const cells = std::get_if<probe::CellCondition>(&rule.condition);
  if (cells == nullptr || !cells->suites) return rule.words;
  const auto count = cells->suites->size();
  return fmt::format("{} ({} {})", rule.words, count, count == 1 ? "suite" : "suites");
}

void add_rule(std::string& out, const Rule& rule) {
  out += "\n";
  add(out, 0, fmt::format("{:<6} ", to_string(rule.severity)), rule.id);
  add(out, 7, "", rule.title);
  add(out, 7, "rule    ", selection(rule));
  add(out, 7, "of      ", scope_words(rule));
  add(out, 7, "needs   ", needs_words(rule));
  add(out, 7, "until   ", horizon_words(rule));
  add(out, 7, "clause  ", rule.clause);
  add(out, 7, "source  ", source_words(rule));
  add(out, 7, "remedy  ", rule.remedy);
}

}  // namespace

std::string policy_text(const Policy& policy) {
  std::string out;
  add(out, 0, policy.name + "  ", policy.title);
  add(out, 0, "source  ", policy.source);
  add(out, 0, "url     ", policy.url);
  add(out, 0, "note    ", policy.note);
  for (const auto& rule : policy.rules) add_rule(out, rule);
  for (const auto& waiver : policy.waivers) {
    out += "\n";
    add(out, 0, "waived ",
        fmt::format("{} on {} until {} by {}: {}", waiver.rule, waiver.target, probe::day_text(waiver.expires),
                    waiver.owner, waiver.reason));
  }
  return out;
}

}  // namespace reports
