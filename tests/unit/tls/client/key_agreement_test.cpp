// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/random_octets.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/finite_field.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace {

using tls::Bytes;
using tls::NamedGroup;
using tls::crypto::curve_exchange;
using tls::crypto::finite_field_exchange;
using tls::test::fixed_random;
using tls::test::from_hex;
using tls::test::repeatable_random;

using tls::crypto::PkeyCtxPtr;
using tls::crypto::PkeyPtr;

/// libcrypto's own key on that curve.
PkeyPtr curve_key(NamedGroup group) {
  if (group == NamedGroup::x25519) return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  if (group == NamedGroup::x448) return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "X448"));
  std::string name = to_string(group);
  if (group == NamedGroup::secp192r1) name = "prime192v1";
  if (group == NamedGroup::secp256r1) name = "prime256v1";
  return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", name.c_str()));
}

Bytes encoded_point(EVP_PKEY& key) {
  unsigned char* point = nullptr;
  const std::size_t size = EVP_PKEY_get1_encoded_public_key(&key, &point);
  Bytes result(point, point + size);
  OPENSSL_free(point);
  return result;
}

/// The secret that libcrypto derives from its key and our public value.
Bytes derive(EVP_PKEY& key, const Bytes& point) {
  const PkeyPtr peer(EVP_PKEY_new());
  EVP_PKEY_copy_parameters(peer.get(), &key);
  const PkeyCtxPtr context(EVP_PKEY_CTX_new(&key, nullptr));
  std::size_t size = 0;
  if (EVP_PKEY_set1_encoded_public_key(peer.get(), point.data(), point.size()) != 1 ||
      EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
      EVP_PKEY_derive(context.get(), nullptr, &size) != 1) {
    return {};
  }
  Bytes secret(size);
  EVP_PKEY_derive(context.get(), secret.data(), &size);
  return secret;
}

TEST_CASE("curves agree on what was published") {
  struct Row {
    std::string name;
    NamedGroup group;
    const char* random;  ///< what makes the private key: for NIST's curves one less, behind eight zeros
    const char *peer, *own, *secret;
  };
  const Row rows[] = {
      {"x25519, RFC 7748 6.1", NamedGroup::x25519, "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
       "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
       "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
       "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"},
      {"x448, RFC 7748 6.2", NamedGroup::x448,
       "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726"
       "b",
       "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf3360"
       "9",
       "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa"
       "0",
       "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879"
       "d"},
      {"P-256, RFC 5903 8.1", NamedGroup::secp256r1,
       "0000000000000000c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1432",
       "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d6aac23f046ada30"
       "f"
       "8353e74f33039872ab",
       "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c37725811805271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5"
       "f"
       "58389e0577b8990bb3",
       "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto shared = curve_exchange(row.group, from_hex(row.peer), fixed_random(from_hex(row.random)));
    REQUIRE(shared);
    CHECK(shared->public_value == from_hex(row.own));
    CHECK(shared->secret == from_hex(row.secret));
  }
}

TEST_CASE("on every supported curve both sides agree") {
  const auto& curves = tls::crypto::supported_curves();
  for (const auto must : {NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1, NamedGroup::secp521r1}) {
    CHECK(std::ranges::count(curves, must) == 1);
  }
  for (const auto group : curves) {
    CAPTURE(to_string(group));
    const PkeyPtr peer = curve_key(group);
    REQUIRE(peer);
    const auto ours = curve_exchange(group, encoded_point(*peer), repeatable_random());
    REQUIRE(ours);
    CHECK(derive(*peer, ours->public_value) == ours->secret);
  }
}

TEST_CASE("points that are none make no exchange") {
  struct Row {
    std::string name;
    NamedGroup group;
    Bytes point;
  };
  const Row rows[] = {
      {"empty", NamedGroup::secp256r1, {}},
      {"infinity", NamedGroup::secp256r1, {0}},
      {"not on the curve", NamedGroup::secp256r1, Bytes(65, 4)},
      {"too short", NamedGroup::secp256r1, Bytes(64, 4)},
      {"x25519 too short", NamedGroup::x25519, Bytes(31, 9)},
      {"x25519 too long", NamedGroup::x25519, Bytes(33, 9)},
      {"x25519 of small order", NamedGroup::x25519, Bytes(32, 0)},
      {"x448 of small order", NamedGroup::x448, Bytes(56, 0)},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK_FALSE(curve_exchange(row.group, row.point, repeatable_random()));
  }
  CHECK_THROWS_AS(static_cast<void>(curve_exchange(NamedGroup::ffdhe2048, {}, repeatable_random())),
                  std::invalid_argument);
}

// 2^127 - 1 is prime; the rest is Python's pow(): pow(3, e, 2**127 - 1).
TEST_CASE("a finite field agrees with Python's") {
  const Bytes prime = from_hex("7fffffffffffffffffffffffffffffff");
  // e = 0x80 and fourteen zeros; the peer's secret is 5.
  const auto shared = finite_field_exchange(prime, Bytes{3}, Bytes{0xF3}, fixed_random({}));
  REQUIRE(shared);
  CHECK(shared->public_value == from_hex("053f6fa307ac91a76b26eedccbfe41c4"));
  CHECK(shared->secret == from_hex("7696fb7ade8197f670e191f2ab9298a6"));
}

TEST_CASE("numbers that make no Diffie-Hellman exchange are refused") {
  const Bytes prime = from_hex("7fffffffffffffffffffffffffffffff");
  const Bytes last = from_hex("7ffffffffffffffffffffffffffffffe");
  const Bytes huge(tls::crypto::kMaxDhBits / 8 + 1, 0xFF);
  struct Row {
    std::string name;
    Bytes prime, generator, value;
  };
  const Row rows[] = {
      {"no prime", {}, {2}, {5}},
      {"even prime", last, {2}, {5}},
      {"tiny prime", {23}, {2}, {5}},
      {"prime beyond the bound", huge, {2}, {5}},
      {"generator 0", prime, {0}, {5}},
      {"generator 1", prime, {1}, {5}},
      {"generator p - 1", prime, last, {5}},
      {"value 0", prime, {2}, {0}},
      {"value 1", prime, {2}, {1}},
      {"value p - 1", prime, {2}, last},
      {"value p", prime, {2}, prime},
      {"value beyond the bound", prime, {2}, Bytes(70'000, 1)},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK_FALSE(finite_field_exchange(row.prime, row.generator, row.value, repeatable_random()));
  }
  CHECK(finite_field_exchange(prime, Bytes{2}, Bytes{5}, repeatable_random()));
}

}  // namespace
