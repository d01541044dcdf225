// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/model/record.hpp"

#include <optional>
#include <string>

namespace probe::cli {

/// Reads a scan record from a file, or from standard input when `path` is "-". What fails is told on `environment.err`.
Read read_record(const std::string& path, ScanRecord& record, Environment& environment);

/// Judges a record's chains again, for the time of its scan, by the system's roots and those in the file `ca`. Without
/// one nothing is changed. What fails is told on `environment.err`.
Read trust_as_well(const std::optional<std::string>& ca, ScanRecord& record, Environment& environment);

}  // namespace probe::cli
