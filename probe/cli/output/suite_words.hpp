// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"

#include <string>
#include <string_view>

namespace probe::cli {

// What the list of suites calls the parts of a suite; no blanks within, so that a pipe can take columns apart.

[[nodiscard]] std::string_view key_exchange_word(tls::KeyExchange key_exchange);
[[nodiscard]] std::string_view authentication_word(tls::Authentication authentication);
/// Cipher and mode: "AES-GCM", "3DES-CBC", "RC4".
[[nodiscard]] std::string cipher_word(tls::Cipher cipher, tls::CipherMode mode);
[[nodiscard]] std::string_view mac_word(tls::MacAlgorithm mac);
/// "SSLv3-TLSv1.2", "TLSv1.0-1.2", "TLSv1.3"; "-" for a suite that no version negotiates.
[[nodiscard]] std::string versions_word(tls::VersionSet versions);

}  // namespace probe::cli
