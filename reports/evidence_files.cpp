// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence_files.hpp"

#include "tls/wire/base64.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace reports {
namespace {

std::string file_of(const Format& format) {
  if (format.word == "json") return kRecordFile;
  if (format.needs == Format::Needs::transcripts) return kCaptureFile;
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

std::vector<EvidenceFile> evidence_files(const Subject& subject) {
  const auto& record = subject.record;
  std::vector<EvidenceFile> files;
  for (const auto& format : formats()) {
    std::ostringstream text;
    format.write(text, subject);
    files.push_back({file_of(format), text.str()});
  }
  std::ostringstream view;
  TerminalStyle style;
  style.all_suites = true;
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
  sort_by_name(files);
  return files;
}

void sort_by_name(std::vector<EvidenceFile>& files) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

const EvidenceFile* find_file(const std::vector<EvidenceFile>& files, std::string_view name) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace reports
