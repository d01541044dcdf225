// SPDX-License-Identifier: Apache-2.0
#include "tls/message/certificate.hpp"

#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::fuzz::round_trip({data, size}, tls::fuzz::kHandshakeHeader, tls::decode_certificate,
                        [](const tls::CertificateMessage& message) { return encode(message); });
  return 0;
}
