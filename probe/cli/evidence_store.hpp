// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/random.hpp"
#include "reports/evidence_files.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// Why a bundle could not be written or read, for the user.
struct StoreError {
  std::string text;
};

/// Makes the folder `path` of the files: under another name beside it, flushed, and renamed at the end. What is there
/// already is left alone, and an error.
[[nodiscard]] std::optional<StoreError> write_bundle(const std::string& path,
                                                     const std::vector<reports::EvidenceFile>& files,
                                                     const RandomSource& random);

/// Reads all files below the folder, in the order of their names; what is neither file nor folder is an error.
[[nodiscard]] std::optional<StoreError> read_bundle(const std::string& path, std::size_t most,
                                                    std::vector<reports::EvidenceFile>& files);

}  // namespace probe
