// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/client_share.hpp"

#include "probe/hello/curve_generators.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace probe {
namespace {

using tls::Bytes;
using G = tls::NamedGroup;

constexpr std::size_t kX25519Size = 32;
constexpr std::size_t kX448Size = 56;

/// RFC 7748 section 4: the u-coordinates of the base points, little-endian.
Bytes base_point(std::uint8_t u, std::size_t size) {
  Bytes point(size, 0);
  point.front() = u;
  return point;
}

/// RFC 7919 appendix A: g = 2 in each group; RFC 8446 4.2.8.1: "padded to the left with zeros to the size of p".
Bytes finite_field_generator(std::size_t bits) {
  Bytes value(bits / 8, 0);
  value.back() = 2;
  return value;
}

/// FIPS 203 section 7.2: an encapsulation key is 256 coefficients below q for each of the rank's polynomials, twelve
/// bits each, and a seed. Whoever encapsulates checks that the coefficients are below q, and there is no more to check.
Bytes encapsulation_key(std::size_t rank, const RandomSource& random) {
  constexpr unsigned kQ = 3329;
  constexpr std::size_t kSeedSize = 32;
  Bytes key(rank * 384 + kSeedSize);
  random(key);
  for (std::size_t i = 0; i < rank * 384; i += 3) {
    const unsigned low = (key[i] | (key[i + 1] & 0x0FU) << 8) % kQ;
    const unsigned high = (key[i + 1] >> 4 | static_cast<unsigned>(key[i + 2]) << 4) % kQ;
    key[i] = static_cast<std::uint8_t>(low & 0xFF);
    key[i + 1] = static_cast<std::uint8_t>(low >> 8 | (high & 0x0F) << 4);
    key[i + 2] = static_cast<std::uint8_t>(high >> 4);
  }
  return key;
}

/// draft-ietf-tls-ecdhe-mlkem section 3: both parts, one behind the other; the order is the group's own.
Bytes joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Bytes public_key(G group, const RandomSource& random) {
  switch (group) {
    case G::x25519:
      return base_point(9, kX25519Size);
    case G::x448:
      return base_point(5, kX448Size);
    case G::secp256r1:
    case G::secp384r1:
    case G::secp521r1:
    case G::brainpoolP256r1tls13:
    case G::brainpoolP384r1tls13:
    case G::brainpoolP512r1tls13:
    case G::curveSM2: {
      const auto generator = curve_generator(group);
      return Bytes(generator.begin(), generator.end());
    }
    case G::ffdhe2048:
      return finite_field_generator(2048);
    case G::ffdhe3072:
      return finite_field_generator(3072);
    case G::ffdhe4096:
      return finite_field_generator(4096);
    case G::ffdhe6144:
      return finite_field_generator(6144);
    case G::ffdhe8192:
      return finite_field_generator(8192);
    case G::MLKEM512:
      return encapsulation_key(2, random);
    case G::MLKEM768:
      return encapsulation_key(3, random);
    case G::MLKEM1024:
      return encapsulation_key(4, random);
    case G::X25519MLKEM768:
      return joined(encapsulation_key(3, random), public_key(G::x25519, random));
    case G::SecP256r1MLKEM768:
      return joined(public_key(G::secp256r1, random), encapsulation_key(3, random));
    case G::SecP384r1MLKEM1024:
      return joined(public_key(G::secp384r1, random), encapsulation_key(4, random));
    // RFC 8446 4.2.7 calls the old curves obsolete; TLS 1.3 has its own code points for the Brainpool ones (RFC 8734).
    // The GOST curves (RFC 9367) and the Kyber drafts are not made here.
    case G::sect163k1:
    case G::sect163r1:
    case G::sect163r2:
    case G::sect193r1:
    case G::sect193r2:
    case G::sect233k1:
    case G::sect233r1:
    case G::sect239k1:
    case G::sect283k1:
    case G::sect283r1:
    case G::sect409k1:
    case G::sect409r1:
    case G::sect571k1:
    case G::sect571r1:
    case G::secp160k1:
    case G::secp160r1:
    case G::secp160r2:
    case G::secp192k1:
    case G::secp192r1:
    case G::secp224k1:
    case G::secp224r1:
    case G::secp256k1:
    case G::brainpoolP256r1:
    case G::brainpoolP384r1:
    case G::brainpoolP512r1:
    case G::GC256A:
    case G::GC256B:
    case G::GC256C:
    case G::GC256D:
    case G::GC512A:
    case G::GC512B:
    case G::GC512C:
    case G::X25519Kyber768Draft00:
    case G::SecP256r1Kyber768Draft00:
    case G::arbitrary_explicit_prime_curves:
    case G::arbitrary_explicit_char2_curves:
      break;
  }
  return {};
}

}  // namespace

std::optional<tls::KeyShareEntry> client_share(G group, const RandomSource& random) {
  Bytes key = public_key(group, random);
  if (key.empty()) return std::nullopt;
  return tls::KeyShareEntry{group, std::move(key)};
}

}  // namespace probe
