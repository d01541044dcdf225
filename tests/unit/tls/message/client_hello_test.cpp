// SPDX-License-Identifier: Apache-2.0
#include "tls/message/client_hello.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/message/extension_block.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::CipherSuite;
using tls::ClientHello;
using tls::decode_client_hello;
using tls::DecodeFault;
using tls::ExtensionType;
using tls::ProtocolVersion;
using namespace tls::test;
using E = ExtensionType;

constexpr ExtensionType kRecordSizeLimit{28};  // RFC 8449 section 4

std::vector<ExtensionType> types_of(const ClientHello& hello) {
  std::vector<ExtensionType> types;
  for (const auto& extension : hello.extensions.value()) types.push_back(extension.type);
  return types;
}

}  // namespace

TEST_CASE("other people's hellos decode to what tshark 4.0.17 shows, and encode to the same octets") {
  const struct {
    std::string vector;
    ProtocolVersion legacy_version;
    std::size_t session_id;
    std::vector<std::uint16_t> first_suites;
    std::size_t suites;
    std::vector<ExtensionType> extensions;
  } rows[] = {
      {"rfc8448-3-client-hello",
       ProtocolVersion::TLSv1_2,
       0,
       {0x1301, 0x1303, 0x1302},
       3,
       {E::server_name, E::renegotiation_info, E::supported_groups, E::session_ticket, E::key_share,
        E::supported_versions, E::signature_algorithms, E::psk_key_exchange_modes, kRecordSizeLimit}},
      {"rfc8448-5-client-hello-1",
       ProtocolVersion::TLSv1_2,
       0,
       {0x1301, 0x1303, 0x1302},
       3,
       {E::server_name, E::renegotiation_info, E::supported_groups, E::key_share, E::supported_versions,
        E::signature_algorithms, E::psk_key_exchange_modes, kRecordSizeLimit}},
      {"rfc8448-5-client-hello-2",
       ProtocolVersion::TLSv1_2,
       0,
       {0x1301, 0x1303, 0x1302},
       3,
       {E::server_name, E::renegotiation_info, E::supported_groups, E::key_share, E::supported_versions,
        E::signature_algorithms, E::cookie, E::psk_key_exchange_modes, kRecordSizeLimit, E::padding}},
      {"openssl-tls10-client-hello",
       ProtocolVersion::TLSv1_0,
       0,
       {0x002F, 0x00FF},
       2,
       {E::encrypt_then_mac, E::extended_master_secret}},
      {"openssl-tls12-client-hello",
       ProtocolVersion::TLSv1_2,
       0,
       {0xC02C, 0xC030, 0xC02B, 0xC02F, 0x00FF},
       5,
       {E::server_name, E::ec_point_formats, E::supported_groups, E::session_ticket, E::encrypt_then_mac,
        E::extended_master_secret, E::signature_algorithms}},
      {"openssl-tls13-client-hello",
       ProtocolVersion::TLSv1_2,
       32,
       {0x1302, 0x1303, 0x1301, 0x00FF},
       4,
       {E::server_name, E::ec_point_formats, E::supported_groups, E::session_ticket, E::encrypt_then_mac,
        E::extended_master_secret, E::signature_algorithms, E::supported_versions, E::psk_key_exchange_modes,
        E::key_share}},
      {"gnutls-client-hello",
       ProtocolVersion::TLSv1_2,
       32,
       {0x1302, 0x1303, 0x1301, 0x1304, 0xC02C},
       29,
       {E::status_request, E::supported_groups, E::ec_point_formats, E::signature_algorithms, E::encrypt_then_mac,
        E::extended_master_secret, E::session_ticket, E::key_share, E::supported_versions, E::renegotiation_info,
        E::server_name, E::psk_key_exchange_modes, kRecordSizeLimit}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.vector);
    const Bytes body = vector_body(row.vector);
    const auto hello = decode_client_hello(body);
    REQUIRE(hello.has_value());
    CHECK(hello->legacy_version == row.legacy_version);
    CHECK(Bytes(hello->random.begin(), hello->random.end()) == Bytes(body.begin() + 2, body.begin() + 34));
    CHECK(hello->session_id.size() == row.session_id);
    REQUIRE(hello->cipher_suites.size() == row.suites);
    for (std::size_t i = 0; i < row.first_suites.size(); ++i) {
      CHECK(hello->cipher_suites[i] == CipherSuite{row.first_suites[i]});
    }
    CHECK(hello->compression_methods == Bytes{0});
    CHECK(types_of(*hello) == row.extensions);
    CHECK(encode(*hello) == vector_file(row.vector));
  }
}

