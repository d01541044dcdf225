// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"
#include "reports/language.hpp"

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reports {

/// How the terminal view is drawn. Records and files never depend on it.
struct TerminalStyle {
  bool color = false;
  bool ascii = false;       ///< no glyph outside ASCII
  bool all_suites = false;  ///< every row of the suite view
  Language language = Language::en;
  friend bool operator==(const TerminalStyle&, const TerminalStyle&) = default;
};

/// What a report is about: a record, and what policies say of it. Borrowed.
struct Subject {
  const probe::ScanRecord& record;
  std::span<const probe::Judgement> judgements = {};
  std::optional<std::chrono::sys_days> as_of = std::nullopt;  ///< the day to look at it from; nothing: of the scan
  Language language = Language::en;                           ///< of reports for people that know several
  std::string record_file = {};  ///< the record's path, as far as there is one: where a report's reader finds it
  bool every_result = false;     ///< SARIF: what passed and what is waived too
  std::span<const probe::ScanRecord> history = {};  ///< earlier records: since when things are seen
};

// One writer a format; each is a function of its subject alone, the same to the octet every time. A stream that fails
// is the caller's to notice. Whatever a peer sent is escaped as the format asks for.
void write_terminal(std::ostream& out, const Subject& subject, const TerminalStyle& style);
void write_json(std::ostream& out, const probe::ScanRecord& record);
void write_csv(std::ostream& out, const probe::ScanRecord& record);
void write_pcapng(std::ostream& out, const probe::ScanRecord& record);
/// One target as one line of JSON; what `ndjson` is made of.
void write_ndjson(std::ostream& out, const probe::ScanRecord& record);
void write_ndjson_line(std::ostream& out, const probe::ToolInfo& tool, const probe::ScanOptions& options,
                       const probe::TargetRecord& target);

/// One page that needs nothing else, for browsers and for paper.
void write_html(std::ostream& out, const Subject& subject);

// For jobs and machines; each tells what is unknown from what failed.
void write_junit(std::ostream& out, const Subject& subject);
void write_sarif(std::ostream& out, const Subject& subject);
void write_markdown(std::ostream& out, const Subject& subject);
void write_github(std::ostream& out, const Subject& subject);
void write_prometheus(std::ostream& out, const Subject& subject);

/// A cryptographic bill of materials: what is accepted, what that is made of, and how complete that is.
void write_cbom(std::ostream& out, const Subject& subject);

/// What PCI DSS 4.0.1 wants reviewed each year, as CSV (12.3.3: protocols and suites in use, with purpose, place, how
/// long they stay viable and the plan; 4.2.1.1: certificates): a row a target, version and suite that is accepted or
/// open, and one a leaf certificate. Judgements give viability and plans, the history since when.
void write_inventory(std::ostream& out, const Subject& subject);

/// A format that `-o FORMAT=PATH` takes, by its word.
struct Format {
  /// Some are made of more than what is kept in the JSON.
  enum class Needs : bool { record, transcripts };
  std::string_view word;     ///< "json"
  std::string_view summary;  ///< one line for --help
  void (*write)(std::ostream&, const Subject&);
  Needs needs = Needs::record;
};
[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format* find_format(std::string_view word);

/// Reads what write_json wrote, what it wrote in version 1, and records of its major version that later programs wrote.
/// Otherwise an error
/// that names the place ("targets[0].versions[3].accepted[1].code: not a cipher suite code").
struct RecordError {
  std::string text;
};
[[nodiscard]] std::optional<RecordError> read_json(std::string_view text, probe::ScanRecord& record);

}  // namespace reports
