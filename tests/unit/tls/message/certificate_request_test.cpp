// SPDX-License-Identifier: Apache-2.0
#include "tls/message/certificate_request.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>

using tls::Bytes;
using tls::BytesView;
using tls::CertificateRequest;
using tls::decode_certificate_request;
using tls::DecodeFault;
using tls::ProtocolVersion;
using tls::SignatureScheme;
using namespace tls::test;

namespace {

FaultOf fault_in(ProtocolVersion version) {
  return fault_of([version](BytesView body) { return decode_certificate_request(body, version); });
}

// rdnSequence of CN=rsa.example: the subject in openssl-certificate-der.hex.
const Bytes kName = from_hex("30 16 31 14 30 12 06 03 55 04 03 0c 0b 72 73 61 2e 65 78 61 6d 70 6c 65");

}  // namespace

TEST_CASE("OpenSSL's requests, as tshark 4.0.17 dissects them") {
  const auto tls12 =
      decode_certificate_request(vector_body("openssl-tls12-certificate-request"), ProtocolVersion::TLSv1_2);
  REQUIRE(tls12.has_value());
  CHECK(tls12->certificate_types == Bytes{1, 2, 64});
  REQUIRE(tls12->signature_schemes.size() == 23);
  CHECK(tls12->signature_schemes.front() == SignatureScheme::ecdsa_secp256r1_sha256);
  CHECK(tls12->signature_schemes.back() == SignatureScheme::dsa_sha512);
  REQUIRE(tls12->authorities.size() == 1);
  CHECK(tls12->authorities[0] == kName);
  CHECK(encode(*tls12, ProtocolVersion::TLSv1_2) == vector_file("openssl-tls12-certificate-request"));

  const auto tls10 =
      decode_certificate_request(vector_body("openssl-tls10-certificate-request"), ProtocolVersion::TLSv1_0);
  REQUIRE(tls10.has_value());
  CHECK(tls10->certificate_types == Bytes{1, 2, 64});
  CHECK(tls10->signature_schemes.empty());
  CHECK(tls10->authorities == tls12->authorities);
  CHECK(encode(*tls10, ProtocolVersion::TLSv1_0) == vector_file("openssl-tls10-certificate-request"));
}

TEST_CASE("CertificateRequest: cuts and lies") {
  const Bytes tls12 = vector_body("openssl-tls12-certificate-request");
  const LengthField lengths12[] = {{"certificate_types", 0, 1},
                                   {"supported_signature_algorithms", 4, 2},
                                   {"certificate_authorities", 52, 2},
                                   {"DistinguishedName", 54, 2}};
  check_cuts(tls12, fault_in(ProtocolVersion::TLSv1_2));
  check_lies(tls12, fault_in(ProtocolVersion::TLSv1_2), lengths12);

  const Bytes tls10 = vector_body("openssl-tls10-certificate-request");
  const LengthField lengths10[] = {{"certificate_types", 0, 1}, {"certificate_authorities", 4, 2}};
  check_cuts(tls10, fault_in(ProtocolVersion::TLSv1_0));
  check_lies(tls10, fault_in(ProtocolVersion::TLSv1_0), lengths10);
}

TEST_CASE("half a signature scheme is an error") {
  const auto request = decode_certificate_request(from_hex("01 01  00 03 04 03 05  00 00"), ProtocolVersion::TLSv1_2);
  REQUIRE(request.has_error());
  CHECK(request.error().fault == DecodeFault::not_a_multiple);
  CHECK(std::string(request.error().field) == "supported_signature_algorithms");
}

TEST_CASE("more names than are kept is an error") {
  CertificateRequest request{{1}, {}, {}};
  request.authorities.resize(CertificateRequest::kMaxAuthorities, Bytes{0x30});
  const auto body = [&] {
    const Bytes encoded = encode(request, ProtocolVersion::TLSv1_0);
    return Bytes(encoded.begin() + 4, encoded.end());
  };
  CHECK(decode_certificate_request(body(), ProtocolVersion::TLSv1_0).has_value());
  request.authorities.push_back({0x30});
  CHECK(decode_certificate_request(body(), ProtocolVersion::TLSv1_0).error().fault == DecodeFault::own_limit);
}
