// SPDX-License-Identifier: Apache-2.0
#include "tls/message/server_hello.hpp"

#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::fuzz::round_trip({data, size}, tls::fuzz::kHandshakeHeader, tls::decode_server_hello,
                        [](const tls::ServerHello& hello) {
                          static_cast<void>(negotiated_version(hello));
                          return encode(hello);
                        });
  return 0;
}
