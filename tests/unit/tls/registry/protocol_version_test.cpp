// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/protocol_version.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using tls::protocol_version_from;
using tls::ProtocolVersion;
using tls::VersionSet;

TEST_CASE("versions print as records spell them, and read back") {
  const char* const names[] = {"SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
  for (std::size_t i = 0; i < tls::kProtocolVersions.size(); ++i) {
    CAPTURE(names[i]);
    CHECK(to_string(tls::kProtocolVersions[i]) == names[i]);
    CHECK(protocol_version_from(names[i]) == tls::kProtocolVersions[i]);
  }
}

TEST_CASE("a version without a name prints as its number") {
  CHECK(to_string(ProtocolVersion{0x0305}) == "0x0305");
  CHECK(to_string(ProtocolVersion{0x7F1C}) == "0x7F1C");  // draft 28 of TLS 1.3
  CHECK(to_string(ProtocolVersion{0}) == "0x0000");
}

TEST_CASE("versions are read as people and other tools write them") {
  struct Row {
    const char* text;
    ProtocolVersion version;
  };
  const Row rows[] = {
      {"TLS1.2", ProtocolVersion::TLSv1_2},  {"tls12", ProtocolVersion::TLSv1_2},
      {"1.2", ProtocolVersion::TLSv1_2},     {"TLS 1.2", ProtocolVersion::TLSv1_2},
      {"tls1_2", ProtocolVersion::TLSv1_2},  {"TLSV1.2", ProtocolVersion::TLSv1_2},
      {"TLSv1", ProtocolVersion::TLSv1_0},   {"tls10", ProtocolVersion::TLSv1_0},
      {"tls1", ProtocolVersion::TLSv1_0},    {"SSL 3.0", ProtocolVersion::SSLv3},
      {"ssl3", ProtocolVersion::SSLv3},      {"sslv2", ProtocolVersion::SSLv2},
      {"TLSv1.3", ProtocolVersion::TLSv1_3},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(protocol_version_from(row.text) == row.version);
  }
}

TEST_CASE("what names no version is not guessed") {
  for (const char* const text : {"", " ", "tls", "ssl", "TLSv1.4", "1", "3", "SSLv1", "SSLv3.1", "TLSv1.2x", "v",
                                 "0x0303", "12", "10", "1..2", "TLS1x2", "vTLS1.2", "TLSvv1.2"}) {
    CAPTURE(text);
    CHECK_FALSE(protocol_version_from(text).has_value());
  }
}

TEST_CASE("a version set holds what was put in, and nothing unknown") {
  constexpr VersionSet kSet{ProtocolVersion::SSLv2, ProtocolVersion::TLSv1_3, ProtocolVersion{0x0305}};
  CHECK(kSet.contains(ProtocolVersion::SSLv2));
  CHECK(kSet.contains(ProtocolVersion::TLSv1_3));
  CHECK_FALSE(kSet.contains(ProtocolVersion::TLSv1_2));
  CHECK_FALSE(kSet.contains(ProtocolVersion{0x0305}));
  CHECK(VersionSet{ProtocolVersion{0x0305}}.empty());
  CHECK(kSet == VersionSet{ProtocolVersion::TLSv1_3, ProtocolVersion::SSLv2});
}

}  // namespace
