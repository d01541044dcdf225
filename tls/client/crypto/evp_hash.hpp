// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/hash.hpp"

#include <openssl/evp.h>

namespace tls::crypto {

/// libcrypto's name for it.
[[nodiscard]] const EVP_MD* evp_hash(Hash hash);

}  // namespace tls::crypto
