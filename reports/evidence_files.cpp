// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence_files.hpp"

#include "tls/wire/base64.hpp"

#include <sstream>
#include <string_view>

namespace reports {
namespace {

std::string file_of(const FormatTraits& format) {
  if (format.record == FormatTraits::Record::whole) return probe::evidence::kRecordFile;
  if (format.needs == FormatTraits::Needs::transcripts) return probe::evidence::kCaptureFile;
  return "reports/report." + std::string(format.word);
}

/// RFC 7468 2: lines of 64 characters.
std::string pem_of(const tls::Bytes& certificate) {
  constexpr std::size_t kLine = 64;
  const std::string text = tls::to_base64(certificate);
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t at = 0; at < text.size(); at += kLine) pem += text.substr(at, kLine) + "\n";
  return pem + "-----END CERTIFICATE-----\n";
}

}  // namespace

std::vector<probe::evidence::File> evidence_files(const Subject& whole) {
  // As a reader of the bundle finds it, however the scan's own reports were written.
  auto subject = whole;
  subject.record_file = probe::evidence::kRecordFile;
  subject.every_result = false;
  const auto& record = subject.record;
  std::vector<probe::evidence::File> files;
  for (const auto& format : formats<Subject>()) {
    std::ostringstream text;
    format.write(text, subject);
    files.push_back({file_of(format), text.str()});
  }
  std::ostringstream view;
  TerminalStyle style;
  style.all_suites = true;
  style.detail = Detail::all;
  write_terminal(view, subject, style);
  files.push_back({"reports/report.txt", view.str()});
  for (std::size_t target = 0; target < record.targets.size(); ++target) {
    const auto& chains = record.targets[target].certificates;
    for (std::size_t chain = 0; chain < chains.size(); ++chain) {
      std::string pem;
      for (const auto& certificate : chains[chain].certificates) pem += pem_of(certificate);
      files.push_back({"certificates/" + std::to_string(target + 1) + "-" + std::to_string(chain + 1) + ".pem", pem});
    }
  }
  probe::evidence::sort_by_name(files);
  return files;
}

}  // namespace reports
