// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace probe::cli {

/// From what a program is built. Each may be empty where that is not known.
struct BuildStamp {
  std::string_view commit;     ///< "0123456789ab", and " with changes" where the tree had some
  std::string_view date;       ///< "2026-11-30": the commit's, or what SOURCE_DATE_EPOCH says
  std::string_view compiler;   ///< "GCC 12.2.0"
  std::string_view libraries;  ///< "fmt 9.1.0, pugixml 1.13", those that cannot say so themselves
};

/// This build. Defined by a unit of the program's own, which is made anew when the commit changes: libraries that had
/// it would be linked again, with all that is linked with them.
[[nodiscard]] BuildStamp build_stamp();

/// This build, as records name it.
[[nodiscard]] ToolInfo tool_info();

/// The lines of --version behind the first: commit and date, compiler, OpenSSL, and the other libraries.
[[nodiscard]] std::string version_lines(const BuildStamp& stamp);

/// OpenSSL's generator. Throws std::runtime_error when it has no entropy: nothing can be asked without.
void fill_random(std::span<std::uint8_t> octets);

}  // namespace probe::cli
