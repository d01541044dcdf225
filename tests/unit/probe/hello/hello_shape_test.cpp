// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_shape.hpp"

#include "probe/hello/client_share.hpp"
#include "probe/hello/hello_lists.hpp"
#include "tests/unit/probe/hello/answered.hpp"
#include "tls/message/ssl2.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::ExtensionType;
using tls::NamedGroup;
using tls::ProtocolVersion;
using V = ProtocolVersion;

constexpr std::array kTlsVersions{V::SSLv3, V::TLSv1_0, V::TLSv1_1, V::TLSv1_2, V::TLSv1_3};

/// What a server reads of the flight: record and handshake header off.
tls::ClientHello read_back(const tls::Bytes& flight) {
  return tls::decode_client_hello(tls::BytesView(flight).subspan(9)).value();
}

bool has(const tls::ClientHello& hello, ExtensionType type) {
  return hello.extensions && tls::find(*hello.extensions, type) != nullptr;
}

std::vector<tls::CipherSuite> suites_of(V version) {
  std::vector<tls::CipherSuite> suites;
  for (const auto& suite : tls::cipher_suites())
    if (suite.versions.contains(version)) suites.push_back(suite.code);
  return suites;
}

}  // namespace

TEST_CASE("a first flight carries its version as the standards want it") {
  struct Row {
    V version;
    unsigned record, legacy;
  };
  const std::vector<Row> rows{{V::SSLv3, 0x0300, 0x0300},
                              {V::TLSv1_0, 0x0301, 0x0301},
                              {V::TLSv1_1, 0x0301, 0x0302},
                              {V::TLSv1_2, 0x0301, 0x0303},
                              {V::TLSv1_3, 0x0301, 0x0303}};
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    const auto flight = first_flight(offer_of(row.version), count_up);
    CHECK(flight[0] == 22);
    CHECK((flight[1] << 8 | flight[2]) == static_cast<int>(row.record));
    const auto hello = read_back(flight);
    CHECK(static_cast<unsigned>(hello.legacy_version) == row.legacy);
    CHECK(hello.session_id.size() == (row.version == V::TLSv1_3 ? 32 : 0));
    CHECK(hello.compression_methods == tls::Bytes{0});
    CHECK(flight.size() == flight_size(offer_of(row.version)));
  }
}

