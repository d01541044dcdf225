// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace probe::cli {

enum class [[nodiscard]] Read : bool { no, yes };

/// Reads a file, or standard input when `path` is "-". What fails is told on `environment.err`.
Read read_input(const std::string& path, std::size_t most, std::string& octets, Environment& environment);
/// The same of what is text, in whatever encoding: UTF-8 without a byte order mark comes back.
Read read_text(const std::string& path, std::size_t most, std::string& text, Environment& environment);

/// Reads a scan record from a file, or from standard input when `path` is "-". What fails is told on `environment.err`.
Read read_record(const std::string& path, ScanRecord& record, Environment& environment);
/// The same of what was read there already.
Read take_record(const std::string& path, const std::string& text, ScanRecord& record, Environment& environment);

/// Judges a record's chains again, for the time of its scan, by the system's roots and those in the file `ca`. Without
/// one nothing is changed. What fails is told on `environment.err`.
Read trust_as_well(const std::optional<std::string>& ca, ScanRecord& record, Environment& environment);

}  // namespace probe::cli
