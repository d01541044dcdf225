// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"

#include "probe/capture/pcapng.hpp"
#include "reports/absence.hpp"

#include <array>
#include <utility>
#include <vector>

namespace reports {
namespace {

/// For formats that say what was found, and not what is thought of it.
template <void (*write)(std::ostream&, const probe::ScanRecord&)>
void of_record(std::ostream& out, const Subject& subject) {
  write(out, subject.record);
}

/// For those that tell of policies: whether SSTP is absent is one more, where somebody asked.
template <void (*write)(std::ostream&, const Subject&)>
void with_absence(std::ostream& out, const Subject& subject) {
  auto absence = judge_absence(subject);
  if (!absence) return write(out, subject);
  std::vector<probe::Judgement> judgements{*std::move(absence)};
  judgements.insert(judgements.end(), subject.judgements.begin(), subject.judgements.end());
  auto whole = subject;
  whole.judgements = judgements;
  write(out, whole);
}

using RecordFormat = Format<Subject>;

constexpr std::array kFormats{
    RecordFormat{{.word = "json",
                  .summary = "the scan record: everything, for any report later",
                  .record = RecordFormat::Record::whole,
                  .keeps = RecordFormat::Keeps::facts},
                 of_record<write_json>},
    RecordFormat{{.word = "ndjson",
                  .summary = "one target a line, as soon as it is done",
                  .record = RecordFormat::Record::lines,
                  .keeps = RecordFormat::Keeps::facts},
                 of_record<write_ndjson>},
    RecordFormat{{.word = "csv", .summary = "one row a cell, for spreadsheets", .keeps = RecordFormat::Keeps::facts},
                 of_record<write_csv>},
    RecordFormat{{.word = "pcapng",
                  .summary = "every exchange as packets, for Wireshark",
                  .needs = RecordFormat::Needs::transcripts,
                  .keeps = RecordFormat::Keeps::facts},
                 of_record<write_pcapng>},
    RecordFormat{
        {.word = "html", .summary = "one page for people, to read and to print", .medium = RecordFormat::Medium::page},
        with_absence<write_html>},
    RecordFormat{{.word = "junit", .summary = "test results for CI; unknown is an error"}, with_absence<write_junit>},
    RecordFormat{{.word = "sarif",
                  .summary = "SARIF 2.1.0, for code scanning",
                  .record = RecordFormat::Record::cited,
                  .results = RecordFormat::Results::chosen},
                 with_absence<write_sarif>},
    RecordFormat{{.word = "markdown", .summary = "a job's summary"}, with_absence<write_markdown>},
    RecordFormat{{.word = "github", .summary = "annotations for GitHub Actions, on its standard output"},
                 with_absence<write_github>},
    RecordFormat{{.word = "prometheus", .summary = "metrics for node_exporter's textfile collector"},
                 with_absence<write_prometheus>},
    RecordFormat{{.word = "cbom", .summary = "CycloneDX 1.7, a cryptographic bill of materials"}, write_cbom},
    RecordFormat{{.word = "inventory", .summary = "protocols, suites and certificates in use, for PCI DSS 12.3.3"},
                 write_inventory},
};

}  // namespace

template <>
std::span<const Format<Subject>> formats<Subject>() {
  return kFormats;
}

}  // namespace reports
