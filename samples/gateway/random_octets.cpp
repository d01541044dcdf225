// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/random_octets.hpp"

#include "samples/gateway/openssl_ptr.hpp"

#include <openssl/rand.h>

namespace gateway {

void random_octets(std::span<std::uint8_t> buffer) {
  require(RAND_bytes(buffer.data(), static_cast<int>(buffer.size())) == 1, "random octets");
}

}  // namespace gateway
