// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"

#include <cstddef>
#include <string>

namespace probe::cli {

enum class [[nodiscard]] Read : bool { no, yes };

/// Reads a file, or standard input when `path` is "-". What fails is told on `environment.err`.
Read read_input(const std::string& path, std::size_t most, std::string& octets, Environment& environment);
/// The same of what is text, in whatever encoding: UTF-8 without a byte order mark comes back.
Read read_text(const std::string& path, std::size_t most, std::string& text, Environment& environment);

}  // namespace probe::cli
