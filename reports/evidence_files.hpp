// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// One file of an evidence bundle.
struct EvidenceFile {
  std::string name;  ///< with slashes, ASCII: "certificates/1-1.pem"
  std::string octets;
};

inline constexpr const char* kRecordFile = "record.json";
inline constexpr const char* kCaptureFile = "capture.pcapng";
inline constexpr const char* kManifestFile = "MANIFEST.sha256";
inline constexpr const char* kSignatureFile = "MANIFEST.sha256.p7s";
inline constexpr const char* kStampFile = "MANIFEST.sha256.tsr";

/// What an auditor keeps of a record, in the order of the names: itself, every report that can be made of it, the
/// capture and the certificates as PEM. The same record makes the same octets.
[[nodiscard]] std::vector<EvidenceFile> evidence_files(const Subject& subject);

/// The order in which bundles have their files.
void sort_by_name(std::vector<EvidenceFile>& files);

/// Null when there is none of that name.
[[nodiscard]] const EvidenceFile* find_file(const std::vector<EvidenceFile>& files, std::string_view name);

}  // namespace reports
