// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"
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

void draw_target(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target);

}  // namespace

void write_clients(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style) {
  Canvas canvas(out, style);
  bool first = true;
  for (const auto& target : record.targets) {
    if (!first) canvas.line("\n");
    first = false;
    draw_target(canvas, record, target);
  }
}

namespace {

std::string_view state_words(probe::ClientState state) {
  switch (state) {
    case probe::ClientState::as_shipped:
      return "as shipped";
    case probe::ClientState::updated:
      return "updated";
    case probe::ClientState::registry_set:
      return "registry set";
  }
  return {};
}

/// "Windows" would fill a fifth of the column.
std::string_view short_label(std::string_view label) {
  constexpr std::string_view kWindows = "Windows ";
  return label.substr(0, kWindows.size()) == kWindows ? label.substr(kWindows.size()) : label;
}

std::pair<std::string_view, Tone> result_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::connects:
      return {"connects", Tone::good};
    case Verdict::cut_off_outside:
      return {"CUT OFF", Tone::bad};
    case Verdict::cut_off_inside:
      return {"CUT OFF", Tone::bad};
    case Verdict::unknown:
      return {"unknown", Tone::open};
  }
  return {};
}

std::string code_text(std::uint32_t code) {
  return code < 0x10000 ? fmt::format("{}", code) : fmt::format("0x{:08X}", code);
}

std::string rung_words(const Forecast& row) {
  if (!row.rung) return {};
  switch (*row.rung) {
    case probe::Rung::hello:
      return ", hello";
    case probe::Rung::tls:
      return ", TLS";
    case probe::Rung::http:
      return ", HTTP";
    case probe::Rung::sstp:
      return ", SSTP";
  }
  return {};
}

std::string detail_of(const Forecast& row) {
  if (row.verdict == Verdict::cut_off_outside)
    return row.error ? "outside, " + code_text(*row.error) : std::string("outside");
  if (row.verdict == Verdict::cut_off_inside) return "inside, error " + code_text(*row.error);
  if (row.verdict == Verdict::unknown) return "could not tell";
  auto text = version_name(*row.version) + " ";
  if (row.suites.size() == 1) return text + code_string(row.suites.front()) + rung_words(row);
  return text + fmt::format("1 of {} suites", row.suites.size()) + rung_words(row);
}

void draw_table(Canvas& canvas, const std::vector<Forecast>& rows) {
  canvas.heading("Windows                       State         Result      With, or where it fails");
  const probe::ClientProfile* last = nullptr;
  for (const auto& row : rows) {
    const auto label = row.profile == last ? std::string_view() : short_label(row.profile->label);
    last = row.profile;
    const auto [words, tone] = result_words(row.verdict);
    canvas.line(canvas.cell(Tone::plain, label, kNameWidth) +
                canvas.cell(Tone::plain, state_words(row.state), kStateWidth) + canvas.cell(tone, words, kResultWidth) +
                detail_of(row));
  }
}

std::string names_of(const std::vector<const Forecast*>& rows) {
  std::vector<std::string> names;
  for (const auto* row : rows) {
    const auto name = std::string(short_label(row->profile->label));
    const auto states =
        probe::states_of(*row->profile).size() == 1 ? std::string() : " (" + std::string(state_words(row->state)) + ")";
    names.push_back(name + states);
  }
  return joined(names);
}

/// Rows with the same reason and the same help are told once.
void draw_troubles(Canvas& canvas, const std::vector<Forecast>& rows) {
  std::vector<std::pair<std::string, std::vector<const Forecast*>>> groups;
  for (const auto& row : rows) {
    if (row.why.empty()) continue;
    const auto key = row.why + "\n" + row.fix;
    const auto known =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == key; });
    if (known == groups.end())
      groups.push_back({key, {&row}});
    else
      known->second.push_back(&row);
  }
  if (groups.empty()) return;
  canvas.heading("What cuts them off, and what helps");
  for (const auto& [key, members] : groups) {
    const auto& row = *members.front();
    canvas.paragraph(names_of(members), 2, Tone::strong);
    std::string why = "  " + row.why + ".";
    if (row.error) {
      const auto* const error = probe::find_windows_error(*row.error);
      why += fmt::format(" Its user sees {}{} ('sstp-probe explain {}').", code_text(*row.error),
                         error == nullptr ? "" : " " + std::string(error->name), code_text(*row.error));
    }
    canvas.paragraph(why, 2);
    if (!row.fix.empty()) canvas.paragraph("  What helps: " + row.fix + ".", 4);
  }
}

