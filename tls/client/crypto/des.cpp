// SPDX-License-Identifier: Apache-2.0
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tls/client/crypto/bulk_ciphers.hpp"

#include <openssl/des.h>

#include <algorithm>
#include <array>

namespace tls::crypto {

#ifndef OPENSSL_NO_DES

namespace {

int mode(Direction direction) { return direction == Direction::encrypt ? DES_ENCRYPT : DES_DECRYPT; }

/// "Unchecked": the parity bits of a key that a PRF made mean nothing, and weak keys are as good as others here.
DES_key_schedule schedule(BytesView key) {
  DES_cblock block;
  std::copy_n(key.begin(), sizeof block, block);
  DES_key_schedule result;
  DES_set_key_unchecked(&block, &result);
  return result;
}

class Des final : public BulkCipher {
 public:
  Des(BytesView key, BytesView iv, Direction direction) : mode_(mode(direction)), key_(schedule(key)) {
    std::copy_n(iv.begin(), sizeof iv_, iv_);
  }
  void transform(std::span<std::uint8_t> data) override {
    DES_ncbc_encrypt(data.data(), data.data(), static_cast<long>(data.size()), &key_, &iv_, mode_);
  }

 private:
  int mode_;
  DES_key_schedule key_;
  DES_cblock iv_;
};

class TripleDes final : public BulkCipher {
 public:
  TripleDes(BytesView key, BytesView iv, Direction direction)
      : mode_(mode(direction)), keys_{schedule(key.first(8)), schedule(key.subspan(8, 8)), schedule(key.last(8))} {
    std::copy_n(iv.begin(), sizeof iv_, iv_);
  }
  void transform(std::span<std::uint8_t> data) override {
    DES_ede3_cbc_encrypt(data.data(), data.data(), static_cast<long>(data.size()), &keys_[0], &keys_[1], &keys_[2],
                         &iv_, mode_);
  }

 private:
  int mode_;
  std::array<DES_key_schedule, 3> keys_;
  DES_cblock iv_;
};

}  // namespace

BulkCipherPtr make_des(BytesView key, BytesView iv, Direction direction) {
  return std::make_unique<Des>(key, iv, direction);
}
BulkCipherPtr make_des3(BytesView key, BytesView iv, Direction direction) {
  return std::make_unique<TripleDes>(key, iv, direction);
}

#else

BulkCipherPtr make_des(BytesView, BytesView, Direction) { return nullptr; }
BulkCipherPtr make_des3(BytesView, BytesView, Direction) { return nullptr; }

#endif

}  // namespace tls::crypto
