// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace probe::evidence {

/// One file of an evidence bundle.
struct File {
  std::string name;  ///< with slashes, ASCII: "certificates/1-1.pem"
  std::string octets;
};

inline constexpr const char* kRecordFile = "record.json";
inline constexpr const char* kCaptureFile = "capture.pcapng";
inline constexpr const char* kManifestFile = "MANIFEST.sha256";
inline constexpr const char* kSignatureFile = "MANIFEST.sha256.p7s";
inline constexpr const char* kStampFile = "MANIFEST.sha256.tsr";
/// By what the record was judged, and how its reports were made. Only where that is not as it is by itself.
inline constexpr const char* kJudgedFile = "policies/judged.txt";
/// Names what is to seal a bundle, so that it is missed when it is not there. Only in a bundle that is sealed.
inline constexpr const char* kSealFile = "seal.txt";

/// The order in which bundles have their files.
void sort_by_name(std::vector<File>& files);

/// Null when there is none of that name.
[[nodiscard]] const File* find_file(const std::vector<File>& files, std::string_view name);

}  // namespace probe::evidence
