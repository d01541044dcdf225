// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/public_key.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/error_mark.hpp"

#include <openssl/core_names.h>
#include <openssl/dh.h>
#include <openssl/dsa.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <array>
#include <limits>
#include <string>
#include <utility>

namespace tls::crypto {
namespace {

using ParamBuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, OpenSslDeleter<&OSSL_PARAM_BLD_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, OpenSslDeleter<&OSSL_PARAM_free>>;

std::optional<Bytes> number_param(const EVP_PKEY& key, const char* name) {
  BIGNUM* value = nullptr;
  if (EVP_PKEY_get_bn_param(&key, name, &value) != 1) return std::nullopt;
  const BnPtr owner(value);
  Bytes result(static_cast<std::size_t>(BN_num_bytes(value)));
  BN_bn2bin(value, result.data());
  return result;
}

/// EM = 0x00 || 0x02 || PS || 0x00 || M, with PS at least eight octets, none of them zero.
Bytes pkcs1_block(BytesView message, std::size_t size, const RandomSource& random) {
  Bytes block(size - message.size() - 1);
  random(block);
  for (std::uint8_t& octet : block) {
    while (octet == 0) random({&octet, 1});
  }
  block[0] = 0;
  block[1] = 2;
  block.push_back(0);
  block.insert(block.end(), message.begin(), message.end());
  return block;
}

}  // namespace

PkeyPtr certificate_key(BytesView der) {
  const ErrorMark mark;
  const unsigned char* position = der.data();
  const X509Ptr certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
  return PkeyPtr(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
}

PkeyPtr rsa_key(BytesView modulus, BytesView exponent) {
  const ErrorMark mark;
  const BnPtr n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
  const BnPtr e(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr));
  const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  require(n && e && builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
              OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
          "libcrypto has no memory");
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  const PkeyCtxPtr context(EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return PkeyPtr(key);
}

bool is_rsa(const EVP_PKEY& key) { return EVP_PKEY_get_base_id(&key) == EVP_PKEY_RSA; }

std::size_t key_bits(const EVP_PKEY& key) {
  const int bits = EVP_PKEY_get_bits(&key);
  return bits > 0 ? static_cast<std::size_t>(bits) : 0;
}

std::size_t most_bits(const EVP_PKEY& key) {
  switch (EVP_PKEY_get_base_id(&key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return OPENSSL_RSA_MAX_MODULUS_BITS;
    case EVP_PKEY_DSA:
      return OPENSSL_DSA_MAX_MODULUS_BITS;
    case EVP_PKEY_DH:
    case EVP_PKEY_DHX:
      return OPENSSL_DH_MAX_MODULUS_BITS;
    default:  // an open set of numbers
      return std::numeric_limits<std::size_t>::max();
  }
}

std::optional<Bytes> rsa_encrypt(EVP_PKEY& key, BytesView message, const RandomSource& random) {
  const ErrorMark mark;
  constexpr std::size_t kOverhead = 11;
  if (!is_rsa(key)) return std::nullopt;
  const std::size_t size = (key_bits(key) + 7) / 8;
  if (size < message.size() + kOverhead) return std::nullopt;
  const PkeyCtxPtr context(EVP_PKEY_CTX_new(&key, nullptr));
  require(context && EVP_PKEY_encrypt_init(context.get()) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1,
          "libcrypto cannot encrypt with RSA");
  const Bytes block = pkcs1_block(message, size, random);
  Bytes result(size);
  std::size_t written = size;
  if (EVP_PKEY_encrypt(context.get(), result.data(), &written, block.data(), block.size()) != 1) return std::nullopt;
  return result;
}

std::optional<Bytes> rsa_decrypt_raw(EVP_PKEY& key, BytesView ciphertext) {
  const ErrorMark mark;
  const std::size_t size = (key_bits(key) + 7) / 8;
  if (!is_rsa(key) || ciphertext.size() != size) return std::nullopt;
  const PkeyCtxPtr context(EVP_PKEY_CTX_new(&key, nullptr));
  require(context && EVP_PKEY_decrypt_init(context.get()) == 1 &&
              EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1,
          "libcrypto cannot decrypt with RSA");
  Bytes result(size);
  std::size_t written = size;
  if (EVP_PKEY_decrypt(context.get(), result.data(), &written, ciphertext.data(), ciphertext.size()) != 1 ||
      written != size) {
    return std::nullopt;
  }
  return result;
}

std::optional<RsaNumbers> rsa_numbers(const EVP_PKEY& key) {
  const ErrorMark mark;
  if (!is_rsa(key)) return std::nullopt;
  auto modulus = number_param(key, OSSL_PKEY_PARAM_RSA_N);
  auto exponent = number_param(key, OSSL_PKEY_PARAM_RSA_E);
  if (!modulus || !exponent) return std::nullopt;
  return RsaNumbers{std::move(*modulus), std::move(*exponent)};
}

std::optional<CurvePoint> curve_point(const EVP_PKEY& key) {
  const ErrorMark mark;
  if (EVP_PKEY_get_base_id(&key) != EVP_PKEY_EC) return std::nullopt;
  std::array<char, 64> name{};
  if (EVP_PKEY_get_group_name(&key, name.data(), name.size(), nullptr) != 1) return std::nullopt;
  const std::optional<NamedGroup> group = curve_named(name.data());
  if (!group) return std::nullopt;
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(&key, OSSL_PKEY_PARAM_PUB_KEY, nullptr, 0, &size) != 1) return std::nullopt;
  Bytes point(size);
  if (EVP_PKEY_get_octet_string_param(&key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), size, &size) != 1) {
    return std::nullopt;
  }
  return CurvePoint{*group, point};
}

std::optional<FiniteFieldKey> finite_field_key(const EVP_PKEY& key) {
  const ErrorMark mark;
  const int kind = EVP_PKEY_get_base_id(&key);
  if (kind != EVP_PKEY_DH && kind != EVP_PKEY_DHX) return std::nullopt;
  const auto prime = number_param(key, OSSL_PKEY_PARAM_FFC_P);
  const auto generator = number_param(key, OSSL_PKEY_PARAM_FFC_G);
  const auto value = number_param(key, OSSL_PKEY_PARAM_PUB_KEY);
  if (!prime || !generator || !value) return std::nullopt;
  return FiniteFieldKey{*prime, *generator, *value};
}

}  // namespace tls::crypto