TEST_CASE("each shape has the extensions that it should have") {
  using E = ExtensionType;
  struct Row {
    std::string name;
    V version;
    HelloShape shape;
    std::vector<E> extensions;
  };
  const std::vector<Row> rows{
      {"full SSL 3.0",
       V::SSLv3,
       HelloShape::full,
       {E::server_name, E::extended_master_secret, E::supported_groups, E::ec_point_formats}},
      {"full TLS 1.1",
       V::TLSv1_1,
       HelloShape::full,
       {E::server_name, E::extended_master_secret, E::supported_groups, E::ec_point_formats}},
      {"full TLS 1.2",
       V::TLSv1_2,
       HelloShape::full,
       {E::server_name, E::extended_master_secret, E::supported_groups, E::ec_point_formats, E::signature_algorithms}},
      {"full TLS 1.3",
       V::TLSv1_3,
       HelloShape::full,
       {E::server_name, E::extended_master_secret, E::supported_groups, E::ec_point_formats, E::signature_algorithms,
        E::psk_key_exchange_modes, E::supported_versions, E::key_share}},
      {"small TLS 1.0", V::TLSv1_0, HelloShape::small, {E::server_name, E::supported_groups, E::ec_point_formats}},
      {"small TLS 1.2",
       V::TLSv1_2,
       HelloShape::small,
       {E::server_name, E::supported_groups, E::signature_algorithms, E::ec_point_formats}},
      {"small TLS 1.3",
       V::TLSv1_3,
       HelloShape::small,
       {E::server_name, E::supported_groups, E::signature_algorithms, E::supported_versions, E::key_share}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto hello = read_back(first_flight(offer_of(row.version, row.shape), count_up));
    REQUIRE(hello.extensions);
    std::vector<E> types;
    for (const auto& extension : *hello.extensions) types.push_back(extension.type);
    CHECK(types == row.extensions);
    CHECK(tls::decode_server_name(hello.extensions->front().data).value() == "vpn.example");
    // Some servers do not take an empty extension at the end.
    CHECK_FALSE(hello.extensions->back().data.empty());
  }
}

TEST_CASE("a bare hello has no extension but the name, and every hello has the signalling value behind its suites") {
  for (const auto version : {V::SSLv3, V::TLSv1_0, V::TLSv1_1, V::TLSv1_2}) {
    auto offer = offer_of(version, HelloShape::bare);
    const auto named = read_back(first_flight(offer, count_up)).extensions;
    REQUIRE(named);
    REQUIRE(named->size() == 1);
    CHECK(named->front().type == tls::ExtensionType::server_name);
    offer.sni.reset();
    CHECK_FALSE(read_back(first_flight(offer, count_up)).extensions);
  }
  for (const auto version : kTlsVersions) {
    const auto offer = offer_of(version);
    auto expected = offer.suites;
    expected.push_back(tls::kEmptyRenegotiationInfoScsv);
    CHECK(read_back(first_flight(offer, count_up)).cipher_suites == expected);
  }
}

TEST_CASE("a hello without an SNI has no server_name") {
  auto offer = offer_of(V::TLSv1_2);
  offer.sni.reset();
  CHECK_FALSE(has(read_back(first_flight(offer, count_up)), ExtensionType::server_name));
}

TEST_CASE("a small hello stays under 256 octets") {
  for (const auto version : kTlsVersions) {
    for (const std::size_t name : {0U, 11U, 63U, 100U, 144U}) {
      if (version == V::TLSv1_3 && name > 63) continue;
      CAPTURE(to_string(version));
      CAPTURE(name);
      auto offer = offer_of(version, HelloShape::small);
      offer.sni.reset();
      if (name != 0) offer.sni = std::string(name, 'a');
      offer.suites.assign(kSmallShapeSuites, tls::CipherSuite{0x002F});
      CHECK(flight_size(offer) < 256);
      CHECK(has(read_back(first_flight(offer, count_up)), ExtensionType::server_name) == (name != 0));
    }
  }
}

TEST_CASE("a suite more makes a hello two octets longer, in SSL 2.0 three") {
  for (const auto version : tls::kProtocolVersions) {
    for (const auto shape : {HelloShape::full, HelloShape::small, HelloShape::bare}) {
      for (const auto& sni : {std::string("vpn.example"), std::string(200, 'a')}) {
        CAPTURE(to_string(version));
        auto offer = offer_of(version, shape);
        offer.sni = sni;
        const auto suites = suites_of(version);
        offer.suites.clear();
        const std::size_t none = flight_size(offer);
        offer.suites = suites;
        CHECK(flight_size(offer) == none + suites.size() * (version == V::SSLv2 ? 3 : 2));
      }
    }
  }
}

TEST_CASE("an offer's own lists take the place of the shape's") {
  auto offer = offer_of(V::TLSv1_3);
  offer.groups = {NamedGroup::secp521r1, NamedGroup::X25519MLKEM768};
  offer.schemes = {tls::SignatureScheme::rsa_pss_rsae_sha256};
  const auto hello = read_back(first_flight(offer, count_up));
  CHECK(tls::decode_supported_groups(tls::find(*hello.extensions, ExtensionType::supported_groups)->data).value() ==
        offer.groups);
  CHECK(tls::decode_signature_algorithms(tls::find(*hello.extensions, ExtensionType::signature_algorithms)->data)
            .value() == offer.schemes);
  // Neither of the usual shares is listed, so the first group brings one.
  const auto shares =
      tls::decode_client_key_share(tls::find(*hello.extensions, ExtensionType::key_share)->data).value();
  REQUIRE(shares.size() == 1);
  CHECK(shares.front().group == NamedGroup::secp521r1);
}

TEST_CASE("lists hold nothing twice, and every group of TLS 1.3 has a share") {
  for (const auto version : kTlsVersions) {
    for (const auto shape : {HelloShape::full, HelloShape::small}) {
      const auto offer = offer_of(version, shape);
      auto groups = groups_of(offer);
      auto schemes = schemes_of(offer);
      std::sort(groups.begin(), groups.end());
      std::sort(schemes.begin(), schemes.end());
      CHECK(std::adjacent_find(groups.begin(), groups.end()) == groups.end());
      CHECK(std::adjacent_find(schemes.begin(), schemes.end()) == schemes.end());
      CHECK(schemes.empty() == (version < V::TLSv1_2));
      if (version != V::TLSv1_3) continue;
      for (const auto group : groups) CHECK(client_share(group, count_up));
    }
  }
}

TEST_CASE("RFC 7919 section 4: before TLS 1.3 no finite-field group is listed") {
  for (const auto group : groups_of(offer_of(V::TLSv1_2)))
    CHECK(tls::find_named_group(group)->kind == tls::GroupKind::elliptic_curve);
}

TEST_CASE("SSL 2.0's hello is its own") {
  const auto offer = offer_of(V::SSLv2);
  const auto flight = first_flight(offer, count_up);
  const auto record = tls::ssl2::first_record(flight).value();
  REQUIRE(record);
  CHECK(record->consumed == flight.size());
  const auto hello = tls::ssl2::decode_client_hello(record->payload).value();
  CHECK(hello.version == V::SSLv2);
  CHECK(hello.cipher_kinds == offer.suites);
  CHECK(hello.session_id.empty());
  CHECK(hello.challenge.size() == 16);
  CHECK(flight_size(offer) == flight.size());
}
