// SPDX-License-Identifier: Apache-2.0
// What `openssl x509 -text` says of the same files.
#include "tls/client/x509/describe.hpp"

#include "tests/unit/tls/client/certificates.hpp"
#include "tls/client/x509/address_text.hpp"

#include <openssl/err.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using tls::Bytes;
using tls::SignatureHash;
using tls::SignatureKey;
using tls::test::certificate;
using namespace tls::x509;

namespace {

/// In place of each `before`, `after` of the same length.
Bytes replaced(Bytes der, const std::string& before, const std::string& after) {
  REQUIRE(before.size() == after.size());
  const Bytes wanted(before.begin(), before.end());
  auto at = std::search(der.begin(), der.end(), wanted.begin(), wanted.end());
  REQUIRE(at != der.end());
  for (; at != der.end(); at = std::search(at, der.end(), wanted.begin(), wanted.end()))
    std::copy(after.begin(), after.end(), at);
  return der;
}

}  // namespace

TEST_CASE("a certificate with everything") {
  const auto facts = describe(certificate("leaf"));
  REQUIRE(facts);
  CHECK(facts->subject == "CN=vpn.example.net,O=Ex\xC3\xA4mple\\, Inc.");
  CHECK(facts->issuer == "CN=Test Issuer,O=Example");
  CHECK(facts->serial == "3C3CC49A69E45404903A0E3ED49EFFE3B84F24AB");
  CHECK(facts->sha1 == "4A517C426C82E0CE80D556839399953B8C0FAA62");
  CHECK(facts->sha256.size() == 64);
  CHECK(facts->dns_names == std::vector<std::string>{"vpn.example.net", "*.wild.example"});
  CHECK(facts->addresses == std::vector<std::string>{"192.0.2.1", "2001:db8::1:0:0:1"});
  CHECK(facts->other_names == 1);
  using namespace std::chrono;
  CHECK(facts->not_before == Seconds(sys_days(year{2026} / 1 / 1)));
  CHECK(facts->not_after == Seconds(sys_days(year{2027} / 3 / 31) + 12h));
}

TEST_CASE("keys, signatures and usages") {
  struct Row {
    const char* name;
    KeyType key;
    std::size_t bits;
    SignatureHash hash;
    SignatureKey signature;
    const char* algorithm;
    ServerUsage usage;
    bool ca, self_signed;
    const char* curve = "";
  };
  using H = SignatureHash;
  using Key = SignatureKey;
  using U = ServerUsage;
  const Row rows[] = {
      {"root", KeyType::rsa, 2048, H::sha1, Key::rsa, "sha1WithRSAEncryption", U::unrestricted, true, true},
      {"issuer", KeyType::ec, 256, H::sha384, Key::rsa, "sha384WithRSAEncryption", U::unrestricted, true, false,
       "secp256r1"},
      {"leaf", KeyType::rsa, 2048, H::sha256, Key::ecdsa, "ecdsa-with-SHA256", U::server_auth, false, false},
      {"common_name", KeyType::rsa, 1024, H::sha1, Key::rsa, "sha1WithRSAEncryption", U::unrestricted, false, false},
      {"any_usage", KeyType::ec, 384, H::sha256, Key::rsa_pss, "rsassaPss", U::any, false, false, "secp384r1"},
      {"client", KeyType::ec, 521, H::md5, Key::rsa, "md5WithRSAEncryption", U::absent, false, false, "secp521r1"},
      {"self_signed", KeyType::ed25519, 256, H::intrinsic, Key::eddsa, "ED25519", U::server_auth, false, true},
      {"below_leaf", KeyType::ec, 256, H::sha512, Key::rsa, "sha512WithRSAEncryption", U::server_auth, false, false,
       "secp256r1"},
      {"brainpool", KeyType::ec, 384, H::sha256, Key::ecdsa, "ecdsa-with-SHA256", U::unrestricted, false, true,
       "brainpoolP384r1"},
      {"explicit", KeyType::ec, 256, H::sha256, Key::ecdsa, "ecdsa-with-SHA256", U::unrestricted, true, true,
       "explicit"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto facts = describe(certificate(row.name));
    REQUIRE(facts);
    CHECK(facts->key_type == row.key);
    CHECK((facts->key_bits == row.bits || row.key == KeyType::ed25519));
    CHECK(facts->signature_hash == row.hash);
    CHECK(facts->signature_key == row.signature);
    CHECK(facts->signature_algorithm == row.algorithm);
    CHECK(facts->server_usage == row.usage);
    CHECK(facts->is_ca == row.ca);
    CHECK(facts->self_signed == row.self_signed);
    CHECK(facts->curve == row.curve);
  }
}

TEST_CASE("what is not exactly one certificate is nothing, and leaves no error behind") {
  const Bytes der = certificate("leaf");
  CHECK(!describe({}));
  for (std::size_t size = 1; size < der.size(); ++size) CHECK(!describe(tls::BytesView(der).first(size)));
  Bytes longer = der;
  longer.push_back(0);
  CHECK(!describe(longer));
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("whatever octet is wrong, the rest is told or nothing is") {
  const Bytes der = certificate("leaf");
  for (std::size_t at = 0; at < der.size(); ++at) {
    Bytes bent = der;
    bent[at] ^= 0x41U;
    const auto facts = describe(bent);
    if (facts) CHECK(facts->subject.size() <= CertificateFacts::kMaxText);
  }
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("odd values") {
  const Bytes der = certificate("leaf");
  CHECK(!describe(replaced(der, "270331120000Z", "27x331120000Z"))->not_after);
  CHECK(!describe(replaced(der, "270331120000Z", "270231120000Z"))->not_after);
  const std::string nul("v\0n.example.net", 15);
  CHECK(describe(replaced(der, "vpn.example.net", nul))->dns_names[0] == nul);
  const auto key = describe(replaced(der, std::string("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01", 9),
                                     std::string("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x7F", 9)));
  CHECK(key->key_type == KeyType::other);
  CHECK(key->key_bits == 0);
}

TEST_CASE("addresses as RFC 5952 writes them") {
  struct Row {
    Bytes octets;
    const char* text;
  };
  const Row rows[] = {
      {{192, 0, 2, 255}, "192.0.2.255"},
      {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "::"},
      {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, "::1"},
      {{0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "fe80::"},
      // RFC 5952 sections 4.2.2 and 4.2.3.
      {{0x20, 1, 0xD, 0xB8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1}, "2001:db8:0:1:1:1:1:1"},
      {{0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1}, "2001:db8::1:0:0:1"},
      {{0x20, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1}, "2001:0:0:1::1"},
      {{}, ""},
      {{1, 2, 3}, ""},
      {{192, 0, 2, 1, 255, 255, 255, 0}, ""},
  };
  for (const auto& row : rows) CHECK(address_text(row.octets) == row.text);
}
