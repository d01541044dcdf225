// SPDX-License-Identifier: Apache-2.0
#include "reports/azure_day.hpp"
#include "reports/cell_words.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"
#include "reports/sentences.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/terminal/views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace reports {
namespace {

using terminal::Canvas;
using terminal::Tone;
using terminal::tone_for;

constexpr std::size_t kStatusWidth = 13;  // "unreachable  "
/// More than these are told in a line each.
constexpr std::size_t kMostDrawn = 8;

/// "124 connections: 69 for the matrix, 13 for features, 42 calls"
std::string connections_text(const probe::TargetRecord& target, const Words& words) {
  const auto& stats = target.stats;
  // What was to be carried further need not have come to a request, or was to go no further than the handshake.
  const auto calls = std::min<std::size_t>(target.sstp.calls, stats.calls);
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string part) {
    if (count != 0) parts.push_back(std::move(part));
  };
  add(stats.connections, words.with("terminal.for_matrix", stats.connections));
  add(stats.features, words.with("terminal.for_features", stats.features));
  add(stats.clients, words.with("terminal.for_clients", stats.clients));
  add(calls, words.counted("call", calls));
  add(stats.calls - calls, words.counted("handshake", stats.calls - calls));
  add(stats.unused, words.with("terminal.unused", stats.unused));
  const auto all =
      words.counted("connection", stats.connections + stats.features + stats.clients + stats.calls + stats.unused);
  return parts.empty() ? all
                       : words.with("terminal.connections", all, fmt::format("{}", fmt::join(parts, words("list"))));
}

void draw_head(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  const auto& words = canvas.words();
  std::string title = canvas.text(to_string(target.target));
  if (!target.target.label.empty()) title = canvas.text(target.target.label) + ": " + title;
  canvas.paragraph(title, 0, Tone::strong);
  std::string about;
  const auto add = [&](const std::string& part) { about += (about.empty() ? "" : words("list")) + part; };
  if (!target.address.empty() && target.address != to_string(target.target))
    add(words.with("about.address", canvas.text(target.address)));
  if (target.target.sni && *target.target.sni != target.target.host)
    add(words.with("about.sni", canvas.text(*target.target.sni)));
  if (!target.target.sni) add(words("about.no_sni"));
  add(to_rfc3339(record.started).substr(0, 10) + " " + to_rfc3339(record.started).substr(11, 8) + " UTC");
  add(words.with("about.seconds", fmt::format("{:.1f}", seconds(target.stats.elapsed))));
  if (!target.proxy.empty()) add(words.with("about.proxy", canvas.text(target.proxy)));
  canvas.paragraph(about);
  if (was_reached(target)) canvas.paragraph(connections_text(target, words));
}

void draw_closing(Canvas& canvas, const Subject& subject, std::size_t index) {
  const auto& target = subject.record.targets[index];
  canvas.paragraph(canvas.text(closing_sentence(target, canvas.words())), 0,
                   tone_for(view::standing_of(subject, index)));
}

/// Something is wrong with it that its reader must see, asked or not.
bool is_odd(const probe::CertificateChain& chain) {
  return !chain.named || (chain.verdict && !chain.verdict->trusted());
}

void draw_target(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  draw_head(canvas, record, target);
  if (!was_reached(target)) return;
  const bool all = canvas.style().detail == Detail::all;
  const auto& chains = target.certificates;
  terminal::draw_coverage(canvas, target);
  terminal::draw_families(canvas, target);
  terminal::draw_suites(canvas, target);
  terminal::draw_weaknesses(canvas, target);
  if (all) terminal::draw_hash_use(canvas, target);
  if (all || !halts_of(target).empty()) terminal::draw_calls(canvas, target, record.options.depth);
  if (all) terminal::draw_features(canvas, target);
  if (all || std::any_of(chains.begin(), chains.end(), is_odd))
    terminal::draw_certificates(canvas, target, record.started);
  if (all) terminal::draw_refusals(canvas, target);
  terminal::draw_open(canvas, target);
  terminal::draw_findings(canvas, target);
}

/// A line a target.
void draw_list(Canvas& canvas, const Subject& subject) {
  const auto& words = canvas.words();
  const auto& targets = subject.record.targets;
  canvas.paragraph(words.counted("target", targets.size()), 0, Tone::strong);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& target = targets[i];
    const auto ruling = view::ruling_on(subject, i);
    const auto status = ruling && was_reached(target)
                            ? words.of("effect", to_string(*ruling), to_string(*ruling))
                            : words.of("terminal.status", to_string(target.status), to_string(target.status));
    canvas.paragraph(canvas.cell(tone_for(view::standing_of(subject, i)), status, kStatusWidth) +
                         canvas.text(summary(target, words)),
                     kStatusWidth);
  }
  terminal::draw_addresses(canvas, subject.record);
}

}  // namespace

void write_terminal(std::ostream& out, const Subject& subject, const TerminalStyle& style) {
  Canvas canvas(out, style);
  const auto& targets = subject.record.targets;
  const bool each = style.detail == Detail::all || (style.detail == Detail::usual && targets.size() <= kMostDrawn);
  for (std::size_t i = 0; each && i < targets.size(); ++i) {
    if (i != 0) canvas.line("\n");
    draw_target(canvas, subject.record, targets[i]);
    if (targets.size() == 1) continue;
    canvas.line();
    draw_closing(canvas, subject, i);
  }
  if (style.detail != Detail::verdict) terminal::draw_policies(canvas, subject);
  if (style.detail == Detail::usual) canvas.explain(canvas.words()("terminal.details_note"));
  canvas.draw_notes();

  if (style.detail != Detail::verdict) canvas.line();
  if (const auto day = azure_day(subject)) canvas.paragraph(retirement(*day, canvas.words()));
  if (targets.size() == 1)
    draw_closing(canvas, subject, 0);
  else
    draw_list(canvas, subject);
  terminal::draw_rulings(canvas, subject);
}

void write_policies(std::ostream& out, const Subject& subject, const TerminalStyle& style) {
  Canvas canvas(out, style);
  if (style.detail != Detail::verdict) {
    terminal::draw_policies(canvas, subject);
    if (style.detail == Detail::usual) canvas.explain(canvas.words()("terminal.rules_note"));
    canvas.draw_notes();
    canvas.line();
  }
  terminal::draw_rulings(canvas, subject);
}

}  // namespace reports
