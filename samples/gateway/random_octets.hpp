// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace gateway {

/// OpenSSL's generator, as a RandomSource. Throws std::runtime_error when it has no entropy.
void random_octets(std::span<std::uint8_t> buffer);

}  // namespace gateway
