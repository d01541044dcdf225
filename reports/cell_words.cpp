// SPDX-License-Identifier: Apache-2.0
#include "reports/cell_words.hpp"

#include "probe/model/absence.hpp"
#include "probe/model/family.hpp"
#include "probe/model/weakness.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace reports {
namespace {

using probe::CallOutcome;
using probe::FindingKind;
using probe::Need;
using probe::TargetRecord;

std::string need_name(Need need, const Words& words) { return words.of("need", to_string(need), to_string(need)); }

/// "needs encrypt_then_mac", "mixed: 7 of 12".
std::vector<std::string> remarks(const probe::AcceptedSuite& suite, const Words& words) {
  std::vector<std::string> list;
  for (const auto need : suite.needs) list.push_back(words.with("cell.needs", need_name(need, words)));
  if (suite.answers) list.push_back(words.with("cell.mixed", answers_text(*suite.answers, words)));
  return list;
}

}  // namespace

std::string answers_text(const probe::AnswerCount& answers, const Words& words) {
  return words.with("cell.answers", answers.accepted, answers.accepted + answers.refused);
}

std::vector<std::string> cell_notes(const std::vector<const probe::VersionResult*>& versions, tls::CipherSuite code,
                                    const Words& words) {
  auto notes = exchange_keys(versions, code);
  std::size_t accepting = 0;
  std::vector<std::pair<std::string, std::vector<std::string>>> told;  // a remark, and the versions that it holds for
  for (const auto* version : versions) {
    const auto* const suite = probe::cell(*version, code).accepted;
    if (suite == nullptr) continue;
    ++accepting;
    for (const auto& remark : remarks(*suite, words)) {
      const auto same = [&remark](const auto& known) { return known.first == remark; };
      auto found = std::find_if(told.begin(), told.end(), same);
      if (found == told.end()) found = told.insert(told.end(), {remark, {}});
      found->second.push_back(version_name(version->version));
    }
  }
  for (const auto& [remark, names] : told)
    notes.push_back(names.size() == accepting ? remark : words.joined(names) + " " + remark);
  return notes;
}

std::string reason_text(const ReasonCounts::key_type& reason, const Words& words) {
  return words.say(explain(reason.first, reason.second));
}

std::string mixed_sentence(const TargetRecord& target, const Words& words) {
  const auto mixed = coverage(target).mixed;
  if (mixed == 0) return {};
  return words.with(mixed == 1 ? "sentence.mixed.one" : "sentence.mixed.many", words.counted("cell", mixed));
}

std::vector<std::string> needs_sentences(const TargetRecord& target, const Words& words) {
  std::map<Need, std::size_t> sums;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted)
      for (const auto need : suite.needs) ++sums[need];
  std::vector<std::string> sentences;
  for (const auto& [need, count] : sums)
    sentences.push_back(words.with(count == 1 ? "sentence.needs.one" : "sentence.needs.many",
                                   words.counted("cell", count), need_name(need, words)));
  return sentences;
}

std::string advice(const TargetRecord& target, const Words& words) {
  if (target.status == probe::TargetStatus::not_started || coverage(target).accepted != 0) return {};
  bool answered = false;
  for (const auto& exchange : target.exchanges) {
    if (exchange.alert == tls::AlertDescription::unrecognized_name) return words("sentence.advice_name");
    answered = answered || exchange.alert || exchange.response == probe::Response::fatal_alert;
  }
  for (const auto& version : target.versions)
    for (const auto& group : version.inconclusive) {
      if (group.alert == tls::AlertDescription::unrecognized_name) return words("sentence.advice_name");
      answered = answered || group.alert || group.reason == probe::Reason::never_accepted;
    }
  const auto open = coverage(target).inconclusive;
  if (!answered || open == 0) return {};
  return words(target.target.sni ? "sentence.advice" : "sentence.advice_no_name");
}

