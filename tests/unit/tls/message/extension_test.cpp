// SPDX-License-Identifier: Apache-2.0
#include "tls/message/extension.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/server_hello.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::DecodeFault;
using tls::Extension;
using tls::ExtensionType;
using tls::KeyShareEntry;
using tls::NamedGroup;
using tls::ProtocolVersion;
using tls::SignatureScheme;
using namespace tls::test;

/// One extension's data out of a captured hello.
Bytes client_data(const std::string& vector, ExtensionType type) {
  const auto hello = tls::decode_client_hello(vector_body(vector));
  return tls::find(hello.value().extensions.value(), type)->data;
}
Bytes server_data(const std::string& vector, ExtensionType type) {
  const auto hello = tls::decode_server_hello(vector_body(vector));
  return tls::find(hello.value().extensions, type)->data;
}

}  // namespace

TEST_CASE("find takes the first of its type") {
  const std::vector<Extension> extensions{{ExtensionType::cookie, {1}}, {ExtensionType::cookie, {2}}};
  CHECK(tls::find(extensions, ExtensionType::cookie)->data == Bytes{1});
  CHECK(tls::find(extensions, ExtensionType::padding) == nullptr);
}

TEST_CASE("what we write is what RFC 8448's and OpenSSL's clients wrote") {
  constexpr NamedGroup kGroups[] = {NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1};
  constexpr ProtocolVersion kVersions[] = {ProtocolVersion::TLSv1_3};
  const std::string retried = "rfc8448-5-client-hello-1";
  const auto shares = tls::decode_client_key_share(client_data(retried, ExtensionType::key_share)).value();
  const auto schemes =
      tls::decode_signature_algorithms(client_data(retried, ExtensionType::signature_algorithms)).value();
  const auto cookie = tls::decode_cookie(client_data("rfc8448-5-client-hello-2", ExtensionType::cookie)).value();

  const struct {
    std::string vector;
    Extension written;
  } rows[] = {
      {retried, tls::server_name_extension("server")},
      {retried, tls::supported_groups_extension(kGroups)},
      {retried, tls::signature_algorithms_extension(schemes)},
      {retried, tls::client_supported_versions_extension(kVersions)},
      {retried, tls::client_key_share_extension(shares)},
      {retried, tls::psk_key_exchange_modes_extension()},
      {retried, tls::renegotiation_info_extension()},
      {"rfc8448-5-client-hello-2", tls::cookie_extension(cookie)},
      {"rfc8448-5-client-hello-2", tls::padding_extension(175)},
      {"gnutls-client-hello", tls::ec_point_formats_extension()},
      {"openssl-tls12-client-hello", tls::server_name_extension("vpn.example")},
      {"openssl-tls12-client-hello", tls::session_ticket_extension()},
      {"openssl-tls12-client-hello", tls::encrypt_then_mac_extension()},
      {"openssl-tls12-client-hello", tls::extended_master_secret_extension()},
  };
  for (const auto& row : rows) {
    CAPTURE(row.vector);
    CAPTURE(static_cast<unsigned>(row.written.type));
    CHECK(row.written.data == client_data(row.vector, row.written.type));
  }
}

TEST_CASE("what a server reads from a client") {
  CHECK(tls::decode_server_name(client_data("gnutls-client-hello", ExtensionType::server_name)).value() ==
        "vpn.example");
  CHECK(tls::decode_supported_groups(client_data("openssl-tls13-client-hello", ExtensionType::supported_groups))
            .value() == std::vector{NamedGroup::x25519, NamedGroup::secp256r1});
  CHECK(tls::decode_client_supported_versions(client_data("gnutls-client-hello", ExtensionType::supported_versions))
            .value() == std::vector{ProtocolVersion::TLSv1_3, ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_1,
                                    ProtocolVersion::TLSv1_0});
  const auto schemes =
      tls::decode_signature_algorithms(client_data("rfc8448-3-client-hello", ExtensionType::signature_algorithms));
  REQUIRE(schemes.value().size() == 15);
  CHECK(schemes->front() == SignatureScheme::ecdsa_secp256r1_sha256);
  const auto shares =
      tls::decode_client_key_share(client_data("gnutls-client-hello", ExtensionType::key_share)).value();
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].group == NamedGroup::secp256r1);
  CHECK(shares[0].key_exchange.size() == 65);
  CHECK(shares[1].group == NamedGroup::x25519);
  CHECK(shares[1].key_exchange.size() == 32);
}

