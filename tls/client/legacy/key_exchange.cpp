// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/key_exchange.hpp"

#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/finite_field.hpp"
#include "tls/client/crypto/public_key.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace tls::legacy {

using Exchanged = boost::system::result<ClientKeys, Problem>;

namespace {

Problem too_large(std::string_view what, std::size_t bits, std::size_t most) {
  return beyond_limit("the server's " + std::string(what) + " has " + std::to_string(bits) +
                      " bits, and no more than " + std::to_string(most) + " can be computed with here");
}

Exchanged encrypt_premaster(EVP_PKEY& key, ProtocolVersion version, const RandomSource& random) {
  if (const auto bits = crypto::key_bits(key); bits > crypto::most_bits(key)) {
    return too_large("RSA key", bits, crypto::most_bits(key));
  }
  // RFC 5246 7.4.7.1: the version that the hello offered, and 46 random octets.
  constexpr std::size_t kPremasterSize = 48;
  ClientKeys result;
  result.premaster.resize(kPremasterSize);
  random(result.premaster);
  result.premaster[0] = static_cast<std::uint8_t>(static_cast<unsigned>(version) >> 8);
  result.premaster[1] = static_cast<std::uint8_t>(version);
  const auto encrypted = crypto::rsa_encrypt(key, result.premaster, random);
  if (!encrypted)
    return unsupported("nothing can be encrypted with the server's key of " + std::to_string(crypto::key_bits(key)) +
                       " bits");
  Writer body;
  if (version == ProtocolVersion::SSLv3) {
    // RFC 5246 7.4.7.1: SSL 3.0 has no length octets here.
    body.raw(*encrypted);
  } else {
    body.vec16(*encrypted);
  }
  result.body = body.take();
  return result;
}

Exchanged rsa(const ServerKeys& keys, ProtocolVersion version, const RandomSource& random) {
  if (keys.message == nullptr) {
    if (!crypto::is_rsa(*keys.certificate)) return illegal("the suite asks for an RSA key, the certificate has none");
    return encrypt_premaster(*keys.certificate, version, random);
  }
  const auto* const params = std::get_if<ServerRsaParams>(&keys.message->key);
  const crypto::PkeyPtr temporary = params ? crypto::rsa_key(params->modulus, params->exponent) : nullptr;
  if (!temporary) return illegal("the temporary RSA key is none");
  return encrypt_premaster(*temporary, version, random);
}

Exchanged finite_field(const crypto::FiniteFieldKey& peer, const RandomSource& random) {
  if (const std::size_t bits = bit_length(peer.prime); bits > crypto::kMaxDhBits) {
    return too_large("Diffie-Hellman group", bits, crypto::kMaxDhBits);
  }
  const auto shared = crypto::finite_field_exchange(peer.prime, peer.generator, peer.public_value, random);
  if (!shared) return illegal("the server's Diffie-Hellman numbers make no key exchange");
  Writer body;
  body.vec16(shared->public_value);
  return ClientKeys{shared->secret, body.take()};
}

Exchanged curve(const crypto::CurvePoint& peer, const RandomSource& random) {
  if (std::ranges::count(crypto::supported_curves(), peer.group) == 0) {
    return unsupported("the server chose the group " + to_string(peer.group) + ", which cannot be computed here");
  }
  const auto shared = crypto::curve_exchange(peer.group, peer.point, random);
  if (!shared) return illegal("the server's point is not on " + to_string(peer.group));
  Writer body;
  body.vec8(shared->public_value);
  return ClientKeys{shared->secret, body.take()};
}

Exchanged ephemeral_finite_field(const ServerKeys& keys, const RandomSource& random) {
  const auto* const params = std::get_if<ServerDhParams>(&keys.message->key);
  if (params == nullptr) return illegal("the server's key exchange has no Diffie-Hellman numbers");
  return finite_field({params->p, params->g, params->public_value}, random);
}

Exchanged ephemeral_curve(const ServerKeys& keys, const RandomSource& random) {
  const auto* const params = std::get_if<ServerEcdhParams>(&keys.message->key);
  if (params == nullptr) return unsupported("the server describes its curve by explicit parameters");
  return curve({params->group, params->point}, random);
}

Exchanged static_finite_field(const ServerKeys& keys, const RandomSource& random) {
  const auto peer = crypto::finite_field_key(*keys.certificate);
  if (!peer) return illegal("the suite asks for a Diffie-Hellman certificate");
  return finite_field(*peer, random);
}

Exchanged static_curve(const ServerKeys& keys, const RandomSource& random) {
  const auto peer = crypto::curve_point(*keys.certificate);
  if (!peer) return illegal("the suite asks for a certificate with a key on a named curve");
  return curve(*peer, random);
}

}  // namespace

Exchanged exchange_keys(const CipherSuiteInfo& suite, ProtocolVersion version, const ServerKeys& keys,
                        const RandomSource& random) {
  switch (suite.key_exchange) {
    case KeyExchange::rsa:
    case KeyExchange::rsa_export:
      return rsa(keys, version, random);
    case KeyExchange::dh:
      return static_finite_field(keys, random);
    case KeyExchange::dhe:
      return ephemeral_finite_field(keys, random);
    case KeyExchange::ecdh:
      return static_curve(keys, random);
    case KeyExchange::ecdhe:
      return ephemeral_curve(keys, random);
    case KeyExchange::null:
    case KeyExchange::krb5:
    case KeyExchange::psk:
    case KeyExchange::rsa_psk:
    case KeyExchange::dhe_psk:
    case KeyExchange::ecdhe_psk:
    case KeyExchange::srp:
    case KeyExchange::eccpwd:
    case KeyExchange::cecpq1:
    case KeyExchange::gost:
    case KeyExchange::tls13:
    case KeyExchange::ssl2_rsa:
    case KeyExchange::fortezza_kea:
      break;
  }
  return unsupported("no client here carries this key exchange");
}

bool can_exchange(KeyExchange kind) {
  return kind == KeyExchange::rsa || kind == KeyExchange::rsa_export || kind == KeyExchange::dh ||
         kind == KeyExchange::dhe || kind == KeyExchange::ecdh || kind == KeyExchange::ecdhe;
}

Presence server_key_exchange_presence(KeyExchange kind) {
  if (kind == KeyExchange::dhe || kind == KeyExchange::ecdhe) return Presence::always;
  // RFC 2246 7.4.3: RSA_EXPORT "if the public key in the server certificate is longer than 512 bits".
  return kind == KeyExchange::rsa_export ? Presence::sometimes : Presence::never;
}

}  // namespace tls::legacy
