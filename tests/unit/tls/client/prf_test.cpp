// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/prf.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace {

using tls::Bytes;
using tls::crypto::Hash;
using tls::test::from_hex;

// "Test vectors for TLS 1.2 PRF", sent to the IETF's TLS list in 2009.
TEST_CASE("the PRF of TLS 1.2 with SHA-256") {
  CHECK(
      tls12_prf(Hash::sha256, from_hex("9bbe436ba940f017b17652849a71db35"), "test label",
                from_hex("a0ba9f936cda311827a6f796ffd5198c"), 100) ==
      from_hex(
          "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af"
          "0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66"));
}

// The same list: SHA-384.
TEST_CASE("the PRF of TLS 1.2 with SHA-384") {
  CHECK(tls12_prf(Hash::sha384, from_hex("b80b733d6ceefcdc71566ea48e5567df"), "test label",
                  from_hex("cd665cf6a8447dd6ff8b27555edb7465"), 148) ==
        from_hex(
            "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0"
            "e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd"
            "4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e0990703d73e56f"));
}

TEST_CASE("SSL 3.0 has letters for 416 octets") {
  const Bytes secret(48, 1);
  CHECK(tls::crypto::ssl3_prf(secret, secret, 416).size() == 416);
  CHECK_THROWS_AS(static_cast<void>(tls::crypto::ssl3_prf(secret, secret, 417)), std::invalid_argument);
}

}  // namespace
