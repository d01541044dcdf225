// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <optional>
#include <variant>

namespace tls {

/// ServerDHParams (RFC 5246 section 7.4.3): big-endian integers.
struct ServerDhParams {
  Bytes p, g, public_value;
  friend bool operator==(const ServerDhParams&, const ServerDhParams&) = default;
};

/// ServerECDHParams (RFC 8422 section 5.4). A curve given by explicit parameters has no group and is not decoded
/// further.
struct ServerEcdhParams {
  NamedGroup group{};
  Bytes point;
  friend bool operator==(const ServerEcdhParams&, const ServerEcdhParams&) = default;
};

/// ServerRSAParams of the export suites (RFC 2246 section 7.4.3).
struct ServerRsaParams {
  Bytes modulus, exponent;
  friend bool operator==(const ServerRsaParams&, const ServerRsaParams&) = default;
};

struct ServerKeyExchange {
  /// monostate: a kind (a lone PSK identity hint, SRP, an explicit curve ...) that stays opaque in `params`, whatever
  /// signature follows included.
  std::variant<std::monostate, ServerDhParams, ServerEcdhParams, ServerRsaParams> key;
  Bytes params;                           ///< as sent: what the signature covers; behind a PSK identity hint, if any
  std::optional<SignatureScheme> scheme;  ///< TLS 1.2 only
  Bytes signature;                        ///< empty for anonymous and PSK key exchange
  friend bool operator==(const ServerKeyExchange&, const ServerKeyExchange&) = default;
};

/// Of a big-endian number, leading zeros apart.
[[nodiscard]] std::size_t bit_length(BytesView integer);

/// Size in bits of the key that the server offered: the DH prime, the RSA modulus or the curve. Nothing when opaque.
[[nodiscard]] std::optional<std::size_t> key_bits(const ServerKeyExchange& message);

/// `params` as they stand; when they are empty, made from `key`.
[[nodiscard]] Bytes encode(const ServerKeyExchange& message);

/// The message has no type of its own: suite and version say what it must be (RFC 5246 section 7.4.3).
/// For a key exchange that has no such message (RSA, static DH) it is an error.
[[nodiscard]] Decoded<ServerKeyExchange> decode_server_key_exchange(BytesView body, const CipherSuiteInfo& suite,
                                                                    ProtocolVersion version);

/// ServerDHParams, ServerECDHParams or ServerRSAParams alone: what a server signs.
[[nodiscard]] Bytes encode_params(const ServerDhParams& params);
[[nodiscard]] Bytes encode_params(const ServerEcdhParams& params);
[[nodiscard]] Bytes encode_params(const ServerRsaParams& params);

}  // namespace tls
