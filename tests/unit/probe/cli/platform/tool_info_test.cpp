// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/tool_info.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

TEST_CASE("--version says from what the program is built, and with what") {
  const auto lines = probe::cli::version_lines({"0123456789ab with changes", "2026-11-30", "GCC 12.2.0", "fmt 9.1.0"});
  CHECK(lines.find("commit 0123456789ab with changes, 2026-11-30\nGCC 12.2.0") == 0);
  CHECK(lines.find("\n" + probe::cli::tool_info().openssl + "\nBoost 1.") != std::string::npos);
  CHECK(lines.find(", fmt 9.1.0\n") != std::string::npos);
}

TEST_CASE("a commit that nobody knows is not named") {
  const auto lines = probe::cli::version_lines({"", "2026-11-30", "GCC 12.2.0", ""});
  CHECK(lines.find("built 2026-11-30\n") == 0);
  CHECK(lines.find("Boost 1.") != std::string::npos);
  CHECK(lines.find(", \n") == std::string::npos);
}

}  // namespace
