// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/hash.hpp"

#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::crypto::Hash;
using tls::test::from_hex;
using tls::test::octets;

// RFC 1321 A.5 and FIPS 180-4's examples: "abc".
TEST_CASE("the hashes hash") {
  struct Row {
    std::string name;
    Hash hash;
    const char* digest;
  };
  const Row rows[] = {
      {"MD5", Hash::md5, "900150983cd24fb0d6963f7d28e17f72"},
      {"SHA-1", Hash::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
      {"SHA-224", Hash::sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
      {"SHA-256", Hash::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"SHA-384", Hash::sha384,
       "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
      {"SHA-512", Hash::sha512,
       "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
       "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(digest(row.hash, {octets("a"), octets("bc")}) == from_hex(row.digest));
    CHECK(hash_size(row.hash) == from_hex(row.digest).size());
  }
}

// RFC 2202 sections 2 and 3, RFC 4231 section 4.3: test case 2.
TEST_CASE("HMAC is that of the RFCs") {
  struct Row {
    std::string name;
    Hash hash;
    const char* mac;
  };
  const Row rows[] = {
      {"HMAC-MD5", Hash::md5, "750c783e6ab0b503eaa86e310a5db738"},
      {"HMAC-SHA-1", Hash::sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
      {"HMAC-SHA-224", Hash::sha224, "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"},
      {"HMAC-SHA-256", Hash::sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {"HMAC-SHA-384", Hash::sha384,
       "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"},
      {"HMAC-SHA-512", Hash::sha512,
       "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
       "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(hmac(row.hash, octets("Jefe"), {octets("what do ya want "), octets("for nothing?")}) == from_hex(row.mac));
  }
}

// RFC 2104 leaves an empty key be; the values are Wikipedia's, of its article on HMAC as of 2012.
TEST_CASE("an empty key is a key") {
  CHECK(tls::crypto::hmac(Hash::md5, {}, {}) == from_hex("74e6f7298a9c2d168935f58c001bad88"));
  CHECK(tls::crypto::hmac(Hash::sha1, {}, {}) == from_hex("fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"));
}

}  // namespace
