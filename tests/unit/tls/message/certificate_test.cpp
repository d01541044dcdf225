// SPDX-License-Identifier: Apache-2.0
#include "tls/message/certificate.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>

using tls::Bytes;
using tls::CertificateMessage;
using tls::decode_certificate;
using tls::DecodeFault;
using namespace tls::test;

namespace {

Bytes body_of(const CertificateMessage& message) {
  const Bytes encoded = encode(message);
  return Bytes(encoded.begin() + 4, encoded.end());
}

}  // namespace

TEST_CASE("OpenSSL's certificate comes out as openssl x509 prints it") {
  const auto message = decode_certificate(vector_body("openssl-certificate"));
  REQUIRE(message.has_value());
  REQUIRE(message->chain.size() == 1);
  CHECK(message->chain[0] == vector_file("openssl-certificate-der"));
  CHECK(encode(*message) == vector_file("openssl-certificate"));
}

TEST_CASE("a chain keeps its order") {
  const CertificateMessage message{{{0x30, 1}, {0x30, 2, 3}, {0x30}}};
  CHECK(decode_certificate(body_of(message)).value() == message);
}

TEST_CASE("an empty chain is well formed, an empty certificate is not") {
  CHECK(decode_certificate(from_hex("00 00 00")).value().chain.empty());
  const auto message = decode_certificate(from_hex("00 00 03 00 00 00"));
  REQUIRE(message.has_error());
  CHECK(message.error().fault == DecodeFault::length_too_small);
  CHECK(std::string(message.error().field) == "ASN.1Cert");
  CHECK(message.error().offset == 3);
}

TEST_CASE("Certificate: cuts and lies") {
  const Bytes body = vector_body("openssl-certificate");
  const LengthField lengths[] = {{"certificate_list", 0, 3}, {"ASN.1Cert", 3, 3}};
  check_cuts(body, fault_of(decode_certificate));
  check_lies(body, fault_of(decode_certificate), lengths);
}

TEST_CASE("a chain beyond the bounds is an error") {
  CertificateMessage message;
  message.chain.resize(CertificateMessage::kMaxChain, Bytes{0x30});
  CHECK(decode_certificate(body_of(message)).has_value());
  message.chain.push_back({0x30});
  CHECK(decode_certificate(body_of(message)).error().fault == DecodeFault::own_limit);

  CHECK(decode_certificate(body_of({{Bytes(CertificateMessage::kMaxListSize - 3)}})).has_value());
  CHECK(decode_certificate(body_of({{Bytes(CertificateMessage::kMaxListSize - 2)}})).error().fault ==
        DecodeFault::own_limit);
}
