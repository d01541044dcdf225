// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/credential.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <optional>
#include <span>

namespace gateway {

/// Whether a TLS 1.2 ServerKeyExchange can be signed so: the scheme fits the key's kind and its size.
[[nodiscard]] bool can_sign(const Credential& credential, tls::SignatureScheme scheme);

/// The first of the client's schemes that the key can make and that `allowed` contains (empty: any).
/// A client that sent no signature_algorithms gets SHA-1: RFC 5246 section 7.4.1.4.1.
[[nodiscard]] std::optional<tls::SignatureScheme> choose_scheme(
    const Credential& credential, const std::optional<std::span<const tls::SignatureScheme>>& offered,
    std::span<const tls::SignatureScheme> allowed);

/// The signature in a ServerKeyExchange over `message`. Without a scheme it is that of SSL 3.0 to TLS 1.1: MD5 and
/// SHA-1 together for RSA, SHA-1 alone for DSA and ECDSA (RFC 4346 section 7.4.3, RFC 8422 section 5.4).
[[nodiscard]] tls::Bytes sign(const Credential& credential, std::optional<tls::SignatureScheme> scheme,
                              tls::BytesView message);

}  // namespace gateway
