// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/random_octets.hpp"

#include <cstddef>
#include <memory>
#include <random>
#include <utility>

namespace tls::test {

RandomSource repeatable_random() {
  const auto generator = std::make_shared<std::mt19937>();
  return [generator](std::span<std::uint8_t> buffer) {
    for (std::uint8_t& octet : buffer) octet = static_cast<std::uint8_t>((*generator)());
  };
}

RandomSource fixed_random(Bytes octets) {
  const auto rest = std::make_shared<Bytes>(std::move(octets));
  return [rest, at = std::size_t{0}](std::span<std::uint8_t> buffer) mutable {
    for (std::uint8_t& octet : buffer) octet = at < rest->size() ? (*rest)[at++] : std::uint8_t{0};
  };
}

}  // namespace tls::test
