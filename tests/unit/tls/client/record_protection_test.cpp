// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/record_protection.hpp"

#include "tests/unit/tls/client/random_octets.hpp"
#include "tls/client/crypto/record_mac.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::CipherSuite;
using tls::CipherSuiteInfo;
using tls::ContentType;
using tls::legacy::KeySchedule;
using tls::legacy::RecordFault;
using tls::legacy::RecordKeys;
using tls::legacy::RecordOpener;
using tls::legacy::RecordProtection;
using tls::legacy::RecordSealer;
using V = tls::ProtocolVersion;
using S = tls::CipherSuite;

constexpr auto kData = ContentType::application_data;

RecordKeys keys_of(V version, const CipherSuiteInfo& suite) {
  return KeySchedule(version, suite, {}, {}).traffic_keys(Bytes(48, 1)).client;
}

std::vector<tls::Record> cut(const Bytes& octets) {
  tls::RecordReader reader;
  reader.feed(octets);
  std::vector<tls::Record> records;
  while (auto record = reader.next().value()) records.push_back(std::move(*record));
  CHECK(reader.pending().empty());
  return records;
}

TEST_CASE("what is sealed opens again, in every suite and version") {
  std::size_t cells = 0;
  for (const V version : {V::SSLv3, V::TLSv1_0, V::TLSv1_1, V::TLSv1_2}) {
    for (const auto& suite : tls::cipher_suites()) {
      if (!suite.versions.contains(version) || !RecordProtection::carries(suite)) continue;
      CAPTURE(suite.name);
      CAPTURE(to_string(version));
      const RecordKeys keys = keys_of(version, suite);
      RecordSealer sealer(version, suite, keys, tls::test::repeatable_random());
      RecordOpener opener(version, suite, keys);
      for (const std::size_t size : {0U, 1U, 2U, 11U, 12U, 13U, 31U, 32U, 33U, 16'384U, 16'385U, 40'000U}) {
        const Bytes content(size, 0xA5);
        Bytes opened;
        for (const auto& record : cut(sealer.seal(kData, content))) {
          const auto part = opener.open(record.type, record.fragment);
          REQUIRE_FALSE(part.fault);
          opened.insert(opened.end(), part.content.begin(), part.content.end());
        }
        REQUIRE(opened == content);
      }
      ++cells;
    }
  }
  CHECK(cells > 500);
}

TEST_CASE("a record changed in any octet, or moved, does not open") {
  for (const V version : {V::SSLv3, V::TLSv1_0, V::TLSv1_1, V::TLSv1_2}) {
    for (const S code : {S::TLS_RSA_WITH_NULL_MD5, S::TLS_RSA_WITH_RC4_128_SHA, S::TLS_RSA_WITH_AES_128_CBC_SHA,
                         S::TLS_RSA_WITH_AES_128_GCM_SHA256, S::TLS_RSA_WITH_AES_128_CCM_8,
                         S::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256}) {
      if (!tls::find_cipher_suite(code)->versions.contains(version)) continue;
      CAPTURE(to_string(version));
      CAPTURE(to_string(code));
      const auto& suite = *tls::find_cipher_suite(code);
      const RecordKeys keys = keys_of(version, suite);
      RecordSealer sealer(version, suite, keys, tls::test::repeatable_random());
      // With 12 octets of content and a MAC of 20 the padding fills a whole block of AES.
      const Bytes content(12, 0x5A);
      const Bytes fragment = cut(sealer.seal(ContentType::handshake, content)).front().fragment;
      for (std::size_t at = 0; at < fragment.size(); ++at) {
        CAPTURE(at);
        Bytes changed = fragment;
        changed[at] ^= 0x01;
        CHECK(RecordOpener(version, suite, keys).open(ContentType::handshake, changed).fault);
      }
      CHECK(RecordOpener(version, suite, keys).open(kData, fragment).fault == RecordFault::bad_mac);
      RecordOpener twice(version, suite, keys);
      CHECK_FALSE(twice.open(ContentType::handshake, fragment).fault);
      CHECK(twice.open(ContentType::handshake, fragment).fault);
    }
  }
}

/// One record that holds exactly `plaintext`, MAC and padding included.
Bytes encrypt(const CipherSuiteInfo& suite, const RecordKeys& keys, Bytes plaintext) {
  tls::crypto::make_bulk_cipher(suite.cipher, keys.key, keys.iv, tls::crypto::Direction::encrypt)->transform(plaintext);
  return plaintext;
}

TEST_CASE("padding") {
  const auto& suite = *tls::find_cipher_suite(S::TLS_RSA_WITH_3DES_EDE_CBC_SHA);
  struct Row {
    std::string name;
    V version;
    Bytes padding;
    std::optional<RecordFault> fault;
  };
  // The content has 3 octets and the MAC 20: one octet is missing to three blocks of 8.
  const Row rows[] = {
      {"TLS, the shortest", V::TLSv1_0, {0}, std::nullopt},
      {"TLS, a block more", V::TLSv1_0, Bytes(9, 8), std::nullopt},
      {"TLS, the longest", V::TLSv1_0, Bytes(249, 248), std::nullopt},
      {"TLS, not all the same", V::TLSv1_0, {8, 8, 8, 8, 7, 8, 8, 8, 8}, RecordFault::bad_padding},
      {"TLS, into the MAC", V::TLSv1_0, {1}, RecordFault::bad_padding},
      {"TLS, beyond the record", V::TLSv1_0, {255}, RecordFault::bad_padding},
      {"SSL 3.0, the shortest", V::SSLv3, {0}, std::nullopt},
      {"SSL 3.0, more than a block", V::SSLv3, Bytes(9, 8), RecordFault::bad_padding},
      {"SSL 3.0, into the MAC", V::SSLv3, {3}, RecordFault::bad_mac},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const RecordKeys keys = keys_of(row.version, suite);
    const Bytes content{1, 2, 3};
    const Bytes mac = tls::crypto::record_mac(row.version, tls::crypto::Hash::sha1, keys.mac, {0, kData, content});
    const Bytes fragment = encrypt(suite, keys, tls::crypto::concatenate({content, mac, row.padding}));
    const auto opened = RecordOpener(row.version, suite, keys).open(kData, fragment);
    CHECK(opened.fault == row.fault);
    if (!row.fault) CHECK(opened.content == content);
  }
}

TEST_CASE("SSL 3.0 does not look into its padding") {
  const auto& suite = *tls::find_cipher_suite(S::TLS_RSA_WITH_3DES_EDE_CBC_SHA);
  const RecordKeys keys = keys_of(V::SSLv3, suite);
  const Bytes content{1, 2};
  const Bytes mac = tls::crypto::record_mac(V::SSLv3, tls::crypto::Hash::sha1, keys.mac, {0, kData, content});
  const Bytes fragment = encrypt(suite, keys, tls::crypto::concatenate({content, mac, Bytes{0x77, 1}}));
  CHECK(RecordOpener(V::SSLv3, suite, keys).open(kData, fragment).content == content);
}

TEST_CASE("lengths that suit no cipher") {
  struct Row {
    std::string name;
    V version;
    S suite;
    std::size_t size;
  };
  const Row rows[] = {
      {"shorter than the MAC", V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_SHA, 19},
      {"empty", V::TLSv1_0, S::TLS_RSA_WITH_AES_128_CBC_SHA, 0},
      {"no whole blocks", V::TLSv1_0, S::TLS_RSA_WITH_AES_128_CBC_SHA, 33},
      {"an IV and nothing", V::TLSv1_1, S::TLS_RSA_WITH_AES_128_CBC_SHA, 16},
      {"an IV and a block", V::TLSv1_1, S::TLS_RSA_WITH_AES_128_CBC_SHA, 32},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto& suite = *tls::find_cipher_suite(row.suite);
    RecordOpener opener(row.version, suite, keys_of(row.version, suite));
    CHECK(opener.open(kData, Bytes(row.size)).fault == RecordFault::bad_length);
  }
}

TEST_CASE("more than 2^14 octets of content are too many, though the MAC is right") {
  const auto& suite = *tls::find_cipher_suite(S::TLS_RSA_WITH_NULL_SHA);
  const RecordKeys keys = keys_of(V::TLSv1_0, suite);
  for (const std::size_t size : {std::size_t{16'384}, std::size_t{16'385}}) {
    const Bytes content(size, 1);
    const Bytes mac = tls::crypto::record_mac(V::TLSv1_0, tls::crypto::Hash::sha1, keys.mac, {0, kData, content});
    const auto opened = RecordOpener(V::TLSv1_0, suite, keys).open(kData, tls::crypto::concatenate({content, mac}));
    CHECK(opened.fault == (size > 16'384 ? std::optional(RecordFault::too_long) : std::nullopt));
  }
}

TEST_CASE("application data is split after its first octet where BEAST would bite") {
  struct Row {
    V version;
    S suite;
    ContentType type;
    std::size_t records;
  };
  const Row rows[] = {
      {V::SSLv3, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA, kData, 2},
      {V::TLSv1_0, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA, kData, 2},
      {V::TLSv1_0, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA, ContentType::handshake, 1},
      {V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_SHA, kData, 1},
      {V::TLSv1_1, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA, kData, 1},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    CAPTURE(to_string(row.suite));
    const auto& suite = *tls::find_cipher_suite(row.suite);
    RecordSealer sealer(row.version, suite, keys_of(row.version, suite), tls::test::repeatable_random());
    CHECK(cut(sealer.seal(row.type, Bytes(100))).size() == row.records);
  }
}

TEST_CASE("a suite that is no such thing is a bug") {
  const auto& suite = *tls::find_cipher_suite(S::TLS_RSA_WITH_CAMELLIA_128_GCM_SHA256);
  CHECK_THROWS_AS(RecordOpener(V::TLSv1_2, suite, {}), std::invalid_argument);
}

}  // namespace
