// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/server_signature.hpp"

#include "tls/client/crypto/hash.hpp"
#include "tls/client/crypto/public_key.hpp"
#include "tls/client/crypto/signature.hpp"

namespace tls::legacy {
namespace {

/// Does the certificate hold what the suite's name promises?
bool fits(int id, Authentication authentication) {
  if (authentication == Authentication::rsa) return id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;
  if (authentication == Authentication::dss) return id == EVP_PKEY_DSA;
  // RFC 8422 5.10: the ECDSA suites' certificates may also hold EdDSA keys.
  return authentication == Authentication::ecdsa &&
         (id == EVP_PKEY_EC || id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448);
}

std::string named(const ServerKeyExchange& message) {
  return message.scheme ? "the server's " + to_string(*message.scheme) + " signature" : "the server's signature";
}

}  // namespace

std::optional<Problem> check_server_key_exchange(const CipherSuiteInfo& suite, const ServerKeys& keys,
                                                 const Random& client_random, const Random& server_random) {
  if (suite.authentication == Authentication::anonymous) return std::nullopt;
  if (!fits(EVP_PKEY_get_base_id(keys.certificate), suite.authentication)) {
    return illegal("the certificate's key is not of the kind that the suite asks for");
  }
  if (const auto bits = crypto::key_bits(*keys.certificate); bits > crypto::most_bits(*keys.certificate)) {
    return beyond_limit("the server's key of " + std::to_string(bits) +
                        " bits is too large to check its signature here");
  }
  const ServerKeyExchange& message = *keys.message;
  const Bytes covered = crypto::concatenate({client_random, server_random, message.params});
  const auto check = message.scheme
                         ? crypto::verify_signature(*keys.certificate, *message.scheme, covered, message.signature)
                         : crypto::verify_signature(*keys.certificate, covered, message.signature);
  switch (check) {
    case crypto::SignatureCheck::good:
      return std::nullopt;
    case crypto::SignatureCheck::bad:
      return unverified(AlertDescription::decrypt_error, named(message) + " does not fit its key exchange");
    case crypto::SignatureCheck::wrong_key:
      return illegal(named(message) + " is not of the certificate's kind");
    case crypto::SignatureCheck::unsupported:
      return unsupported(named(message) + " cannot be checked here");
  }
  return std::nullopt;
}

}  // namespace tls::legacy
