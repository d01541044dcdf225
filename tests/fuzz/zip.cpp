// SPDX-License-Identifier: Apache-2.0
#include "probe/zip/names.hpp"
#include "probe/zip/reader.hpp"
#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe;
  constexpr zip::Bounds kMost{100, 1U << 20U};
  const std::string_view octets(reinterpret_cast<const char*>(data), size);  // NOLINT: octets are octets
  const auto entries = zip::open(octets, kMost);
  if (!entries) {
    tls::fuzz::require(!entries.error().text.empty());
    return 0;
  }
  std::size_t total = 0, packed = 0;
  std::vector<std::string> names;
  for (const auto& entry : *entries) {
    names.push_back(entry.name);
    packed += entry.packed;
    const auto content = zip::extract(octets, entry, kMost.octets);
    if (content) total += content->size();
  }
  tls::fuzz::require(names.size() <= kMost.entries && total <= kMost.octets && packed <= size);
  (void)zip::check_names(names);
  return 0;
}
