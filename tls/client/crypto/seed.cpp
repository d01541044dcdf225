// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tls/client/crypto/bulk_ciphers.hpp"

#include <openssl/seed.h>

#include <algorithm>
#include <array>

namespace tls::crypto {

#ifndef OPENSSL_NO_SEED

namespace {

class Seed final : public BulkCipher {
 public:
  Seed(BytesView key, BytesView iv, Direction direction) : encrypt_(direction == Direction::encrypt ? 1 : 0) {
    SEED_set_key(key.data(), &key_);
    std::copy_n(iv.begin(), iv_.size(), iv_.begin());
  }
  void transform(std::span<std::uint8_t> data) override {
    SEED_cbc_encrypt(data.data(), data.data(), data.size(), &key_, iv_.data(), encrypt_);
  }

 private:
  int encrypt_;
  SEED_KEY_SCHEDULE key_{};
  std::array<std::uint8_t, SEED_BLOCK_SIZE> iv_{};
};

}  // namespace

BulkCipherPtr make_seed(BytesView key, BytesView iv, Direction direction) {
  return std::make_unique<Seed>(key, iv, direction);
}

#else

BulkCipherPtr make_seed(BytesView, BytesView, Direction) { return nullptr; }

#endif

}  // namespace tls::crypto
