// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"

#include "probe/capture/pcapng.hpp"

#include <algorithm>
#include <array>

namespace reports {
namespace {

/// For formats that say what was found, and not what is thought of it.
template <void (*write)(std::ostream&, const probe::ScanRecord&)>
void of_record(std::ostream& out, const Subject& subject) {
  write(out, subject.record);
}

constexpr std::array kFormats{
    Format{"json", "the scan record: everything, for any report later", of_record<write_json>},
    Format{"ndjson", "one target a line, as soon as it is done", of_record<write_ndjson>},
    Format{"csv", "one row a cell, for spreadsheets", of_record<write_csv>},
    Format{"pcapng", "every exchange as packets, for Wireshark", of_record<write_pcapng>, Format::Needs::transcripts},
    Format{"html", "one page for people, to read and to print", write_html},
    Format{"junit", "test results for CI; unknown is an error", write_junit},
    Format{"sarif", "SARIF 2.1.0, for code scanning", write_sarif},
    Format{"markdown", "a job's summary", write_markdown},
    Format{"github", "annotations for GitHub Actions, on its standard output", write_github},
    Format{"prometheus", "metrics for node_exporter's textfile collector", write_prometheus},
    Format{"cbom", "CycloneDX 1.7, a cryptographic bill of materials", write_cbom},
};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view word) {
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [word](const Format& format) { return format.word == word; });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace reports
