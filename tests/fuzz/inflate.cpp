// SPDX-License-Identifier: Apache-2.0
#include "probe/zip/inflate.hpp"
#include "tests/fuzz/fuzz_support.hpp"

/// The first three octets are the size that is asked for.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::size_t wanted = data[0] | std::size_t{data[1]} << 8U | (data[2] & std::size_t{0xF}) << 16U;
  const std::string_view packed(reinterpret_cast<const char*>(data) + 3, size - 3);  // NOLINT: octets are octets
  const auto content = probe::zip::inflate(packed, wanted);
  tls::fuzz::require(!content || content->size() == wanted);
  return 0;
}
