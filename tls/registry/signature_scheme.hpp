// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/signature_scheme_codes.hpp"  // generated: enum class SignatureScheme : std::uint16_t

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tls {

enum class SignatureHash : std::uint8_t { none, md5, sha1, sha224, sha256, sha384, sha512, intrinsic, gost, sm3 };
enum class SignatureKey : std::uint8_t { anonymous, rsa, rsa_pss, dsa, ecdsa, eddsa, gost, sm2, mldsa, other };

struct SignatureSchemeInfo {
  SignatureScheme code;
  std::string_view name;  ///< IANA's spelling; for RFC 5246 pairs without one, "rsa_md5", "dsa_sha1" and so on
  SignatureHash hash;
  SignatureKey key;
};

/// Every assigned scheme and the RFC 5246 (hash, signature) pairs from MD5 on, sorted by code.
[[nodiscard]] std::span<const SignatureSchemeInfo> signature_schemes();
[[nodiscard]] const SignatureSchemeInfo* find_signature_scheme(SignatureScheme code);
[[nodiscard]] std::string to_string(SignatureScheme code);

}  // namespace tls
