// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/openssl_ptr.hpp"
#include "samples/gateway/profile.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <string>

namespace gateway {

/// A certificate and its private key.
struct Credential {
  CertificateSpec spec;
  PkeyPtr key;
  X509Ptr certificate;
  tls::Bytes der;  ///< the certificate as it goes into messages
};

/// Makes a key and a self-signed certificate for `host`, valid from yesterday for a year.
/// Throws std::runtime_error when the installed OpenSSL cannot.
[[nodiscard]] Credential make_credential(const CertificateSpec& spec, const std::string& host);

[[nodiscard]] PkeyPtr generate_rsa_key(unsigned bits);

}  // namespace gateway
