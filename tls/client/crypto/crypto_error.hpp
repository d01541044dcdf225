// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace tls::crypto {

/// libcrypto would not do what it can do everywhere that we know of: no memory, or a build or a configuration (FIPS)
/// without MD5, say. Not the peer's fault, whose faults are values.
class CryptoError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// For calls that return 1 when they succeed.
inline void require(bool success, const char* what) {
  if (!success) throw CryptoError(what);
}

}  // namespace tls::crypto
