// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/platform/build_stamp.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace probe::cli {

/// This build, as records name it.
[[nodiscard]] ToolInfo tool_info();

/// The lines of --version behind the first: commit and date, compiler, OpenSSL, and the other libraries.
[[nodiscard]] std::string version_lines(const BuildStamp& stamp);

/// OpenSSL's generator. Throws std::runtime_error when it has no entropy: nothing can be asked without.
void fill_random(std::span<std::uint8_t> octets);

}  // namespace probe::cli
