// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tls/client/crypto/bulk_ciphers.hpp"

#include <openssl/rc2.h>

#include <algorithm>
#include <array>

namespace tls::crypto {

#ifndef OPENSSL_NO_RC2

namespace {

class Rc2 final : public BulkCipher {
 public:
  Rc2(BytesView key, BytesView iv, Direction direction)
      : mode_(direction == Direction::encrypt ? RC2_ENCRYPT : RC2_DECRYPT) {
    // The export suites expand their 40 bits to 128 (RFC 2246 6.3.1), and all 128 are effective: what is short is
    // the secret, not RC2's key.
    RC2_set_key(&key_, static_cast<int>(key.size()), key.data(), static_cast<int>(key.size() * 8));
    std::copy_n(iv.begin(), iv_.size(), iv_.begin());
  }
  void transform(std::span<std::uint8_t> data) override {
    RC2_cbc_encrypt(data.data(), data.data(), static_cast<long>(data.size()), &key_, iv_.data(), mode_);
  }

 private:
  int mode_;
  RC2_KEY key_{};
  std::array<std::uint8_t, RC2_BLOCK> iv_{};
};

}  // namespace

BulkCipherPtr make_rc2(BytesView key, BytesView iv, Direction direction) {
  return std::make_unique<Rc2>(key, iv, direction);
}

#else

BulkCipherPtr make_rc2(BytesView, BytesView, Direction) { return nullptr; }

#endif

}  // namespace tls::crypto
