// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace tls::fuzz {

/// What the fuzzer looks for, beside what the sanitizers see.
inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Takes the first octet off the input: it picks a version, a suite, a decoder.
[[nodiscard]] inline std::uint8_t take_choice(BytesView& input) {
  if (input.empty()) return 0;
  const std::uint8_t choice = input.front();
  input = input.subspan(1);
  return choice;
}

/// Whatever decodes also encodes, and decodes to the same again. `skip`: octets in front of what the decoder takes.
template <class Decode, class Encode>
void round_trip(BytesView input, std::size_t skip, Decode decode, Encode encode) {
  const auto first = decode(input);
  if (!first) {
    require(*first.error().field != '\0' && first.error().offset <= input.size());
    return;
  }
  const Bytes encoded = encode(*first);
  const auto second = decode(BytesView(encoded).subspan(skip));
  require(second.has_value() && *second == *first);
}

/// Octets of a handshake header and of an SSL 2.0 record's.
inline constexpr std::size_t kHandshakeHeader = 4;
inline constexpr std::size_t kSsl2Header = 2;

}  // namespace tls::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
