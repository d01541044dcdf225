// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"

#include "probe/capture/pcapng.hpp"
#include "reports/absence.hpp"

#include <algorithm>
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

constexpr std::array kFormats{
    Format{"json", "the scan record: everything, for any report later", of_record<write_json>},
    Format{"ndjson", "one target a line, as soon as it is done", of_record<write_ndjson>},
    Format{"csv", "one row a cell, for spreadsheets", of_record<write_csv>},
    Format{"pcapng", "every exchange as packets, for Wireshark", of_record<write_pcapng>, Format::Needs::transcripts},
    Format{"html", "one page for people, to read and to print", with_absence<write_html>},
    Format{"junit", "test results for CI; unknown is an error", with_absence<write_junit>},
    Format{"sarif", "SARIF 2.1.0, for code scanning", with_absence<write_sarif>},
    Format{"markdown", "a job's summary", with_absence<write_markdown>},
    Format{"github", "annotations for GitHub Actions, on its standard output", with_absence<write_github>},
    Format{"prometheus", "metrics for node_exporter's textfile collector", with_absence<write_prometheus>},
    Format{"cbom", "CycloneDX 1.7, a cryptographic bill of materials", write_cbom},
    Format{"inventory", "protocols, suites and certificates in use, for PCI DSS 12.3.3", write_inventory},
};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view word) {
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [word](const Format& format) { return format.word == word; });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace reports
