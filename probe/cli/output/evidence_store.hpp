// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"
#include "probe/model/random.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// Why a bundle could not be written or read, for the user.
struct StoreError {
  enum class Fault : std::uint8_t { system, bundle };
  std::string text;
  Fault fault = Fault::system;  ///< `bundle`: it was read, and is not what a bundle can be
};

/// Makes the folder `path` of the files, or the zip when the name ends so, its entries of the time `when`: under
/// another name beside it, flushed, and renamed at the end. What is there already is left alone, and an error.
[[nodiscard]] std::optional<StoreError> write_bundle(const std::string& path, const std::vector<evidence::File>& files,
                                                     UtcTime when, const RandomSource& random);

/// Reads all files of the folder or zip, in the order of their names, no more than `most` octets in all. The bundle is
/// at fault when it is larger than that or has more files than a zip can, when it holds what is neither file nor folder
/// (links too), a name that is not as ours are, or the same twice, and when its zip is one that readers would
/// understand differently.
[[nodiscard]] std::optional<StoreError> read_bundle(const std::string& path, std::size_t most,
                                                    std::vector<evidence::File>& files);

/// Adds files to a bundle that holds `files`: all of `added`, or none. The zip is made anew, beside it.
[[nodiscard]] std::optional<StoreError> add_to_bundle(const std::string& path, const std::vector<evidence::File>& files,
                                                      const std::vector<evidence::File>& added, UtcTime when,
                                                      const RandomSource& random);

}  // namespace probe::cli
