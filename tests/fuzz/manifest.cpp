// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/manifest.hpp"
#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe::evidence;
  static const std::vector<File> files{{"a", "one"}, {"b/c", "two"}};
  static const std::string right = manifest_of(files);
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT: octets are octets
  const auto problems = manifest_problems(text, files);
  // Lines may stand in any order; nothing else is right.
  tls::fuzz::require(!problems.empty() || text.size() == right.size());
  tls::fuzz::require(text != right || problems.empty());
  return 0;
}
