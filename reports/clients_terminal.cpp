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

bool hellos_were_sent(const probe::TargetRecord& target) {
  const auto is_client = [](const auto& exchange) { return exchange.purpose == probe::Purpose::client; };
  return std::any_of(target.exchanges.begin(), target.exchanges.end(), is_client);
}

std::string agreement_mark(Canvas& canvas, const Forecast& row, const probe::Observed& seen) {
  switch (compare(row, seen)) {
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
  canvas.heading("Windows                       State         Result      With, or where it fails");
  const probe::ClientProfile* last = nullptr;
  for (const auto& row : rows) {
    const auto label = row.profile == last ? std::string_view() : short_label(row.profile->label);
    last = row.profile;
    const auto [words, tone] = result_words(row.verdict);
    canvas.line(canvas.cell(Tone::plain, label, kNameWidth) +
                canvas.cell(Tone::plain, state_words(row.state), kStateWidth) + canvas.cell(tone, words, kResultWidth) +
                detail_of(row) + (live ? agreement_mark(canvas, row, observed(target, row)) : std::string()));
  }
}

std::string observed_words(const probe::Observed& seen) {
  switch (seen.kind) {
    case probe::Observed::Kind::selected:
      return fmt::format("it chose {} with {}", seen.suite ? code_string(*seen.suite) : "no suite",
                         seen.version ? version_name(*seen.version) : "no version");
    case probe::Observed::Kind::alert:
      return "it sent alert " + (seen.alert ? to_string(*seen.alert) : std::string("(not kept)"));
    case probe::Observed::Kind::closed:
      return "it closed the connection each time";
    case probe::Observed::Kind::silent:
      return "it stayed silent each time";
    case probe::Observed::Kind::not_sent:
      return "the hello was not sent";
    case probe::Observed::Kind::unclear:
      return "its answer tells nothing";
  }
  return {};
}

std::string shape_sentence(const std::vector<Forecast>& rows) {
  std::set<std::string> sources;
  for (const auto& row : rows) sources.emplace(probe::shape_source(*row.profile, row.state));
  return "Suites, groups and signature schemes are each Windows' own. The order of extensions is that of the nearest "
         "captures, since none of the SSTP client is public: " +
         joined({sources.begin(), sources.end()}) + ".";
}

/// What the server did with the clients' own hellos.
void draw_live(Canvas& canvas, const probe::TargetRecord& target, const std::vector<Forecast>& rows) {
  if (!hellos_were_sent(target)) return;
  std::size_t agree = 0, mismatch = 0, open = 0;
  for (const auto& row : rows) {
    const auto seen = observed(target, row);
    const auto agreement = compare(row, seen);
    agree += agreement == probe::Agreement::agrees ? 1 : 0;
    mismatch += agreement == probe::Agreement::mismatch ? 1 : 0;
    open += agreement == probe::Agreement::not_compared ? 1 : 0;
  }
  canvas.heading("Their own hellos, sent to this server");
  canvas.paragraph(fmt::format("  {} of {} rows drew what was forecast ( = ){}{}.", agree, rows.size(),
                               mismatch == 0 ? "" : fmt::format(", {} something else ( != )", mismatch),
                               open == 0 ? "" : fmt::format(", {} cannot be compared ( ? )", open)),
                   2);
  for (const auto& row : rows) {
    const auto seen = observed(target, row);
    const auto agreement = compare(row, seen);
    if (agreement == probe::Agreement::agrees) continue;
    const bool is_mismatch = agreement == probe::Agreement::mismatch;
    canvas.paragraph(fmt::format("  {}{} ({}): forecast {}, but {} (exchange {})", is_mismatch ? "MISMATCH: " : "",
                                 short_label(row.profile->label), state_words(row.state), detail_of(row),
                                 observed_words(seen), seen.exchange),
                     4, is_mismatch ? Tone::bad : Tone::open);
  }
  canvas.paragraph("  " + shape_sentence(rows), 2);
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

void draw_forecasts(Canvas& canvas, const probe::ScanRecord& record, const probe::TargetRecord& target) {
  canvas.paragraph("Windows clients at " + canvas.text(to_string(target.target)), 0, Tone::strong);
  if (target.status == probe::TargetStatus::unreachable) {
    canvas.paragraph(canvas.text("The gateway could not be scanned: " + target.problem));
    return;
  }
  const auto rows = probe::forecast(target);
  draw_table(canvas, target, rows);
  draw_live(canvas, target, rows);
  draw_troubles(canvas, rows);
  draw_choices(canvas, rows);
  draw_inferences(canvas, rows);
  canvas.line();
  canvas.paragraph(canvas.text(closing(target, rows)) + " " + call_sentence(record, target, rows));
}

}  // namespace
}  // namespace reports
