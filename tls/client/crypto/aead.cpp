// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/aead.hpp"

#include "tls/client/crypto/bulk_cipher.hpp"
#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <stdexcept>
#include <string>

namespace tls::crypto {
namespace {

const EVP_CIPHER* method_of(const CipherSuiteInfo& suite) {
  if (suite.cipher == Cipher::chacha20_poly1305) return EVP_get_cipherbyname("ChaCha20-Poly1305");
  std::string name = suite.cipher == Cipher::aria ? "ARIA-" : suite.cipher == Cipher::camellia ? "CAMELLIA-" : "AES-";
  name += std::to_string(suite.key_bits);
  name += suite.mode == CipherMode::gcm ? "-GCM" : "-CCM";
  return EVP_get_cipherbyname(name.c_str());
}

int length_of(BytesView octets) { return static_cast<int>(octets.size()); }

/// libcrypto takes a null pointer for another question than that of no octets.
const unsigned char* data_of(BytesView octets) {
  static constexpr unsigned char kNone = 0;
  return octets.empty() ? &kNone : octets.data();
}

/// A cipher that is ready for its text. CCM wants to know sizes, and the tag that is to come out, before everything
/// else.
class Operation {
 public:
  Operation(const EVP_CIPHER* method, BytesView key, Direction direction)
      : context_(EVP_CIPHER_CTX_new()), key_(key), is_ccm_(EVP_CIPHER_get_mode(method) == EVP_CIPH_CCM_MODE) {
    require(context_ && EVP_CipherInit_ex(context_.get(), method, nullptr, nullptr, nullptr,
                                          direction == Direction::encrypt ? 1 : 0) == 1,
            "libcrypto has no such cipher");
  }

  void expect_tag(std::size_t size, const std::uint8_t* tag) {
    if (tag == nullptr && !is_ccm_) return;
    require(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(size),
                                const_cast<std::uint8_t*>(tag)) == 1,
            "libcrypto's AEAD does not take the tag");
  }

  void start(BytesView nonce, BytesView additional_data, std::size_t text_size) {
    int size = 0;
    require(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_IVLEN, length_of(nonce), nullptr) == 1 &&
                EVP_CipherInit_ex(context_.get(), nullptr, nullptr, key_.data(), nonce.data(), -1) == 1,
            "libcrypto's AEAD does not take key and nonce");
    if (is_ccm_) {
      require(EVP_CipherUpdate(context_.get(), nullptr, &size, nullptr, static_cast<int>(text_size)) == 1,
              "libcrypto's CCM does not take the length");
    }
    require(EVP_CipherUpdate(context_.get(), nullptr, &size, data_of(additional_data), length_of(additional_data)) == 1,
            "libcrypto's AEAD does not take additional data");
  }

  /// Whether all went well: when decrypting, the tag fits.
  bool transform(BytesView from, Bytes& to) {
    int size = 0;
    std::uint8_t none = 0;
    std::uint8_t* const out = to.empty() ? &none : to.data();
    if (EVP_CipherUpdate(context_.get(), out, &size, data_of(from), length_of(from)) != 1) return false;
    // CCM judges at once, and has nothing left to say.
    return is_ccm_ || EVP_CipherFinal_ex(context_.get(), out + size, &size) == 1;
  }

  void take_tag(std::uint8_t* tag, std::size_t size) {
    require(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(size), tag) == 1,
            "libcrypto's AEAD has no tag");
  }

 private:
  CipherCtxPtr context_;
  BytesView key_;
  bool is_ccm_;
};

}  // namespace

std::optional<AeadSizes> aead_sizes(const CipherSuiteInfo& suite) {
  const std::size_t key = suite.key_bits / 8U;
  switch (suite.mode) {
    case CipherMode::gcm:
    case CipherMode::ccm:
      return AeadSizes{key, 4, 8, 16};
    case CipherMode::ccm_8:
      return AeadSizes{key, 4, 8, 8};
    case CipherMode::aead:
      // The suites that were never registered have the nonce of draft-agl-tls-chacha20poly1305, not RFC 7905's.
      if (suite.cipher != Cipher::chacha20_poly1305 || suite.origin != SuiteOrigin::iana) return std::nullopt;
      return AeadSizes{key, 12, 0, 16};
    case CipherMode::none:
    case CipherMode::stream:
    case CipherMode::cbc:
    case CipherMode::ctr:
    case CipherMode::cfb:
      return std::nullopt;
  }
  return std::nullopt;
}

bool has_aead(const CipherSuiteInfo& suite) {
  const ErrorMark mark;
  const bool known = suite.cipher == Cipher::aes || suite.cipher == Cipher::aria || suite.cipher == Cipher::camellia ||
                     suite.cipher == Cipher::chacha20_poly1305;
  return known && aead_sizes(suite) && method_of(suite) != nullptr;
}

Aead::Aead(const CipherSuiteInfo& suite, BytesView key) : method_(nullptr), key_(key.begin(), key.end()), tag_size_(0) {
  if (!has_aead(suite) || key.size() != aead_sizes(suite)->key) {
    throw std::invalid_argument("tls::crypto::Aead: no such AEAD, or a key of another size");
  }
  method_ = method_of(suite);
  tag_size_ = aead_sizes(suite)->tag;
}

Bytes Aead::seal(BytesView nonce, BytesView additional_data, BytesView content) const {
  const ErrorMark mark;
  Operation operation(method_, key_, Direction::encrypt);
  operation.expect_tag(tag_size_, nullptr);
  operation.start(nonce, additional_data, content.size());
  Bytes sealed(content.size());
  require(operation.transform(content, sealed), "libcrypto's AEAD failed");
  sealed.resize(content.size() + tag_size_);
  operation.take_tag(sealed.data() + content.size(), tag_size_);
  return sealed;
}

std::optional<Bytes> Aead::open(BytesView nonce, BytesView additional_data, BytesView sealed) const {
  const ErrorMark mark;
  if (sealed.size() < tag_size_) return std::nullopt;
  const BytesView ciphertext = sealed.first(sealed.size() - tag_size_);
  Operation operation(method_, key_, Direction::decrypt);
  operation.expect_tag(tag_size_, sealed.last(tag_size_).data());
  operation.start(nonce, additional_data, ciphertext.size());
  Bytes content(ciphertext.size());
  if (!operation.transform(ciphertext, content)) return std::nullopt;
  return content;
}

}  // namespace tls::crypto
