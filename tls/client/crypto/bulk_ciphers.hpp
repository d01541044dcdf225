// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/bulk_cipher.hpp"

/// One maker a file. Each returns nullptr when this build of OpenSSL lacks its cipher.
///
/// RC4, DES, RC2, IDEA and SEED are libcrypto's low-level calls: through EVP they need the legacy provider, a file that
/// may not be there at run time, and single DES in CBC mode is needed as well as 3DES.
namespace tls::crypto {

using BulkCipherPtr = std::unique_ptr<BulkCipher>;

[[nodiscard]] BulkCipherPtr make_rc4(BytesView key);
[[nodiscard]] BulkCipherPtr make_des(BytesView key, BytesView iv, Direction direction);
[[nodiscard]] BulkCipherPtr make_des3(BytesView key, BytesView iv, Direction direction);
[[nodiscard]] BulkCipherPtr make_rc2(BytesView key, BytesView iv, Direction direction);
[[nodiscard]] BulkCipherPtr make_idea(BytesView key, BytesView iv, Direction direction);
[[nodiscard]] BulkCipherPtr make_seed(BytesView key, BytesView iv, Direction direction);
/// AES, Camellia and ARIA, from the default provider.
[[nodiscard]] BulkCipherPtr make_evp_cbc(Cipher cipher, BytesView key, BytesView iv, Direction direction);

}  // namespace tls::crypto
