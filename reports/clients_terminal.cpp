// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/client_offer.hpp"
#include "probe/clients/forecast.hpp"
#include "probe/clients/observed.hpp"
#include "reports/clients.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace reports {
namespace {

using probe::Forecast;
using probe::Verdict;
using terminal::Canvas;
using terminal::Tone;

constexpr std::size_t kNameWidth = 30, kStateWidth = 14, kResultWidth = 12;

void draw_forecasts(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target);

}  // namespace

void write_clients(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style) {
  Canvas canvas(out, style);
  bool first = true;
  for (const auto& target : record.targets) {
    if (!first) canvas.line("\n");
    first = false;
    draw_forecasts(canvas, record, target);
  }
}

namespace {

/// "as shipped": as wide as a column of the table.
std::string state_words(probe::ClientState state, const Words& words) {
  return words.of("windows.state", probe::to_string(state), probe::to_string(state));
}

/// "Windows" would fill a fifth of the column.
std::string_view short_label(std::string_view label) {
  constexpr std::string_view kWindows = "Windows ";
  return label.substr(0, kWindows.size()) == kWindows ? label.substr(kWindows.size()) : label;
}

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::connects:
      return Tone::good;
    case Verdict::cut_off_outside:
    case Verdict::cut_off_inside:
      return Tone::bad;
    case Verdict::sometimes:
    case Verdict::unknown:
      break;
  }
  return Tone::open;
}

std::string code_text(std::uint32_t code) {
  return code < 0x10000 ? fmt::format("{}", code) : fmt::format("0x{:08X}", code);
}

std::string way_of(tls::ProtocolVersion version, const std::vector<tls::CipherSuite>& suites, const Words& words) {
  return version_name(version) + " " +
         (suites.size() == 1 ? code_string(suites.front()) : words.with("windows.one_of", suites.size()));
}

std::string detail_of(const Forecast& row, const Words& words) {
  if (row.verdict == Verdict::cut_off_outside)
    return row.error ? words.with("windows.outside_error", code_text(*row.error)) : words("windows.outside");
  if (row.verdict == Verdict::cut_off_inside) return words.with("windows.inside_error", code_text(*row.error));
  if (!row.version || row.suites.empty()) return words("windows.open");
  const auto rung = row.rung ? words.with("windows.up_to", words.of("short_rung", to_string(*row.rung), "")) : "";
  return way_of(*row.version, row.suites, words) + rung;
}

/// What was forecast of the handshake before the client's own hello was sent.
std::string expected_of(const probe::Expected& expected, const Words& words) {
  switch (expected.outcome) {
    case probe::TunnelOutcome::stands:
      if (expected.version) return way_of(*expected.version, expected.suites, words);
      break;
    case probe::TunnelOutcome::refused:
      return words("windows.outside");
    case probe::TunnelOutcome::unknown:
      break;
  }
  return words("windows.open");
}

bool hellos_were_sent(const probe::TargetRecord& target) {
  const auto is_client = [](const auto& exchange) { return exchange.purpose == probe::Purpose::client; };
  return std::any_of(target.exchanges.begin(), target.exchanges.end(), is_client);
}

std::string agreement_mark(Canvas& canvas, probe::Agreement agreement) {
  switch (agreement) {
    case probe::Agreement::agrees:
      return canvas.toned(Tone::good, " =");
    case probe::Agreement::mismatch:
      return canvas.toned(Tone::bad, " !=");
    case probe::Agreement::not_compared:
      return canvas.toned(Tone::open, " ?");
  }
  return {};
}

void draw_table(Canvas& canvas, const probe::TargetRecord& target, const std::vector<Forecast>& rows) {
  const bool live = hellos_were_sent(target);
  const auto& words = canvas.words();
  canvas.heading(canvas.cell(Tone::plain, "Windows", kNameWidth) +
                 canvas.cell(Tone::plain, words("windows.head.state"), kStateWidth) +
                 canvas.cell(Tone::plain, words("windows.head.result"), kResultWidth) + words("windows.head.with"));
  const probe::ClientProfile* last = nullptr;
  for (const auto& row : rows) {
    const auto label = row.profile == last ? std::string_view() : short_label(row.profile->label);
    last = row.profile;
    const auto result = words.of("windows.result", probe::to_string(row.verdict), probe::to_string(row.verdict));
    canvas.line(canvas.cell(Tone::plain, label, kNameWidth) +
                canvas.cell(Tone::plain, state_words(row.state, words), kStateWidth) +
                canvas.cell(tone_of(row.verdict), result, kResultWidth) + detail_of(row, words) +
                (live ? agreement_mark(canvas, row.agreement) : std::string()));
  }
}

