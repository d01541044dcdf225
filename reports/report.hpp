// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"
#include "reports/language.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reports {

/// How much is told on the terminal.
enum class Detail : std::uint8_t {
  verdict,  ///< what comes of it
  usual,    ///< and what that rests on
  all,      ///< and whatever else was learnt
};

/// The narrowest and the widest that terminal views are drawn.
inline constexpr std::size_t kLeastColumns = 60, kMostColumns = 160;

/// How the terminal view is drawn. Records and files never depend on it.
struct TerminalStyle {
  bool color = false;
  bool ascii = false;       ///< no glyph outside ASCII
  bool all_suites = false;  ///< every row of the suite view
  Language language = Language::en;
  Detail detail = Detail::usual;
  std::size_t columns = 80;  ///< from kLeastColumns to kMostColumns
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
/// The verdict stands last, where a terminal's reader looks. Of more than eight targets only it is told unless `style`
/// wants all.
void write_terminal(std::ostream& out, const Subject& subject, const TerminalStyle& style);
/// What policies say of it, and nothing besides.
void write_policies(std::ostream& out, const Subject& subject, const TerminalStyle& style);
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

/// What a format is good for, whatever it is made of: `-o FORMAT=PATH` goes by it.
struct FormatTraits {
  /// Some are made of more than what is kept in the JSON.
  enum class Needs : bool { record, transcripts };
  /// How much of the record its reader finds there.
  enum class Record : std::uint8_t {
    none,
    whole,  ///< read_json() reads it
    lines,  ///< each target's, as soon as it ends
    cited,  ///< it sends its readers to a record, or else to itself
  };
  /// `facts`: an earlier file is worth more than one of a scan that reached nobody.
  enum class Keeps : bool { rulings, facts };
  enum class Medium : bool { file, page };      ///< `page`: a browser prints it
  enum class Results : bool { fixed, chosen };  ///< `chosen`: goes by Subject::every_result

  std::string_view word;     ///< "json"
  std::string_view summary;  ///< one line for --help
  Needs needs = Needs::record;
  Record record = Record::none;
  Keeps keeps = Keeps::rulings;
  Medium medium = Medium::file;
  Results results = Results::fixed;
};

/// A format that is made of a `Thing`.
template <class Thing>
struct Format : FormatTraits {
  void (*write)(std::ostream&, const Thing&);
};

/// All that are made of a `Thing`, in the order in which they are told. Each Thing has its specialization beside its
/// writers.
template <class Thing>
[[nodiscard]] std::span<const Format<Thing>> formats();
template <>
[[nodiscard]] std::span<const Format<Subject>> formats<Subject>();

/// Null: nothing of that word is made of a `Thing`.
template <class Thing>
[[nodiscard]] const Format<Thing>* find_format(std::string_view word) {
  for (const auto& format : formats<Thing>())
    if (format.word == word) return &format;
  return nullptr;
}

/// Reads what write_json wrote, what it wrote in version 1, and records of its major version that later programs wrote.
/// Otherwise an error
/// that names the place ("targets[0].versions[3].accepted[1].code: not a cipher suite code").
struct RecordError {
  std::string text;
};
[[nodiscard]] std::optional<RecordError> read_json(std::string_view text, probe::ScanRecord& record);

}  // namespace reports
