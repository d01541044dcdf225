// SPDX-License-Identifier: Apache-2.0
// What opens each attack is what its paper says: see weakness.hpp for the names.
#include "probe/model/weakness.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using probe::FeatureKind;
using probe::Support;
using probe::TargetRecord;
using tls::ProtocolVersion;

namespace {

TargetRecord accepting(ProtocolVersion version, const char* suite, std::optional<std::size_t> key_bits = {}) {
  TargetRecord target;
  probe::VersionResult result;
  result.version = version;
  probe::AcceptedSuite accepted;
  accepted.code = *tls::cipher_suite_from(suite);
  accepted.key_bits = key_bits;
  result.accepted.push_back(accepted);
  target.versions.push_back(result);
  return target;
}

/// "BEAST, POODLE"
std::string names(const TargetRecord& target) {
  std::string text;
  for (const auto& weakness : probe::weaknesses(target))
    text += (text.empty() ? "" : ", ") + std::string(weakness.name);
  return text;
}

}  // namespace

TEST_CASE("an accepted cell opens the attacks that it is known for, and no others") {
  const struct {
    ProtocolVersion version;
    const char* suite;
    std::optional<std::size_t> key_bits;
    const char* names;
  } rows[] = {
      {ProtocolVersion::TLSv1_2, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", {}, ""},
      {ProtocolVersion::TLSv1_3, "TLS_AES_128_GCM_SHA256", {}, ""},
      {ProtocolVersion::TLSv1_2, "TLS_RSA_WITH_AES_128_CBC_SHA", {}, ""},
      {ProtocolVersion::TLSv1_1, "TLS_RSA_WITH_AES_128_CBC_SHA", {}, ""},
      {ProtocolVersion::TLSv1_0, "TLS_RSA_WITH_AES_128_CBC_SHA", {}, "BEAST"},
      {ProtocolVersion::SSLv3, "TLS_RSA_WITH_AES_128_CBC_SHA", {}, "BEAST, POODLE"},
      {ProtocolVersion::SSLv3, "TLS_RSA_WITH_RC4_128_SHA", {}, "RC4 biases"},
      {ProtocolVersion::TLSv1_2, "TLS_RSA_WITH_RC4_128_SHA", {}, "RC4 biases"},
      {ProtocolVersion::TLSv1_2, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", {}, "SWEET32"},
      {ProtocolVersion::TLSv1_1, "TLS_RSA_WITH_DES_CBC_SHA", {}, "SWEET32"},
      {ProtocolVersion::TLSv1_1, "TLS_RSA_WITH_IDEA_CBC_SHA", {}, "SWEET32"},
      {ProtocolVersion::TLSv1_1, "TLS_RSA_EXPORT_WITH_RC4_40_MD5", {}, "RC4 biases, FREAK"},
      {ProtocolVersion::TLSv1_1, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA", {}, "LOGJAM, SWEET32"},
      {ProtocolVersion::TLSv1_2, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", 1024, "LOGJAM"},
      {ProtocolVersion::TLSv1_2, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", 1025, ""},
      {ProtocolVersion::TLSv1_2, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", {}, ""},
      // An RSA key of 1024 bits is another matter.
      {ProtocolVersion::TLSv1_2, "TLS_RSA_WITH_AES_128_GCM_SHA256", 1024, ""},
      {ProtocolVersion::SSLv2, "SSL_CK_RC4_128_WITH_MD5", {}, "RC4 biases, DROWN"},
      {ProtocolVersion::SSLv2, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5", {}, "DROWN, SWEET32"},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    CAPTURE(row.suite);
    CHECK(names(accepting(row.version, row.suite, row.key_bits)) == row.names);
  }
}

TEST_CASE("what a server can do besides opens attacks too, once it is known") {
  for (const auto& [feature, name] :
       {std::pair(FeatureKind::compression, "CRIME"), {FeatureKind::signs_with_md5, "SLOTH"}}) {
    TargetRecord target;
    CHECK(names(target).empty());
    for (const auto support : {Support::unknown, Support::no, Support::not_applicable}) {
      target.server.features[feature].support = support;
      CHECK(names(target).empty());
    }
    target.server.features[feature].support = Support::yes;
    CHECK(names(target) == name);
  }
}

TEST_CASE("cells are counted over all versions; what is refused or open is none") {
  auto target = accepting(ProtocolVersion::TLSv1_1, "TLS_RSA_WITH_RC4_128_SHA");
  auto other = accepting(ProtocolVersion::TLSv1_2, "TLS_RSA_WITH_RC4_128_MD5").versions[0];
  other.accepted.push_back(other.accepted[0]);
  other.accepted[1].code = *tls::cipher_suite_from("TLS_RSA_WITH_RC4_128_SHA");
  other.refused.push_back({{*tls::cipher_suite_from("TLS_RSA_WITH_3DES_EDE_CBC_SHA")}});
  other.inconclusive.push_back({{*tls::cipher_suite_from("TLS_RSA_WITH_DES_CBC_SHA")}});
  target.versions.push_back(other);
  const auto found = probe::weaknesses(target);
  REQUIRE(found.size() == 1);
  CHECK(found[0].name == "RC4 biases");
  CHECK(found[0].cells == 3);
}
