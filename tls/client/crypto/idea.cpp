// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tls/client/crypto/bulk_ciphers.hpp"

#include <openssl/idea.h>

#include <algorithm>
#include <array>

namespace tls::crypto {

#ifndef OPENSSL_NO_IDEA

namespace {

class Idea final : public BulkCipher {
 public:
  Idea(BytesView key, BytesView iv, Direction direction)
      : mode_(direction == Direction::encrypt ? IDEA_ENCRYPT : IDEA_DECRYPT) {
    IDEA_KEY_SCHEDULE forward{};
    IDEA_set_encrypt_key(key.data(), &forward);
    if (direction == Direction::encrypt) {
      key_ = forward;
    } else {
      IDEA_set_decrypt_key(&forward, &key_);
    }
    std::copy_n(iv.begin(), iv_.size(), iv_.begin());
  }
  void transform(std::span<std::uint8_t> data) override {
    IDEA_cbc_encrypt(data.data(), data.data(), static_cast<long>(data.size()), &key_, iv_.data(), mode_);
  }

 private:
  int mode_;
  IDEA_KEY_SCHEDULE key_{};
  std::array<std::uint8_t, IDEA_BLOCK> iv_{};
};

}  // namespace

BulkCipherPtr make_idea(BytesView key, BytesView iv, Direction direction) {
  return std::make_unique<Idea>(key, iv, direction);
}

#else

BulkCipherPtr make_idea(BytesView, BytesView, Direction) { return nullptr; }

#endif

}  // namespace tls::crypto
