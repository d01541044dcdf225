// SPDX-License-Identifier: Apache-2.0
#include "tls/message/alert.hpp"

#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::fuzz::round_trip({data, size}, 0, tls::decode_alert, [](const tls::Alert& alert) {
    tls::fuzz::require(!to_string(alert).empty());
    return encode(alert);
  });
  return 0;
}
