// SPDX-License-Identifier: Apache-2.0
#include "tls/message/server_key_exchange.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <iterator>

namespace {

constexpr tls::ProtocolVersion kVersions[] = {tls::ProtocolVersion::SSLv3, tls::ProtocolVersion::TLSv1_0,
                                              tls::ProtocolVersion::TLSv1_1, tls::ProtocolVersion::TLSv1_2};

/// The suite of that code; for one that is not assigned some other.
const tls::CipherSuiteInfo& suite_of(std::uint32_t code) {
  const auto* const suite = tls::find_cipher_suite(tls::CipherSuite{code});
  return suite != nullptr ? *suite : tls::cipher_suites()[code % tls::cipher_suites().size()];
}

}  // namespace

// The first octet picks the version, the next two are the suite's code.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView input(data, size);
  const auto version = kVersions[tls::fuzz::take_choice(input) % std::size(kVersions)];
  const std::uint32_t high = tls::fuzz::take_choice(input);
  const auto& suite = suite_of(high << 8 | tls::fuzz::take_choice(input));
  const auto decode = [&](tls::BytesView body) { return decode_server_key_exchange(body, suite, version); };

  const auto message = decode(input);
  if (message) static_cast<void>(key_bits(*message));
  // Without a scheme, an empty signature cannot be told from none.
  if (message && !message->scheme && message->signature.empty()) return 0;
  tls::fuzz::round_trip(input, tls::fuzz::kHandshakeHeader, decode,
                        [](const tls::ServerKeyExchange& decoded) { return encode(decoded); });
  return 0;
}
