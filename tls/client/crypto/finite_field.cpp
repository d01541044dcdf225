// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/finite_field.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <algorithm>

namespace tls::crypto {
namespace {

BnPtr number(BytesView octets) {
  BnPtr result(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr));
  require(result != nullptr, "libcrypto has no memory");
  return result;
}

Bytes octets(const BIGNUM& value) {
  Bytes result(static_cast<std::size_t>(BN_num_bytes(&value)));
  BN_bn2bin(&value, result.data());
  return result;
}

/// 0, 1 and p - 1 generate nothing (RFC 7919 section 5.1), and what is not below p is none of its elements.
bool is_useful(const BIGNUM& value, const BIGNUM& prime) {
  const BnPtr last(BN_dup(&prime));
  require(last && BN_sub_word(last.get(), 1) == 1, "libcrypto has no memory");
  return BN_is_zero(&value) == 0 && BN_is_one(&value) == 0 && BN_cmp(&value, last.get()) < 0;
}

/// 256 bits are enough against any prime of today, and keep a prime of ten thousand bits affordable; the export
/// suites' primes are smaller than that and get an exponent of their own size.
BnPtr draw_exponent(const BIGNUM& prime, const RandomSource& random) {
  constexpr std::size_t kExponentSize = 32;
  Bytes drawn(std::min(kExponentSize, static_cast<std::size_t>(BN_num_bytes(&prime)) - 1));
  random(drawn);
  drawn.front() |= 0x80;
  return number(drawn);
}

}  // namespace

std::optional<SharedSecret> finite_field_exchange(BytesView prime, BytesView generator, BytesView peer_value,
                                                  const RandomSource& random) {
  constexpr int kMinBits = 64;
  constexpr std::size_t kMaxSize = kMaxDhBits / 8 + 1;
  if (std::max({prime.size(), generator.size(), peer_value.size()}) > kMaxSize) return std::nullopt;
  const BnPtr p = number(prime);
  const BnPtr g = number(generator);
  const BnPtr peer = number(peer_value);
  const int bits = BN_num_bits(p.get());
  if (bits < kMinBits || bits > static_cast<int>(kMaxDhBits) || BN_is_odd(p.get()) == 0) return std::nullopt;
  if (!is_useful(*g, *p) || !is_useful(*peer, *p)) return std::nullopt;

  const BnCtxPtr context(BN_CTX_new());
  const BnPtr exponent = draw_exponent(*p, random);
  const BnPtr own(BN_new());
  const BnPtr secret(BN_new());
  require(context && own && secret, "libcrypto has no memory");
  require(BN_mod_exp(own.get(), g.get(), exponent.get(), p.get(), context.get()) == 1 &&
              BN_mod_exp(secret.get(), peer.get(), exponent.get(), p.get(), context.get()) == 1,
          "libcrypto cannot exponentiate");
  // RFC 5246 8.1.2: "Leading bytes of Z that contain all zero bits are stripped before it is used as the
  // pre_master_secret."
  return SharedSecret{octets(*secret), octets(*own)};
}

}  // namespace tls::crypto
