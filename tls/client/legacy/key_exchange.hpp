// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/legacy/problem.hpp"
#include "tls/client/random_source.hpp"
#include "tls/message/server_key_exchange.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <openssl/evp.h>

#include <boost/system/result.hpp>

#include <cstdint>

namespace tls::legacy {

/// What the server has told of its keys.
struct ServerKeys {
  EVP_PKEY* certificate = nullptr;             ///< borrowed; nullptr without a certificate
  const ServerKeyExchange* message = nullptr;  ///< the same
};

struct ClientKeys {
  Bytes premaster;
  Bytes body;  ///< of the ClientKeyExchange
};

/// The client's half of the key exchange. Throws CryptoError.
[[nodiscard]] boost::system::result<ClientKeys, Problem> exchange_keys(const CipherSuiteInfo& suite,
                                                                       ProtocolVersion version, const ServerKeys& keys,
                                                                       const RandomSource& random);

/// Can this client do the suite's key exchange at all?
[[nodiscard]] bool can_exchange(KeyExchange kind);

/// Is there a ServerKeyExchange? With rsa_export it depends on the certificate's key.
enum class Presence : std::uint8_t { never, sometimes, always };
[[nodiscard]] Presence server_key_exchange_presence(KeyExchange kind);

}  // namespace tls::legacy
