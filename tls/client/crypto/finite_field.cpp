// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/finite_field.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <algorithm>
#include <utility>

namespace tls::crypto {
namespace {

constexpr std::size_t kMaxSize = kMaxDhBits / 8 + 1;

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

BnPtr power(const BIGNUM& base, const BIGNUM& exponent, const BIGNUM& prime) {
  const BnCtxPtr context(BN_CTX_new());
  BnPtr result(BN_new());
  require(context && result, "libcrypto has no memory");
  require(BN_mod_exp(result.get(), &base, &exponent, &prime, context.get()) == 1, "libcrypto cannot exponentiate");
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

std::optional<KeyShare> make_finite_field_share(BytesView prime, BytesView generator, const RandomSource& random) {
  const ErrorMark mark;
  constexpr int kMinBits = 64;
  if (std::max(prime.size(), generator.size()) > kMaxSize) return std::nullopt;
  const BnPtr p = number(prime);
  const BnPtr g = number(generator);
  const int bits = BN_num_bits(p.get());
  if (bits < kMinBits || bits > static_cast<int>(kMaxDhBits) || BN_is_odd(p.get()) == 0) return std::nullopt;
  if (!is_useful(*g, *p)) return std::nullopt;

  const BnPtr exponent = draw_exponent(*p, random);
  const auto own = power(*g, *exponent, *p);
  return KeyShare{octets(*exponent), octets(*own)};
}

std::optional<Bytes> finite_field_secret(BytesView prime, BytesView private_value, BytesView peer_value) {
  const ErrorMark mark;
  if (peer_value.size() > kMaxSize) return std::nullopt;
  const BnPtr p = number(prime);
  const BnPtr peer = number(peer_value);
  if (!is_useful(*peer, *p)) return std::nullopt;
  // RFC 5246 8.1.2: "Leading bytes of Z that contain all zero bits are stripped before it is used as the
  // pre_master_secret."
  return octets(*power(*peer, *number(private_value), *p));
}

std::optional<SharedSecret> finite_field_exchange(BytesView prime, BytesView generator, BytesView peer_value,
                                                  const RandomSource& random) {
  auto own = make_finite_field_share(prime, generator, random);
  if (!own) return std::nullopt;
  auto secret = finite_field_secret(prime, own->private_value, peer_value);
  if (!secret) return std::nullopt;
  return SharedSecret{std::move(*secret), std::move(own->public_value)};
}

}  // namespace tls::crypto
