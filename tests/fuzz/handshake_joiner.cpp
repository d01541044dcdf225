// SPDX-License-Identifier: Apache-2.0
#include "tls/record/handshake_joiner.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

// The first octet says how long the fragments are. What comes out is what went in, and no message is beyond the bound.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxMessage = 64;
  tls::BytesView input(data, size);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(input);
  const tls::Bytes fed(input.begin(), input.end());
  tls::HandshakeJoiner joiner(kMaxMessage);
  tls::Bytes joined;
  while (!input.empty()) {
    const tls::BytesView fragment = input.first(std::min(step, input.size()));
    input = input.subspan(fragment.size());
    joiner.feed(fragment);
    for (auto message = joiner.next(); message && *message; message = joiner.next()) {
      tls::fuzz::require((*message)->body().size() <= kMaxMessage);
      joined.insert(joined.end(), (*message)->raw.begin(), (*message)->raw.end());
    }
  }
  tls::fuzz::require(joined.size() <= fed.size() && std::equal(joined.begin(), joined.end(), fed.begin()));
  return 0;
}
