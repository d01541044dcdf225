// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/random_source.hpp"
#include "tls/wire/bytes.hpp"

namespace tls::test {

/// Always the same octets: those of std::mt19937 from its standard seed on.
[[nodiscard]] RandomSource repeatable_random();

/// These octets, then zeros: for vectors that name a private key.
[[nodiscard]] RandomSource fixed_random(Bytes octets);

}  // namespace tls::test