TEST_CASE("what a client reads from a server, and a server writes") {
  const Bytes share_data = server_data("rfc8448-5-server-hello", ExtensionType::key_share);
  const auto share = tls::decode_server_key_share(share_data).value();
  CHECK(share.group == NamedGroup::secp256r1);
  CHECK(share.key_exchange.size() == 65);
  CHECK(tls::server_key_share_extension(share) == Extension{ExtensionType::key_share, share_data});

  const std::string retry = "rfc8448-5-hello-retry-request";
  const Bytes group_data = server_data(retry, ExtensionType::key_share);
  CHECK(tls::decode_retry_key_share(group_data).value() == NamedGroup::secp256r1);
  CHECK(tls::retry_key_share_extension(NamedGroup::secp256r1).data == group_data);

  const Bytes version_data = server_data(retry, ExtensionType::supported_versions);
  CHECK(tls::decode_server_supported_versions(version_data).value() == ProtocolVersion::TLSv1_3);
  CHECK(tls::server_supported_versions_extension(ProtocolVersion::TLSv1_3).data == version_data);

  // RFC 8448 section 5: the second ClientHello brings the cookie back.
  CHECK(tls::decode_cookie(server_data(retry, ExtensionType::cookie)).value() ==
        tls::decode_cookie(client_data("rfc8448-5-client-hello-2", ExtensionType::cookie)).value());
}

TEST_CASE("a server name of a type that is not known is skipped") {
  CHECK(tls::decode_server_name(from_hex("000a 07 0002 6162 00 0002 6364")).value() == "cd");
  CHECK(tls::decode_server_name(from_hex("0005 07 0002 6162")).value().empty());
}

TEST_CASE("extensions: cuts and lies") {
  const std::string gnutls = "gnutls-client-hello";
  const struct {
    std::string name;
    Bytes data;
    FaultOf fault;
    std::vector<LengthField> lengths;
  } rows[] = {
      {"server_name",
       client_data(gnutls, ExtensionType::server_name),
       fault_of(tls::decode_server_name),
       {{"server_name_list", 0, 2}, {"HostName", 3, 2}}},
      {"supported_groups",
       client_data(gnutls, ExtensionType::supported_groups),
       fault_of(tls::decode_supported_groups),
       {{"named_group_list", 0, 2}}},
      {"signature_algorithms",
       client_data(gnutls, ExtensionType::signature_algorithms),
       fault_of(tls::decode_signature_algorithms),
       {{"supported_signature_algorithms", 0, 2}}},
      {"client supported_versions",
       client_data(gnutls, ExtensionType::supported_versions),
       fault_of(tls::decode_client_supported_versions),
       {{"versions", 0, 1}}},
      {"client key_share",
       client_data(gnutls, ExtensionType::key_share),
       fault_of(tls::decode_client_key_share),
       {{"client_shares", 0, 2}, {"key_exchange", 4, 2}, {"key_exchange", 73, 2}}},
      {"server key_share",
       server_data("rfc8448-5-server-hello", ExtensionType::key_share),
       fault_of(tls::decode_server_key_share),
       {{"key_exchange", 2, 2}}},
      {"cookie",
       server_data("rfc8448-5-hello-retry-request", ExtensionType::cookie),
       fault_of(tls::decode_cookie),
       {{"cookie", 0, 2}}},
      {"server supported_versions", {3, 4}, fault_of(tls::decode_server_supported_versions), {}},
      {"retry key_share", {0, 23}, fault_of(tls::decode_retry_key_share), {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    check_cuts(row.data, row.fault);
    check_lies(row.data, row.fault, row.lengths);
  }
}

TEST_CASE("lists below their floor") {
  const struct {
    std::string name;
    Bytes data;
    FaultOf fault;
  } rows[] = {
      {"no server name", {0, 0}, fault_of(tls::decode_server_name)},
      {"empty server name", {0, 3, 0, 0, 0}, fault_of(tls::decode_server_name)},
      {"no group", {0, 0}, fault_of(tls::decode_supported_groups)},
      {"no scheme", {0, 0}, fault_of(tls::decode_signature_algorithms)},
      {"no version", {0}, fault_of(tls::decode_client_supported_versions)},
      {"empty share", {0, 29, 0, 0}, fault_of(tls::decode_server_key_share)},
      {"empty cookie", {0, 0}, fault_of(tls::decode_cookie)},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto fault = row.fault(row.data);
    REQUIRE(fault.has_value());
    CHECK(fault->fault == DecodeFault::length_too_small);
  }
  // RFC 8446 4.2.8: "This vector MAY be empty if the client is requesting a HelloRetryRequest."
  CHECK(tls::decode_client_key_share(Bytes{0, 0}).value().empty());
}
