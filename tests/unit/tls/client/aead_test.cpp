// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/aead.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <cstddef>

namespace {

using tls::Bytes;
using tls::crypto::Aead;
using tls::test::from_hex;

struct Vector {
  const char* name;
  const char* suite;
  const char *key, *nonce, *additional_data, *plaintext, *sealed;  ///< the tag behind the ciphertext
};

constexpr Vector kVectors[] = {
    {"AES-128-GCM, McGrew and Viega, test case 4", "TLS_RSA_WITH_AES_128_GCM_SHA256",
     "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657"
     "ba637b39",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac97"
     "3d58e0915bc94fbc3221a5db94fae95ae7121a47"},
    {"AES-256-GCM, McGrew and Viega, test case 13", "TLS_RSA_WITH_AES_256_GCM_SHA384",
     "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "",
     "530f8afbc74536b9a963b4f1c4cb738b"},
    {"AES-256-GCM, McGrew and Viega, test case 14", "TLS_RSA_WITH_AES_256_GCM_SHA384",
     "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
     "00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"AES-128-CCM with a short tag, NIST SP 800-38C example 3", "TLS_RSA_WITH_AES_128_CCM_8",
     "404142434445464748494a4b4c4d4e4f", "101112131415161718191a1b", "000102030405060708090a0b0c0d0e0f10111213",
     "202122232425262728292a2b2c2d2e2f3031323334353637",
     "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951"},
    {"ChaCha20-Poly1305, RFC 8439 section 2.8.2", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
     "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "070000004041424344454647",
     "50515253c0c1c2c3c4c5c6c7",
     "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a204966204920636f756c64206f6666"
     "657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73637265656e20776f756c642062652069"
     "742e",
     "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29"
     "05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b"
     "61161ae10b594f09e26a7e902ecbd0600691"},
};

Aead aead(const Vector& vector) {
  const auto code = tls::cipher_suite_from(vector.suite);
  REQUIRE_MESSAGE(code, vector.suite);
  return Aead(*tls::find_cipher_suite(*code), from_hex(vector.key));
}

TEST_CASE("AEADs seal as published, and open again") {
  for (const auto& vector : kVectors) {
    CAPTURE(vector.name);
    const auto machine = aead(vector);
    const auto nonce = from_hex(vector.nonce), data = from_hex(vector.additional_data);
    CHECK(machine.seal(nonce, data, from_hex(vector.plaintext)) == from_hex(vector.sealed));
    const auto opened = machine.open(nonce, data, from_hex(vector.sealed));
    REQUIRE(opened);
    CHECK(*opened == from_hex(vector.plaintext));
  }
}

TEST_CASE("one changed bit anywhere, and nothing is opened") {
  for (const auto& vector : kVectors) {
    CAPTURE(vector.name);
    const auto machine = aead(vector);
    const auto nonce = from_hex(vector.nonce), data = from_hex(vector.additional_data);
    const auto sealed = from_hex(vector.sealed);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      CAPTURE(i);
      Bytes changed = sealed;
      changed[i] ^= 0x01;
      CHECK(!machine.open(nonce, data, changed));
    }
    Bytes other_data = data;
    other_data.push_back(0);
    CHECK(!machine.open(nonce, other_data, sealed));
    CHECK(!machine.open(nonce, data, tls::BytesView(sealed).first(sealed.size() - 1)));
  }
}

}  // namespace
