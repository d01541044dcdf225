// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/client_share.hpp"

#include "tests/unit/probe/hello/answered.hpp"

#include <doctest/doctest.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace probe;
using tls::NamedGroup;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Free>;

/// What a server does with a share: reads it into a key of the group, makes a key of its own, and derives a secret.
bool server_takes(const char* algorithm, const char* group, const tls::Bytes& share) {
  const Context generator(EVP_PKEY_CTX_new_from_name(nullptr, algorithm, nullptr));
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_keygen_init(generator.get()) != 1) return false;
  if (group != nullptr && EVP_PKEY_CTX_set_group_name(generator.get(), group) != 1) return false;
  if (EVP_PKEY_generate(generator.get(), &made) != 1) return false;
  const Key own(made);

  const Key peer(EVP_PKEY_new());
  if (EVP_PKEY_copy_parameters(peer.get(), own.get()) != 1) return false;
  if (group == nullptr && EVP_PKEY_set_type_str(peer.get(), algorithm, -1) != 1) return false;
  if (EVP_PKEY_set1_encoded_public_key(peer.get(), share.data(), share.size()) != 1) return false;

  const Context derivation(EVP_PKEY_CTX_new_from_pkey(nullptr, own.get(), nullptr));
  std::size_t size = 0;
  if (EVP_PKEY_derive_init(derivation.get()) != 1) return false;
  // set_peer checks the key, as far as its type can be checked.
  if (EVP_PKEY_derive_set_peer(derivation.get(), peer.get()) != 1) return false;
  if (EVP_PKEY_derive(derivation.get(), nullptr, &size) != 1) return false;
  tls::Bytes secret(size);
  return EVP_PKEY_derive(derivation.get(), secret.data(), &size) == 1;
}

void pseudo_random(std::span<std::uint8_t> octets) {
  std::mt19937 engine(1);
  for (auto& octet : octets) octet = static_cast<std::uint8_t>(engine());
}

/// FIPS 203 algorithm 6, ByteDecode_12: the coefficients in front of the seed.
std::vector<unsigned> coefficients(tls::BytesView key) {
  std::vector<unsigned> values;
  for (std::size_t bit = 0; bit < (key.size() - 32) * 8; bit += 12) {
    unsigned value = 0;
    for (std::size_t i = 0; i < 12; ++i) value |= ((key[(bit + i) / 8] >> (bit + i) % 8) & 1U) << i;
    values.push_back(value);
  }
  return values;
}

}  // namespace

TEST_CASE("libcrypto derives a secret from each classical share") {
  struct Row {
    NamedGroup group;
    const char* algorithm;
    const char* name;
    std::size_t size;
  };
  const std::vector<Row> rows{
      {NamedGroup::x25519, "X25519", nullptr, 32},
      {NamedGroup::x448, "X448", nullptr, 56},
      {NamedGroup::secp256r1, "EC", "prime256v1", 65},
      {NamedGroup::secp384r1, "EC", "secp384r1", 97},
      {NamedGroup::secp521r1, "EC", "secp521r1", 133},
      {NamedGroup::brainpoolP256r1tls13, "EC", "brainpoolP256r1", 65},
      {NamedGroup::brainpoolP384r1tls13, "EC", "brainpoolP384r1", 97},
      {NamedGroup::brainpoolP512r1tls13, "EC", "brainpoolP512r1", 129},
      {NamedGroup::curveSM2, "EC", "SM2", 65},
      {NamedGroup::ffdhe2048, "DH", "ffdhe2048", 256},
      {NamedGroup::ffdhe3072, "DH", "ffdhe3072", 384},
      {NamedGroup::ffdhe4096, "DH", "ffdhe4096", 512},
      {NamedGroup::ffdhe6144, "DH", "ffdhe6144", 768},
      {NamedGroup::ffdhe8192, "DH", "ffdhe8192", 1024},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.group));
    auto share = client_share(row.group, pseudo_random);
    REQUIRE(share);
    CHECK(share->group == row.group);
    CHECK(share->key_exchange.size() == row.size);
    CHECK(server_takes(row.algorithm, row.name, share->key_exchange));
    // And would tell a wrong one.
    if (std::string(row.algorithm) == "EC") {
      share->key_exchange.back() ^= 1;
      CHECK_FALSE(server_takes(row.algorithm, row.name, share->key_exchange));
    }
  }
}

TEST_CASE("FIPS 203 section 7.2: ML-KEM shares have coefficients below q") {
  struct Row {
    NamedGroup group;
    std::size_t start, size, whole;  ///< where the encapsulation key is, and octets of the share
  };
  const std::vector<Row> rows{
      {NamedGroup::MLKEM512, 0, 800, 800},
      {NamedGroup::MLKEM768, 0, 1184, 1184},
      {NamedGroup::MLKEM1024, 0, 1568, 1568},
      // draft-ietf-tls-ecdhe-mlkem section 3: X25519 stands behind, the NIST curves in front.
      {NamedGroup::X25519MLKEM768, 0, 1184, 1216},
      {NamedGroup::SecP256r1MLKEM768, 65, 1184, 1249},
      {NamedGroup::SecP384r1MLKEM1024, 97, 1568, 1665},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.group));
    const auto share = client_share(row.group, pseudo_random);
    REQUIRE(share);
    REQUIRE(share->key_exchange.size() == row.whole);
    const auto values = coefficients(tls::BytesView(share->key_exchange).subspan(row.start, row.size));
    CHECK(values.size() == (row.size - 32) / 384 * 256);
    for (const auto value : values) CHECK(value < 3329);
  }
}

TEST_CASE("groups that TLS 1.3 does not have bring no share") {
  for (const auto group :
       {NamedGroup::secp256k1, NamedGroup::brainpoolP256r1, NamedGroup::sect283r1, NamedGroup{0xFAFA}})
    CHECK_FALSE(client_share(group, pseudo_random));
}