void draw_choices(Canvas& canvas, const std::vector<Forecast>& rows) {
  std::set<tls::CipherSuite> shown;
  bool first = true;
  for (const auto& row : rows)
    for (const auto code : row.suites) {
      if (row.verdict != Verdict::connects || !shown.insert(code).second) continue;
      if (first) canvas.heading("Suites");
      first = false;
      canvas.line("  " + code_string(code) + "  " + to_string(code));
    }
}

void draw_inferences(Canvas& canvas, const std::vector<Forecast>& rows) {
  std::map<probe::Inference, std::size_t> counts;
  for (const auto& row : rows)
    for (const auto inference : row.inferences) ++counts[inference];
  if (counts.empty()) return;
  canvas.heading("Not documented, concluded");
  for (const auto& [inference, count] : counts)
    canvas.paragraph(fmt::format("  {} (in {})", explain(inference), counted(count, "row", "rows")), 4);
  canvas.paragraph(
      "  Suites, groups and versions: Microsoft's pages for each Windows (MicrosoftDocs/win32, SecAuthN and WinHttp).",
      4);
}

/// Whether the calls of the scan bear the table out.
std::string call_sentence(const probe::ScanRecord& record, const probe::TargetRecord& target,
                          const std::vector<Forecast>& rows) {
  const auto connects = [](const Forecast& row) { return row.verdict == Verdict::connects; };
  if (std::none_of(rows.begin(), rows.end(), connects)) return {};
  const auto carried = [&](const Forecast& row) { return connects(row) && row.rung == probe::Rung::sstp; };
  const auto count = std::count_if(rows.begin(), rows.end(), carried);
  if (count == std::count_if(rows.begin(), rows.end(), connects))
    return "An SSTP call went through in each cell that these clients end up in.";
  if (record.options.depth != probe::Rung::sstp)
    return "No SSTP calls were asked for: what connects here gets through TLS.";
  if (target.sstp.connected == 0)
    return "No SSTP call went through at this target: what connects here gets through TLS, and then finds no SSTP "
           "gateway.";
  return "Where SSTP does not stand behind a suite, the call did not go through in that cell.";
}

std::string closing(const probe::TargetRecord& target, const std::vector<Forecast>& rows) {
  std::map<Verdict, std::size_t> shipped;
  for (const auto& row : rows)
    if (row.state == probe::ClientState::as_shipped) ++shipped[row.verdict];
  const auto cut = shipped[Verdict::cut_off_outside] + shipped[Verdict::cut_off_inside];
  std::string text = fmt::format("Of {} versions of Windows as shipped, {} connect to {} and {} cut off",
                                 probe::client_profiles().size(), shipped[Verdict::connects], to_string(target.target),
                                 cut == 1 ? "1 is" : fmt::format("{} are", cut));
  if (shipped[Verdict::unknown] != 0)
    text +=
        fmt::format("; of {} it could not be told, and that is not to be read as cut off", shipped[Verdict::unknown]);
  return text + ".";
}

void draw_target(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  canvas.paragraph("Windows clients at " + canvas.text(to_string(target.target)), 0, Tone::strong);
  if (target.status == probe::TargetStatus::unreachable) {
    canvas.paragraph(canvas.text("The gateway could not be scanned: " + target.problem));
    return;
  }
  const auto rows = probe::forecast(target);
  draw_table(canvas, rows);
  draw_troubles(canvas, rows);
  draw_choices(canvas, rows);
  draw_inferences(canvas, rows);
  canvas.line();
  canvas.paragraph(canvas.text(closing(target, rows)) + " " + call_sentence(record, target, rows));
}

}  // namespace
}  // namespace reports