std::string observed_words(const probe::Observed& seen, const Words& words) {
  switch (seen.kind) {
    case probe::Observed::Kind::selected:
      return words.with("windows.chose", seen.suite ? code_string(*seen.suite) : words("windows.no_suite"),
                        seen.version ? version_name(*seen.version) : words("windows.no_version"));
    case probe::Observed::Kind::alert:
      return words.with("windows.alert", seen.alert ? to_string(*seen.alert) : words("windows.alert_lost"));
    case probe::Observed::Kind::closed:
      return words("windows.closed");
    case probe::Observed::Kind::silent:
      return words("windows.silent");
    case probe::Observed::Kind::not_sent:
      return words("windows.not_sent");
    case probe::Observed::Kind::unclear:
      return words("windows.unclear");
  }
  return {};
}

std::string shape_sentence(const std::vector<Forecast>& rows, const Words& words) {
  std::set<std::string> sources;
  for (const auto& row : rows) sources.emplace(probe::shape_source(*row.profile, row.state));
  return words.with("windows.shape", words.joined({sources.begin(), sources.end()}));
}

/// What the server did with the clients' own hellos.
void draw_live(Canvas& canvas, const probe::TargetRecord& target, const std::vector<Forecast>& rows) {
  if (!hellos_were_sent(target)) return;
  std::size_t agree = 0, mismatch = 0, open = 0;
  for (const auto& row : rows) {
    const auto agreement = row.agreement;
    agree += agreement == probe::Agreement::agrees ? 1 : 0;
    mismatch += agreement == probe::Agreement::mismatch ? 1 : 0;
    open += agreement == probe::Agreement::not_compared ? 1 : 0;
  }
  const auto& words = canvas.words();
  canvas.heading(words("windows.live"));
  canvas.paragraph("  " + words.with("windows.drew", agree, rows.size(),
                                     mismatch == 0 ? "" : words.with("windows.drew_else", mismatch),
                                     open == 0 ? "" : words.with("windows.drew_open", open)),
                   2);
  for (const auto& row : rows) {
    const auto& seen = row.seen;
    const auto agreement = row.agreement;
    if (agreement == probe::Agreement::agrees) continue;
    const bool is_mismatch = agreement == probe::Agreement::mismatch;
    const auto told = words.with("windows.differs", short_label(row.profile->label), state_words(row.state, words),
                                 expected_of(row.expected, words), observed_words(seen, words), seen.exchange);
    canvas.paragraph("  " + (is_mismatch ? words("windows.mismatch") : std::string()) + told, 4,
                     is_mismatch ? Tone::bad : Tone::open);
  }
  canvas.paragraph("  " + shape_sentence(rows, words), 2);
}

std::string names_of(const std::vector<const Forecast*>& rows, const Words& words) {
  std::vector<std::string> names;
  for (const auto* row : rows) {
    const auto name = std::string(short_label(row->profile->label));
    const auto state = words.of("client_state", probe::to_string(row->state), probe::to_string(row->state));
    names.push_back(probe::states_of(*row->profile).size() == 1 ? name : name + " (" + state + ")");
  }
  return words.joined(names);
}

/// Rows with the same reason and the same help are told once.
void draw_troubles(Canvas& canvas, const std::vector<Forecast>& rows) {
  std::vector<std::pair<std::pair<probe::Message, probe::Message>, std::vector<const Forecast*>>> groups;
  for (const auto& row : rows) {
    if (row.why.empty()) continue;
    const std::pair key(row.why, row.fix);
    const auto known =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == key; });
    if (known == groups.end())
      groups.push_back({key, {&row}});
    else
      known->second.push_back(&row);
  }
  if (groups.empty()) return;
  const auto& words = canvas.words();
  canvas.heading(words("windows.troubles"));
  for (const auto& [key, members] : groups) {
    const auto& row = *members.front();
    canvas.paragraph(names_of(members, words), 2, Tone::strong);
    auto why = "  " + words.with("windows.why", words.say(row.why));
    if (row.error) {
      const auto code = code_text(*row.error);
      const auto* const error = probe::find_windows_error(*row.error);
      why += words.with(row.verdict == Verdict::unknown ? "windows.error_maybe" : "windows.error",
                        error == nullptr ? code : code + " " + std::string(error->name), code);
    }
    canvas.paragraph(why, 2);
    if (!row.fix.empty()) canvas.paragraph("  " + words.with("windows.helps", words.say(row.fix)), 4);
  }
}