TEST_CASE("no extension block and an empty one are two things") {
  ClientHello hello;
  hello.cipher_suites = {CipherSuite{0x0005}};
  for (const bool with_block : {false, true}) {
    CAPTURE(with_block);
    if (with_block) hello.extensions.emplace();
    const Bytes encoded = encode(hello);
    CHECK(encoded.size() == (with_block ? 47U : 45U));
    CHECK(decode_client_hello(Bytes(encoded.begin() + 4, encoded.end())).value() == hello);
  }
}

TEST_CASE("ClientHello: cuts and lies") {
  const Bytes body = vector_body("rfc8448-3-client-hello");
  const LengthField lengths[] = {{"session_id", 34, 1},     {"cipher_suites", 35, 2},  {"compression_methods", 43, 1},
                                 {"extensions", 45, 2},     {"extension_data", 49, 2}, {"extension_data", 64, 2},
                                 {"extension_data", 69, 2}, {"extension_data", 188, 2}};
  check_cuts(body, fault_of(decode_client_hello), {45});
  check_lies(body, fault_of(decode_client_hello), lengths);
}

TEST_CASE("what the RFC forbids in a ClientHello") {
  const std::string head = "03 03 " + std::string(64, '0');
  const struct {
    std::string name;
    std::string rest;
    std::string field;
    DecodeFault fault;
  } rows[] = {
      {"no suites", "00 0000 0100", "cipher_suites", DecodeFault::length_too_small},
      {"half a suite", "00 0003 000500 0100", "cipher_suites", DecodeFault::not_a_multiple},
      {"no compression method", "00 0002 0005 00", "compression_methods", DecodeFault::length_too_small},
      {"session_id of 33", "21" + std::string(66, '0') + "0002 0005 0100", "session_id", DecodeFault::length_too_large},
      {"octets behind the extensions", "00 0002 0005 0100 0000 00", "ClientHello", DecodeFault::trailing_bytes},
      {"half an extension", "00 0002 0005 0100 0003 002300", "extension_data", DecodeFault::truncated},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto hello = decode_client_hello(from_hex(head + row.rest));
    REQUIRE(hello.has_error());
    CHECK(std::string(hello.error().field) == row.field);
    CHECK(hello.error().fault == row.fault);
  }
}

TEST_CASE("more extensions than anybody sends are refused, repeated ones are kept") {
  ClientHello hello;
  hello.cipher_suites = {CipherSuite{0x0005}};
  hello.extensions.emplace(tls::kMaxExtensions, tls::session_ticket_extension());
  const auto decoded = [&] {
    const Bytes encoded = encode(hello);
    return decode_client_hello(Bytes(encoded.begin() + 4, encoded.end()));
  };
  CHECK(decoded().value() == hello);
  hello.extensions->push_back(tls::session_ticket_extension());
  CHECK(decoded().error().fault == DecodeFault::own_limit);
}

TEST_CASE("an SSL 2.0 kind cannot be offered in a ClientHello") {
  ClientHello hello;
  hello.cipher_suites = {CipherSuite{0x0700C0}};
  CHECK_THROWS_AS(static_cast<void>(encode(hello)), std::invalid_argument);
}