std::vector<Halt> halts_of(const TargetRecord& target) {
  constexpr std::size_t kMostDetails = 2, kMostOctets = 200;
  std::map<std::pair<probe::Rung, CallOutcome>, Halt> halts;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      if (!suite.climb || !suite.climb->halt) continue;
      auto& halt = halts[{suite.rung, *suite.climb->halt}];
      halt.rung = suite.rung;
      halt.outcome = *suite.climb->halt;
      halt.is_wanted = !target.sstp.trials.empty() && shown_by(halt.outcome) == probe::SstpPresence::absent;
      halt.cells.push_back(version_name(version.version) + " " + to_string(suite.code));
      if (suite.climb->exchange == 0) {
        ++halt.unasked;  // nobody said anything
        continue;
      }
      if (suite.climb->detail.empty() || halt.details.size() == kMostDetails) continue;
      auto detail = shortened(suite.climb->detail, kMostOctets);
      if (std::find(halt.details.begin(), halt.details.end(), detail) == halt.details.end())
        halt.details.push_back(std::move(detail));
    }
  std::vector<Halt> list;
  for (auto& [key, halt] : halts) list.push_back(std::move(halt));
  std::stable_partition(list.begin(), list.end(),
                        [](const Halt& halt) { return halt.outcome != CallOutcome::not_called; });
  return list;
}

namespace {

/// What was seen. What to do about it comes behind.
std::string first_sentence(const std::string& text) {
  const auto end = std::min(text.find(". "), text.find("。"));
  if (end == std::string::npos) return text;
  return text.substr(0, end + (text[end] == '.' ? 1 : std::string_view("。").size()));
}

}  // namespace

std::string halt_text(const Halt& halt, const Words& words) {
  auto text = words.term("call", to_string(halt.outcome));
  if (halt.is_wanted) text = first_sentence(text);
  std::vector<std::string> asides;
  for (const auto& detail : halt.details) asides.push_back(detail);
  if (halt.unasked != 0 && halt.outcome != CallOutcome::not_called)
    asides.push_back(words.with("calls.unasked", halt.unasked));
  if (!asides.empty()) text += fmt::format("{}({})", words.gap(), fmt::join(asides, "; "));
  return text;
}

std::string cell_reference(const TargetRecord& target, const probe::CellReference& cell, const Words& words) {
  auto text = tls::to_string(cell.version) + " " + tls::to_string(cell.suite);
  for (const auto& version : target.versions) {
    if (version.version != cell.version) continue;
    const auto* const suite = probe::cell(version, cell.suite).accepted;
    if (suite == nullptr) continue;
    for (const auto& remark : remarks(*suite, words)) text += " (" + remark + ")";
  }
  return text;
}

std::vector<std::string> weakness_notes(const TargetRecord& target, const Words& words) {
  std::vector<std::string> notes;
  for (const auto& weakness : probe::weaknesses(target)) {
    const auto name = fmt::format("{} ({})", weakness.name, weakness.cve);
    notes.push_back(weakness.cells == 0 ? name
                                        : words.with("weakness.cells", name, words.counted("cell", weakness.cells)));
  }
  return notes;
}

std::vector<Remark> remarks_of(const TargetRecord& target, const Words& words) {
  std::vector<Remark> remarks;
  if (!was_reached(target)) return remarks;
  for (const auto& version : target.versions) {
    ReasonCounts reasons;
    add_reasons(version.inconclusive, reasons);
    for (const auto& [reason, count] : reasons)
      remarks.push_back({"inconclusive",
                         version_name(version.version) + ": " +
                             words.with("terminal.reason", words.counted("suite", count), reason_text(reason, words))});
  }
  for (const auto& halt : halts_of(target))
    remarks.push_back({std::string(to_string(halt.outcome)),
                       words.counted("call", halt.cells.size()) + ": " + halt_text(halt, words)});
  return remarks;
}

bool is_warning(FindingKind kind) {
  switch (kind) {
    case FindingKind::servers_differ:
    case FindingKind::policy_changed:
    case FindingKind::suite_spoils_hello:
    case FindingKind::blocked:
      return true;
    case FindingKind::selected_unoffered_suite:
    case FindingKind::selected_unoffered_version:
    case FindingKind::answer_changed:
    case FindingKind::hello_retry_loop:
    case FindingKind::dropped_hello:
    case FindingKind::handshake_failed_after_hello:
    case FindingKind::nonce_reused:
    case FindingKind::unsound_hash_bitmask:
    case FindingKind::client_certificate_requested:
    case FindingKind::profile_pins:
    case FindingKind::slowed_down:
      return false;
  }
  return false;
}

std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not within a character
  text.resize(end);
  return text + "...";
}

}  // namespace reports