void draw_choices(Canvas& canvas, const std::vector<Forecast>& rows) {
  std::set<tls::CipherSuite> shown;
  bool first = true;
  for (const auto& row : rows)
    for (const auto code : row.suites) {
      if ((row.verdict != Verdict::connects && row.verdict != Verdict::sometimes) || !shown.insert(code).second)
        continue;
      if (first) canvas.heading(canvas.words()("windows.suites"));
      first = false;
      canvas.line("  " + code_string(code) + "  " + to_string(code));
    }
}

void draw_inferences(Canvas& canvas, const std::vector<Forecast>& rows) {
  std::map<probe::Inference, std::size_t> counts;
  for (const auto& row : rows)
    for (const auto inference : row.inferences) ++counts[inference];
  if (counts.empty()) return;
  const auto& words = canvas.words();
  canvas.heading(words("windows.inferences"));
  for (const auto& [inference, count] : counts)
    canvas.paragraph("  " + words.with("windows.inference", words.term("inference", to_string(inference)),
                                       words.counted("row", count)),
                     4);
  canvas.paragraph("  " + words("windows.sources"), 4);
}

/// What the calls of the scan say of those that connect: there is none without one.
std::string call_sentence(const std::vector<Forecast>& rows, const Words& words) {
  const auto connects = [](const Forecast& row) {
    return row.verdict == Verdict::connects || row.verdict == Verdict::sometimes;
  };
  if (std::none_of(rows.begin(), rows.end(), connects)) return {};
  const bool all = std::all_of(rows.begin(), rows.end(),
                               [&](const Forecast& row) { return !connects(row) || row.rung == probe::Rung::sstp; });
  return words(all ? "windows.calls_all" : "windows.calls_some");
}

std::string closing(const Canvas& canvas, const probe::TargetRecord& target, const std::vector<Forecast>& rows) {
  const auto& words = canvas.words();
  std::map<Verdict, std::size_t> shipped;
  for (const auto& row : rows)
    if (row.state == probe::ClientState::as_shipped) ++shipped[row.verdict];
  const auto cut = shipped[Verdict::cut_off_outside] + shipped[Verdict::cut_off_inside];
  const auto open = shipped[Verdict::unknown], sometimes = shipped[Verdict::sometimes];
  return words.with("windows.closing", probe::client_profiles().size(), shipped[Verdict::connects],
                    canvas.text(to_string(target.target)), words.counted("cut_off", cut),
                    (sometimes == 0 ? "" : words.with("windows.closing_sometimes", sometimes)) +
                        (open == 0 ? "" : words.with("windows.closing_open", open)));
}

void draw_forecasts(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  const auto& words = canvas.words();
  canvas.paragraph(words.with("windows.title", canvas.text(to_string(target.target))), 0, Tone::strong);
  if (target.status == probe::TargetStatus::not_started) {
    canvas.paragraph(canvas.text(words.with("windows.unscanned", words("sentence.interrupted_before"))));
    return;
  }
  if (target.status == probe::TargetStatus::unreachable) {
    canvas.paragraph(canvas.text(words.with("windows.unscanned", words.say(target.problem))));
    return;
  }
  const auto rows = probe::forecast(record, target);
  draw_table(canvas, target, rows);
  draw_live(canvas, target, rows);
  draw_troubles(canvas, rows);
  draw_choices(canvas, rows);
  draw_inferences(canvas, rows);
  canvas.line();
  canvas.paragraph(fmt::format("{}{}{}", closing(canvas, target, rows), words.gap(), call_sentence(rows, words)));
}

}  // namespace
}  // namespace reports
