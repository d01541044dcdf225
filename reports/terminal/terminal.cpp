// SPDX-License-Identifier: Apache-2.0
#include "reports/azure_day.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"
#include "reports/sentences.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/terminal/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>

namespace reports {
namespace {

using terminal::Canvas;
using terminal::Tone;

constexpr std::size_t kStatusWidth = 13;  // "unreachable  "

void draw_head(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  const auto& words = canvas.words();
  std::string title = canvas.text(to_string(target.target));
  if (!target.target.label.empty()) title = canvas.text(target.target.label) + ": " + title;
  canvas.paragraph(title, 0, Tone::strong);
  std::string about;
  const auto add = [&about](const std::string& part) { about += (about.empty() ? "" : ", ") + part; };
  if (!target.address.empty() && target.address != to_string(target.target))
    add(words.with("about.address", canvas.text(target.address)));
  if (target.target.sni && *target.target.sni != target.target.host)
    add(words.with("about.sni", canvas.text(*target.target.sni)));
  if (!target.target.sni) add(words("about.no_sni"));
  add(to_rfc3339(record.started).substr(0, 10) + " " + to_rfc3339(record.started).substr(11, 8) + " UTC");
  add(words.with("about.seconds", fmt::format("{:.1f}", seconds(target.stats.elapsed))));
  add(words.counted("connection", target.stats.connections));
  if (target.stats.features != 0) add(words.with("terminal.for_features", target.stats.features));
  if (target.stats.clients != 0) add(words.with("terminal.for_clients", target.stats.clients));
  // What was to be carried further need not have come to a request, or was to go no further than the handshake.
  const auto calls = std::min<std::size_t>(target.sstp.calls, target.stats.calls);
  if (calls != 0) add(words.counted("call", calls));
  if (calls != target.stats.calls) add(words.counted("handshake", target.stats.calls - calls));
  if (target.stats.unused != 0) add(words.with("terminal.unused", target.stats.unused));
  if (!target.proxy.empty()) add(words.with("about.proxy", canvas.text(target.proxy)));
  canvas.paragraph(about);
}

void draw_target(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  draw_head(canvas, record, target);
  if (was_reached(target)) {
    terminal::draw_coverage(canvas, target);
    terminal::draw_families(canvas, target);
    terminal::draw_suites(canvas, target);
    terminal::draw_hash_use(canvas, target);
    terminal::draw_calls(canvas, target, record.options.depth);
    terminal::draw_features(canvas, target);
    terminal::draw_certificates(canvas, target, record.started);
    terminal::draw_reasons(canvas, target);
    terminal::draw_findings(canvas, target);
    canvas.line();
  }
  canvas.paragraph(canvas.text(closing_sentence(target, canvas.words())));
}

void draw_summary(Canvas& canvas, const probe::ScanRecord& record) {
  const auto& words = canvas.words();
  canvas.heading(words.counted("target", record.targets.size()));
  for (const auto& target : record.targets)
    canvas.paragraph(
        canvas.cell(Tone::plain, words.of("terminal.status", to_string(target.status), to_string(target.status)),
                    kStatusWidth) +
            canvas.text(summary(target, words)),
        kStatusWidth);
  terminal::draw_addresses(canvas, record);
}

}  // namespace

void write_terminal(std::ostream& out, const Subject& subject, const TerminalStyle& style) {
  const auto& record = subject.record;
  Canvas canvas(out, style);
  bool first = true;
  for (const auto& target : record.targets) {
    if (!first) canvas.line("\n");
    first = false;
    draw_target(canvas, record, target);
  }
  if (record.targets.size() > 1) draw_summary(canvas, record);
  // Once, whatever the number of gateways.
  if (const auto day = azure_day(subject)) {
    canvas.line();
    canvas.paragraph(retirement(*day, canvas.words()));
  }
}

}  // namespace reports
