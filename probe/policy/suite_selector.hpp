// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace probe {

/// A property by which rules select suites, by its key in a policy file ("families", "ciphers", "macs", ...).
struct SuiteProperty {
  std::string_view key;
  std::string_view expected;  ///< what a value may be, for a message
  /// The suites that have it; nothing for a word that means none.
  std::optional<std::vector<tls::CipherSuite>> (*select)(std::string_view word);
};
[[nodiscard]] const SuiteProperty* find_suite_property(std::string_view key);

/// Suites whose cipher has a shorter key than that; broken ones (RC4, RFC 7465) count by their nominal length.
[[nodiscard]] std::vector<tls::CipherSuite> suites_below_key_bits(std::size_t bits);

}  // namespace probe
