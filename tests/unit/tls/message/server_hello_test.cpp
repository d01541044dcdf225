// SPDX-License-Identifier: Apache-2.0
#include "tls/message/server_hello.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::CipherSuite;
using tls::decode_server_hello;
using tls::DecodeFault;
using tls::ExtensionType;
using tls::ProtocolVersion;
using tls::ServerHello;
using namespace tls::test;
using E = ExtensionType;

}  // namespace

TEST_CASE("other people's answers decode to what tshark 4.0.17 shows, and encode to the same octets") {
  const struct {
    std::string vector;
    ProtocolVersion legacy_version;
    ProtocolVersion negotiated;
    std::size_t session_id;
    CipherSuite suite;
    std::vector<ExtensionType> extensions;
    bool is_retry;
  } rows[] = {
      {"rfc8448-3-server-hello",
       ProtocolVersion::TLSv1_2,
       ProtocolVersion::TLSv1_3,
       0,
       CipherSuite::TLS_AES_128_GCM_SHA256,
       {E::key_share, E::supported_versions},
       false},
      {"rfc8448-5-hello-retry-request",
       ProtocolVersion::TLSv1_2,
       ProtocolVersion::TLSv1_3,
       0,
       CipherSuite::TLS_AES_128_GCM_SHA256,
       {E::key_share, E::cookie, E::supported_versions},
       true},
      {"rfc8448-5-server-hello",
       ProtocolVersion::TLSv1_2,
       ProtocolVersion::TLSv1_3,
       0,
       CipherSuite::TLS_AES_128_GCM_SHA256,
       {E::key_share, E::supported_versions},
       false},
      {"openssl-tls12-server-hello",
       ProtocolVersion::TLSv1_2,
       ProtocolVersion::TLSv1_2,
       32,
       CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
       {E::renegotiation_info, E::ec_point_formats, E::extended_master_secret},
       false},
      {"jdk-ssl3-server-hello",
       ProtocolVersion::SSLv3,
       ProtocolVersion::SSLv3,
       32,
       CipherSuite::TLS_RSA_WITH_RC4_128_MD5,
       {E::renegotiation_info},
       false},
      {"jdk-ssl3-bare-server-hello",
       ProtocolVersion::SSLv3,
       ProtocolVersion::SSLv3,
       32,
       CipherSuite::TLS_RSA_WITH_RC4_128_MD5,
       {},
       false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.vector);
    const Bytes body = vector_body(row.vector);
    const auto hello = decode_server_hello(body);
    REQUIRE(hello.has_value());
    CHECK(hello->legacy_version == row.legacy_version);
    CHECK(Bytes(hello->random.begin(), hello->random.end()) == Bytes(body.begin() + 2, body.begin() + 34));
    CHECK(hello->session_id.size() == row.session_id);
    CHECK(hello->cipher_suite == row.suite);
    CHECK(hello->compression_method == 0);
    std::vector<ExtensionType> types;
    for (const auto& extension : hello->extensions) types.push_back(extension.type);
    CHECK(types == row.extensions);
    CHECK(negotiated_version(*hello).value() == row.negotiated);
    CHECK(is_hello_retry_request(*hello) == row.is_retry);
    CHECK(encode(*hello) == vector_file(row.vector));
  }
}

TEST_CASE("ServerHello: cuts and lies") {
  const Bytes body = vector_body("rfc8448-3-server-hello");
  const LengthField lengths[] = {
      {"session_id", 34, 1}, {"extensions", 38, 2}, {"extension_data", 42, 2}, {"extension_data", 82, 2}};
  check_cuts(body, fault_of(decode_server_hello), {38});
  check_lies(body, fault_of(decode_server_hello), lengths);

  check_cuts(vector_body("jdk-ssl3-bare-server-hello"), fault_of(decode_server_hello));
}

TEST_CASE("a session_id has at most 32 octets") {
  ServerHello hello;
  for (const std::size_t size : {std::size_t{32}, std::size_t{33}}) {
    CAPTURE(size);
    hello.session_id.resize(size);
    const Bytes encoded = encode(hello);
    CHECK(decode_server_hello(Bytes(encoded.begin() + 4, encoded.end())).has_value() == (size == 32));
  }
}

TEST_CASE("an endless extension block is refused") {
  ServerHello hello;
  hello.extensions.resize(16383);
  const Bytes encoded = encode(hello);
  const auto decoded = decode_server_hello(Bytes(encoded.begin() + 4, encoded.end()));
  REQUIRE(decoded.has_error());
  CHECK(decoded.error().fault == DecodeFault::own_limit);
  CHECK(std::string(decoded.error().field) == "extensions");
}

TEST_CASE("a malformed supported_versions is an error, not TLS 1.2") {
  ServerHello hello;
  for (const Bytes& data : {Bytes{}, Bytes{3}, Bytes{3, 4, 0}}) {
    hello.extensions = {{ExtensionType::supported_versions, data}};
    CHECK(negotiated_version(hello).has_error());
  }
}

TEST_CASE("an SSL 2.0 kind cannot be selected in a ServerHello") {
  ServerHello hello;
  hello.cipher_suite = CipherSuite{0x0700C0};
  CHECK_THROWS_AS(static_cast<void>(encode(hello)), std::invalid_argument);
}
