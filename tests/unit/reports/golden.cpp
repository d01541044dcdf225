// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/reports/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace reports::test {

void check_golden(const std::string& name, const std::string& written) {
  const std::string path = std::string(TEST_GOLDEN) + "/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << written;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path);
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  const auto common = static_cast<std::size_t>(
      std::mismatch(written.begin(), written.end(), expected.begin(), expected.end()).first - written.begin());
  const auto around = common < 60 ? 0 : common - 60;
  const bool same = written == expected;  // not within the check, which would print both
  CHECK_MESSAGE(same, name, " differs at octet ", common, ": \"", written.substr(around, 120), "\" instead of \"",
                expected.substr(around, 120), "\"");
}

}  // namespace reports::test
