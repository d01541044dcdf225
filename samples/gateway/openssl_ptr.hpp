// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/openssl_ptr.hpp"

namespace gateway {

using tls::crypto::BnCtxPtr;
using tls::crypto::BnPtr;
using tls::crypto::MdCtxPtr;
using tls::crypto::PkeyCtxPtr;
using tls::crypto::PkeyPtr;
using tls::crypto::SslCtxPtr;
using tls::crypto::SslPtr;
using tls::crypto::X509Ptr;

/// Throws std::runtime_error with `what` and OpenSSL's own reason. Nothing that a peer sends may lead here.
[[noreturn]] void throw_openssl_error(const char* what);

/// Throws unless an OpenSSL call returned success.
inline void require(bool success, const char* what) {
  if (!success) throw_openssl_error(what);
}

}  // namespace gateway
