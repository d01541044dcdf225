// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/bulk_cipher.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>

#include <stdexcept>

namespace {

using tls::Bytes;
using tls::Cipher;
using tls::crypto::Direction;
using tls::crypto::has_bulk_cipher;
using tls::crypto::make_bulk_cipher;
using tls::test::from_hex;

// One block in CBC with a zero IV is that block in ECB, which most of these are.
TEST_CASE("the ciphers encrypt as published, and decrypt again") {
  struct Row {
    std::string name;
    Cipher cipher;
    const char *key, *iv, *plaintext, *ciphertext;
  };
  const char* const zero8 = "0000000000000000";
  const char* const zero16 = "00000000000000000000000000000000";
  const Row rows[] = {
      {"RC4, RFC 6229, 128 bits", Cipher::rc4, "0102030405060708090a0b0c0d0e0f10", "",
       "0000000000000000000000000000000000000000000000000000000000000000",
       "9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c"},
      {"DES-CBC, FIPS 81 appendix C", Cipher::des, "0123456789abcdef", "1234567890abcdef",
       "4e6f77206973207468652074696d6520666f7220616c6c20", "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"},
      {"3DES, NIST SP 800-67 B.1", Cipher::des3, "0123456789abcdef23456789abcdef01456789abcdef0123", zero8,
       "5468652071756663", "a826fd8ce53b855f"},
      {"RC2, RFC 2268 section 5, 128 effective bits", Cipher::rc2, "88bca90e90875a7f0f79c384627bafb2", zero8, zero8,
       "2269552ab0f85ca6"},
      {"IDEA, Lai's thesis", Cipher::idea, "00010002000300040005000600070008", zero8, "0000000100020003",
       "11fbed2b01986de5"},
      {"SEED, RFC 4269 B.1", Cipher::seed, zero16, zero16, "000102030405060708090a0b0c0d0e0f",
       "5ebac6e0054e166819aff1cc6d346cdb"},
      {"SEED, RFC 4269 B.2", Cipher::seed, "000102030405060708090a0b0c0d0e0f", zero16, zero16,
       "c11f22f20140505084483597e4370f43"},
      {"Camellia-128, RFC 3713 appendix A", Cipher::camellia, "0123456789abcdeffedcba9876543210", zero16,
       "0123456789abcdeffedcba9876543210", "67673138549669730857065648eabe43"},
      {"Camellia-256, RFC 3713 appendix A", Cipher::camellia,
       "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff", zero16, "0123456789abcdeffedcba9876543210",
       "9acc237dff16d76c20ef7c919e3a7509"},
      {"ARIA-128, RFC 5794 A.1", Cipher::aria, "000102030405060708090a0b0c0d0e0f", zero16,
       "00112233445566778899aabbccddeeff", "d718fbd6ab644c739da95f3be6451778"},
      {"ARIA-256, RFC 5794 A.3", Cipher::aria, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
       zero16, "00112233445566778899aabbccddeeff", "f92bd7c79fb72e2f2b8f80c1972d24fc"},
      {"AES-128-CBC, NIST SP 800-38A F.2.1", Cipher::aes, "2b7e151628aed2a6abf7158809cf4f3c",
       "000102030405060708090a0b0c0d0e0f", "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
       "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"},
      {"AES-256-CBC, NIST SP 800-38A F.2.5", Cipher::aes,
       "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", "000102030405060708090a0b0c0d0e0f",
       "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
       "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    if (!has_bulk_cipher(row.cipher)) {
      MESSAGE("this build of OpenSSL does not have it");
      continue;
    }
    Bytes data = from_hex(row.plaintext);
    make_bulk_cipher(row.cipher, from_hex(row.key), from_hex(row.iv), Direction::encrypt)->transform(data);
    CHECK(data == from_hex(row.ciphertext));
    make_bulk_cipher(row.cipher, from_hex(row.key), from_hex(row.iv), Direction::decrypt)->transform(data);
    CHECK(data == from_hex(row.plaintext));
  }
}

TEST_CASE("a cipher carries on where it was: two calls are as good as one") {
  for (const Cipher cipher : {Cipher::rc4, Cipher::des, Cipher::des3, Cipher::rc2, Cipher::idea, Cipher::seed,
                              Cipher::camellia, Cipher::aria, Cipher::aes}) {
    CAPTURE(static_cast<int>(cipher));
    if (!has_bulk_cipher(cipher)) continue;
    const auto sizes = tls::crypto::bulk_cipher_sizes(cipher, 128);
    for (const auto direction : {Direction::encrypt, Direction::decrypt}) {
      const auto make = [&] { return make_bulk_cipher(cipher, Bytes(sizes.key, 7), Bytes(sizes.block, 9), direction); };
      Bytes at_once(64, 0x55);
      make()->transform(at_once);
      Bytes in_two(64, 0x55);
      const auto two = make();
      two->transform(std::span(in_two).first(32));
      two->transform(std::span(in_two).last(32));
      CHECK(in_two == at_once);
    }
  }
}

TEST_CASE("what is no stream and no CBC is not there, and wrong sizes are a bug") {
  CHECK(has_bulk_cipher(Cipher::null));
  CHECK(has_bulk_cipher(Cipher::rc4));
  for (const Cipher cipher : {Cipher::chacha20_poly1305, Cipher::fortezza, Cipher::gost28147, Cipher::magma}) {
    CHECK_FALSE(has_bulk_cipher(cipher));
  }
  CHECK_THROWS_AS(static_cast<void>(make_bulk_cipher(Cipher::des, Bytes(7), Bytes(8), Direction::encrypt)),
                  std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(make_bulk_cipher(Cipher::rc4, Bytes(16), Bytes(8), Direction::encrypt)),
                  std::invalid_argument);
}

}  // namespace
