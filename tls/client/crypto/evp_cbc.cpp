// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/bulk_ciphers.hpp"
#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <string>

namespace tls::crypto {
namespace {

class EvpCbc final : public BulkCipher {
 public:
  explicit EvpCbc(CipherCtxPtr context) : context_(std::move(context)) {}
  void transform(std::span<std::uint8_t> data) override {
    int size = 0;
    require(EVP_CipherUpdate(context_.get(), data.data(), &size, data.data(), static_cast<int>(data.size())) == 1 &&
                static_cast<std::size_t>(size) == data.size(),
            "libcrypto's block cipher failed");
  }

 private:
  CipherCtxPtr context_;
};

std::string family(Cipher cipher) {
  if (cipher == Cipher::camellia) return "CAMELLIA";
  return cipher == Cipher::aria ? "ARIA" : "AES";
}

}  // namespace

BulkCipherPtr make_evp_cbc(Cipher cipher, BytesView key, BytesView iv, Direction direction) {
  const ErrorMark mark;
  const std::string name = family(cipher) + "-" + std::to_string(key.size() * 8) + "-CBC";
  const EVP_CIPHER* const method = EVP_get_cipherbyname(name.c_str());
  CipherCtxPtr context(EVP_CIPHER_CTX_new());
  if (method == nullptr || !context) return nullptr;
  if (EVP_CipherInit_ex(context.get(), method, nullptr, key.data(), iv.data(),
                        direction == Direction::encrypt ? 1 : 0) != 1) {
    return nullptr;
  }
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  return std::make_unique<EvpCbc>(std::move(context));
}

}  // namespace tls::crypto
