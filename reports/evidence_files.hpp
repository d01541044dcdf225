// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.hpp"

#include <string>
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

/// What an auditor keeps of a scan, in the order of the names: the record, every report that can be made of it, the
/// capture, the certificates as PEM, the targets and the tool. The same record makes the same octets. The manifest is
/// still to be added.
[[nodiscard]] std::vector<EvidenceFile> evidence_files(const Subject& subject);

}  // namespace reports
