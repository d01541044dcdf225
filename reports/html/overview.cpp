// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/html/sections.hpp"
#include "reports/sentences.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace reports::html {
namespace {

using probe::Effect;
using probe::Outcome;
using probe::TargetRecord;
using probe::TargetStatus;

std::vector<std::string> weak_families(const TargetRecord& target) {
  std::vector<std::string> names;
  for (const auto family : probe::families())
    if (is_going_away(family) && accepted_suites(target, family) != 0) names.emplace_back(to_string(family));
  return names;
}

std::optional<probe::Rung> highest_rung(const TargetRecord& target) {
  std::optional<probe::Rung> highest;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted)
      if (!highest || *highest < suite.rung) highest = suite.rung;
  return highest;
}

Data row_of(const Subject& subject, std::size_t index, const Words& words) {
  const auto& target = subject.record.targets[index];
  const bool reached = was_reached(target);
  const auto sum = coverage(target);
  const auto verdict = view::ruling_on(subject, index);
  const auto rung = highest_rung(target);
  const auto listed = [](const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, ", ")); };
  auto row = object();
  row["id"] = Data(anchor(index));
  row["name"] = text(title_of(target));
  row["status"] = text(words.of("status", to_string(target.status), to_string(target.status)));
  row["tone"] = Data(tone_of(target.status));
  row["verdict"] = text(verdict ? words.of("effect", to_string(*verdict), to_string(*verdict)) : std::string());
  row["verdict_tone"] = Data(verdict ? tone_of(*verdict) : tone::kNone);
  row["versions"] = text(listed(versions_with(target, Outcome::accepted)));
  row["weak"] = text(listed(weak_families(target)));
  row["accepted"] = text(reached ? fmt::format("{}", sum.accepted) : std::string());
  row["open"] = text(reached ? fmt::format("{}", sum.inconclusive) : std::string());
  row["call"] = text(rung ? words.of("rung", to_string(*rung), to_string(*rung)) : std::string());
  return row;
}

Data tile(const char* tone, std::size_t count, const std::string& label) {
  auto data = object();
  data["tone"] = Data(count == 0 ? tone::kPlain : tone);
  data["count"] = Data(fmt::format("{}", count));
  data["label"] = text(label);
  return data;
}

Data tiles(const Subject& subject, const Words& words) {
  const auto& targets = subject.record.targets;
  const auto status_count = [&](TargetStatus status) {
    return static_cast<std::size_t>(
        std::count_if(targets.begin(), targets.end(), [status](const auto& one) { return one.status == status; }));
  };
  const auto weak = std::count_if(targets.begin(), targets.end(),
                                  [](const auto& one) { return was_reached(one) && !weak_families(one).empty(); });
  auto data = list();
  data << tile(tone::kPlain, targets.size(), words("overview.gateways"));
  if (!subject.judgements.empty()) {
    std::size_t failed = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) failed += view::ruling_on(subject, i) == Effect::failed ? 1 : 0;
    data << tile(tone::kBad, failed, words("overview.failed"));
  }
  data << tile(tone::kBad, static_cast<std::size_t>(weak), words("overview.with_weak"));
  for (const auto status :
       {TargetStatus::partial, TargetStatus::unreachable, TargetStatus::interrupted, TargetStatus::not_started}) {
    const bool rare = status == TargetStatus::interrupted || status == TargetStatus::not_started;
    if (rare && status_count(status) == 0) continue;
    data << tile(tone::kOpen, status_count(status), words.of("status", to_string(status), to_string(status)));
  }
  return data;
}

}  // namespace

Data overview(const Subject& subject, const Words& words) {
  auto data = object();
  data["tiles"] = tiles(subject, words);
  auto statuses = list();
  for (const auto status : {TargetStatus::complete, TargetStatus::partial, TargetStatus::unreachable,
                            TargetStatus::interrupted, TargetStatus::not_started})
    statuses << text(words.of("status", to_string(status), to_string(status)));
  data["statuses"] = std::move(statuses);
  data["judged"] = Data(!subject.judgements.empty());
  auto rows = list();
  for (std::size_t i = 0; i < subject.record.targets.size(); ++i) rows << row_of(subject, i, words);
  data["rows"] = std::move(rows);
  auto addresses = list();
  for (const auto& sentence : address_sentences(subject.record, words)) addresses << text(sentence);
  data["addresses"] = std::move(addresses);
  return data;
}

std::string anchor(std::size_t target) { return fmt::format("t{}", target + 1); }

std::string title_of(const TargetRecord& target) {
  const auto name = to_string(target.target);
  return target.target.label.empty() ? name : target.target.label + ": " + name;
}

}  // namespace reports::html
