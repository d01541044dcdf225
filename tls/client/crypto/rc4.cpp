// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tls/client/crypto/bulk_ciphers.hpp"

#include <openssl/rc4.h>

namespace tls::crypto {

#ifndef OPENSSL_NO_RC4

namespace {

class Rc4 final : public BulkCipher {
 public:
  explicit Rc4(BytesView key) { RC4_set_key(&state_, static_cast<int>(key.size()), key.data()); }
  void transform(std::span<std::uint8_t> data) override { RC4(&state_, data.size(), data.data(), data.data()); }

 private:
  RC4_KEY state_{};
};

}  // namespace

BulkCipherPtr make_rc4(BytesView key) { return std::make_unique<Rc4>(key); }

#else

BulkCipherPtr make_rc4(BytesView) { return nullptr; }

#endif

}  // namespace tls::crypto
