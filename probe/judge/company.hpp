// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace probe::judge {

/// What may stand in a hello beside the suites that it is to ask for: what is refused may be so for its company, or for
/// want of it.
enum class Company : std::uint8_t {
  any,
  one_cipher,       ///< suites of the same cipher, its mode and the length of its key
  one_exchange,     ///< of the same key exchange, authentication and MAC
  one_secret,       ///< of suites that stand apart: those with PSKs, or the others
  before_accepted,  ///< open suites in front, and those that the version accepted behind them
};

/// Equal for suites that may stand together in hellos of that company.
[[nodiscard]] std::uint32_t kind_in(Company company, tls::CipherSuite suite);

/// Which company these keep, by Company; a suite alone keeps any but before_accepted, which is not told here.
[[nodiscard]] std::array<bool, 4> companies_of(const std::vector<tls::CipherSuite>& suites);

}  // namespace probe::judge
