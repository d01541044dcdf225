// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/profile_reader.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "samples/gateway/truth.hpp"

namespace {

using tls::CipherSuite;
using tls::ProtocolVersion;

std::vector<CipherSuite> codes(std::initializer_list<std::uint32_t> numbers) {
  std::vector<CipherSuite> suites;
  for (const auto number : numbers) suites.push_back(CipherSuite{number});
  return suites;
}

TEST_CASE("A bad profile is told by place and expectation") {
  struct Row {
    const char* name;
    const char* text;
    const char* error;
  };
  const Row rows[] = {
      {"no TOML", "versions = [\"TLSv1.2\"\nx = 1", "p.toml:2:1: Error while parsing array"},
      {"unknown key", "versions = []\nsuites = []\nsuite = []", "p.toml:3:1: expected one of name, host,"},
      {"no versions", "suites = []", "p.toml:1:1: expected a list named \"versions\""},
      {"unknown version", "versions = [\"TLSv1.2\", \"TLSv9\"]\nsuites = []",
       "p.toml:1:24: expected a version such as \"TLSv1.2\", found \"TLSv9\""},
      {"version is a number", "versions = [1.2]\nsuites = []", "p.toml:1:13: expected a text in quotation marks"},
      {"unknown suite", "versions = [\"TLSv1.2\"]\nsuites = [\n  \"RC4\",\n  \"TLS_NO\",\n]",
       "p.toml:4:3: expected a cipher suite's name or code, a family such as RC4 or AES-128, or \"all\", found "
       "\"TLS_NO\""},
      {"suites are no list", "versions = []\nsuites = \"RC4\"", "p.toml:2:10: expected a list"},
      {"no certificate for it", "versions = []\nsuites = [\"0xC02B\"]",
       "p.toml:2:11: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: it needs a certificate of kind ecdsa"},
      {"no such key exchange", "versions = []\nsuites = [\"TLS_PSK_WITH_RC4_128_SHA\"]",
       "p.toml:2:11: TLS_PSK_WITH_RC4_128_SHA: its key exchange is none that the sample gateway plays"},
      {"unknown refusal", "versions = []\nsuites = []\nrefusal = \"rudely\"",
       "p.toml:3:11: expected one of \"alert\", \"reset\", \"close\", \"silence\", found \"rudely\""},
      {"unknown group", "versions = []\nsuites = []\ngroups = [\"P-256\"]",
       "p.toml:3:11: expected a named group such as \"secp256r1\", found \"P-256\""},
      {"odd size", "versions = []\nsuites = []\ndh_bits = 1000", "p.toml:3:11: expected one of 512, 768, 1024"},
      {"two of a kind", "versions = []\nsuites = []\n[[certificate]]\nkind = \"rsa\"\n[[certificate]]\nkind = \"rsa\"",
       "p.toml:5:1: expected one certificate of each kind at most"},
      {"list of a version that is off", "versions = [\"TLSv1.2\"]\nsuites = []\n[suites_of]\n\"SSLv3\" = [\"RC4\"]",
       "p.toml:4:11: expected a version that stands in versions"},
      {"scheme", "versions = []\nsuites = []\nschemes = [\"rsa\"]",
       "p.toml:3:12: expected a signature scheme such as \"rsa_pkcs1_sha256\", found \"rsa\""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto profile = gateway::read_profile(row.text, "p.toml");
    REQUIRE_FALSE(profile.has_value());
    const auto error = to_string(profile.error());
    CAPTURE(error);
    CHECK(error.starts_with(row.error));
  }
}

TEST_CASE("A list of suites keeps its order and takes words away") {
  struct Row {
    const char* name;
    const char* suites;
    std::vector<CipherSuite> tls10;
  };
  const Row rows[] = {
      {"names and codes", "\"AES128-SHA\", \"0x0005\", \"TLS_RSA_WITH_RC4_128_MD5\"", codes({0x002F, 0x0005, 0x0004})},
      {"each once", "\"0x0005\", \"0x002F\", \"0x0005\"", codes({0x0005, 0x002F})},
      {"undefined for the version", "\"0xC02F\", \"0x0005\"", codes({0x0005})},
      {"a family without what stands before", "\"0x0004\", \"RC4\", \"!EXPORT\", \"!anonymous\"",
       codes({0x0004, 0x0005, 0xC011})},
      {"taking away one", "\"0x0004\", \"0x0005\", \"!0x0004\"", codes({0x0005})},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto profile =
        gateway::read_profile("versions = [\"TLSv1.0\"]\nsuites = [" + std::string(row.suites) + "]", "p.toml");
    REQUIRE(profile.has_value());
    CHECK(profile->suites.at(ProtocolVersion::TLSv1_0) == row.tls10);
  }
}

TEST_CASE("The profiles that are shipped can be played") {
  struct Row {
    const char* file;
    std::map<ProtocolVersion, std::size_t> suites;
    gateway::Refusal refusal;
  };
  const Row rows[] = {
      {"before-cutoff.toml",
       {{ProtocolVersion::SSLv3, 4},
        {ProtocolVersion::TLSv1_0, 10},
        {ProtocolVersion::TLSv1_1, 10},
        {ProtocolVersion::TLSv1_2, 18}},
       gateway::Refusal::alert},
      {"after-cutoff.toml", {{ProtocolVersion::TLSv1_2, 4}}, gateway::Refusal::reset},
  };
  for (const auto& row : rows) {
    CAPTURE(row.file);
    const auto profile = gateway::read_profile_file(std::string(SAMPLES_FOLDER) + "/" + row.file);
    REQUIRE(profile.has_value());
    std::map<ProtocolVersion, std::size_t> suites;
    for (const auto& [version, list] : profile->suites) suites[version] = list.size();
    CHECK(suites == row.suites);
    CHECK(profile->refusal == row.refusal);
  }
}

TEST_CASE("A file that is not there is an error without a place") {
  const auto profile = gateway::read_profile_file("/nonexistent/p.toml");
  REQUIRE_FALSE(profile.has_value());
  CHECK(to_string(profile.error()) == "/nonexistent/p.toml: cannot be opened");
}

TEST_CASE("The truth is one JSON object a line") {
  const auto profile =
      gateway::read_profile("versions = [\"SSLv3\", \"TLSv1.2\"]\nsuites = [\"0x0004\", \"0xC02F\"]", "p");
  REQUIRE(profile.has_value());
  std::ostringstream out;
  gateway::write_truth(*profile, out);
  CHECK(out.str() ==
        "{\"version\":\"SSLv3\",\"code\":\"0x0004\",\"name\":\"TLS_RSA_WITH_RC4_128_MD5\"}\n"
        "{\"version\":\"TLSv1.2\",\"code\":\"0x0004\",\"name\":\"TLS_RSA_WITH_RC4_128_MD5\"}\n"
        "{\"version\":\"TLSv1.2\",\"code\":\"0xC02F\",\"name\":\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"}\n");
}

}  // namespace
