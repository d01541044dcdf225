// SPDX-License-Identifier: Apache-2.0
#include "tls/message/certificate_request.hpp"

#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView input(data, size);
  const auto version =
      tls::fuzz::take_choice(input) % 2 == 0 ? tls::ProtocolVersion::TLSv1_2 : tls::ProtocolVersion::TLSv1_0;
  tls::fuzz::round_trip(
      input, tls::fuzz::kHandshakeHeader,
      [&](tls::BytesView body) { return tls::decode_certificate_request(body, version); },
      [&](const tls::CertificateRequest& message) { return encode(message, version); });
  return 0;
}
