// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/verify.hpp"

#include "tests/unit/tls/client/certificates.hpp"

#include <openssl/err.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using tls::Bytes;
using tls::test::certificate_path;
using tls::test::chain;
using namespace tls::x509;
using namespace std::chrono;

namespace {

using P = ChainProblem;
using Problems = std::vector<P>;

constexpr Seconds kToday = sys_days(year{2026} / 11 / 24);

Roots only(const char* name) {
  RootSources sources;
  sources.system = RootSources::System::ignore;
  sources.ca_file = certificate_path(name);
  const auto roots = Roots::load(sources);
  REQUIRE(roots.has_value());
  return *roots;
}

/// Roots that have to do with nothing else.
Roots foreign() { return only("self_signed"); }

}  // namespace

TEST_CASE("verdicts") {
  const Roots root = only("root");
  struct Row {
    const char* name;
    std::vector<Bytes> chain;
    Roots roots;
    Problems problems;
    Seconds time = kToday;
  };
  auto bad_signature = chain({"leaf", "issuer"});
  bad_signature[0].back() ^= 1U;
  auto unreadable_issuer = chain({"leaf", "issuer"});
  unreadable_issuer[1].pop_back();
  const Row rows[] = {
      {"trusted", chain({"leaf", "issuer"}), root, {}},
      {"the root sent as well", chain({"leaf", "issuer", "root"}), root, {}},
      {"out of order, with a stranger", chain({"leaf", "root", "client", "issuer"}), root, {}},
      {"without the issuer", chain({"leaf"}), root, {P::incomplete_chain}},
      {"an unknown root sent", chain({"leaf", "issuer", "root"}), foreign(), {P::untrusted_root}},
      {"an unknown root not sent", chain({"leaf", "issuer"}), foreign(), {P::incomplete_chain}},
      {"self-signed", chain({"self_signed"}), root, {P::self_signed}},
      {"self-signed, and trusted by hand", chain({"self_signed"}), only("self_signed"), {}},
      {"expired", chain({"leaf", "issuer"}), root, {P::expired}, sys_days(year{2027} / 4 / 1)},
      {"in the last second", chain({"leaf", "issuer"}), root, {}, sys_days(year{2027} / 3 / 31) + 12h - 1s},
      {"not yet valid", chain({"leaf", "issuer"}), root, {P::not_yet_valid}, sys_days(year{2025} / 12 / 31)},
      {"a client's, signed with MD5", chain({"client"}), root, {P::wrong_purpose, P::weak_signature}},
      {"any usage", chain({"any_usage"}), root, {}},
      {"SHA-1, 1024 bits", chain({"common_name"}), root, {P::weak_signature, P::weak_key}},
      {"below a leaf", chain({"below_leaf", "leaf", "issuer"}), root, {P::bad_issuer}},
      {"a wrong signature", bad_signature, root, {P::bad_signature}},
      {"an unreadable issuer", unreadable_issuer, root, {P::unreadable, P::incomplete_chain}},
      {"an unreadable leaf", {{0x30, 0x00}}, root, {P::unreadable}},
      {"no chain", {}, root, {P::unreadable}},
      {"no roots", chain({"leaf", "issuer"}), Roots(), {P::no_roots}},
      {"no roots, and their root sent", chain({"leaf", "issuer", "root"}), Roots(), {P::no_roots}},
      {"no roots, and self-signed all the same", chain({"self_signed"}), Roots(), {P::self_signed}},
  };
  ERR_clear_error();  // what other tests left
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto verdict = verify(row.chain, row.roots, "", row.time);
    CAPTURE(verdict.detail);
    CHECK(verdict.problems == row.problems);
    CHECK(verdict.name_match == NameMatch::not_asked);
    CHECK(verdict.trusted() == row.problems.empty());
    CHECK(ERR_peek_error() == 0);
  }
}

TEST_CASE("names") {
  struct Row {
    const char* certificate;
    std::string name;
    NameMatch match;
  };
  using M = NameMatch;
  const Row rows[] = {
      {"leaf", "vpn.example.net", M::alternative_name},
      {"leaf", "VPN.Example.NET", M::alternative_name},
      {"leaf", "a.wild.example", M::alternative_name},
      {"leaf", "a.b.wild.example", M::mismatch},
      {"leaf", "wild.example", M::mismatch},
      {"leaf", "192.0.2.1", M::alternative_name},
      {"leaf", "192.0.2.2", M::mismatch},
      {"leaf", "2001:db8:0:0:1::1", M::alternative_name},
      {"leaf", "", M::not_asked},
      {"leaf", std::string("vpn.example.net\0.evil.example", 29), M::mismatch},
      {"leaf", std::string(1000, 'a'), M::mismatch},
      {"common_name", "vpn.example.net", M::common_name},
      {"common_name", "vpn.example.com", M::mismatch},
      {"common_name", "192.0.2.1", M::mismatch},
      {"any_usage", "any", M::mismatch},  // a common name beside alternative names counts for nothing (RFC 6125 6.4.4)
  };
  const Roots roots = only("root");
  for (const auto& row : rows) {
    CAPTURE(row.certificate);
    CAPTURE(row.name);
    const auto verdict = verify(chain({row.certificate, "issuer"}), roots, row.name, kToday);
    CHECK(verdict.name_match == row.match);
    const bool complains =
        std::find(verdict.problems.begin(), verdict.problems.end(), P::name_mismatch) != verdict.problems.end();
    CHECK(complains == (row.match == M::mismatch));
    CHECK(verdict.name.size() <= CertificateFacts::kMaxText);
  }
}

TEST_CASE("a chain of thousands is cut") {
  std::vector<Bytes> many(5000, tls::test::certificate("client"));
  many.front() = tls::test::certificate("leaf");
  CHECK(verify(many, only("root"), "", kToday).problems == Problems{P::incomplete_chain});
}

TEST_CASE("the system's file is looked into by name, whatever else it holds") {
  struct Row {
    std::string name;
    std::string text;
    Problems problems;
  };
  const auto pem = [](const char* name) {
    std::ifstream file(certificate_path(name));
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string root = pem("root"), other = pem("self_signed");
  std::string trusted = root;
  for (const std::string word : {"BEGIN ", "END "}) trusted.insert(trusted.find(word) + word.size(), "TRUSTED ");
  std::string crlf;
  for (const char c : root) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Row rows[] = {
      {"alone", root, {}},
      {"among others", other + "a word between\n" + root + other, {}},
      {"twice", root + root, {}},
      {"with CRLF", crlf, {}},
      {"trusted, as OpenSSL writes it", trusted, {}},
      {"behind garbage", "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n" + root, {}},
      {"behind one cut short", root.substr(0, root.size() / 2) + "\n" + root, {}},
      {"not among them", other, {P::incomplete_chain}},
  };
  const auto path = (std::filesystem::temp_directory_path() / "sstp-probe-roots-test.pem").string();
  for (const auto& row : rows) {
    CAPTURE(row.name);
    std::ofstream(path, std::ios::binary) << row.text;
    RootSources sources;
    sources.system_file = path;
    sources.system_directory = "/nowhere/at/all";
    const auto roots = Roots::load(sources);
    REQUIRE(roots.has_value());
    // Once more: the second time the store has it.
    for (int i = 0; i < 2; ++i) CHECK(verify(chain({"leaf", "issuer"}), *roots, "", kToday).problems == row.problems);
  }
  std::filesystem::remove(path);
}

TEST_CASE("roots that are not there") {
  RootSources sources;
  sources.system_file = sources.system_directory = "/nowhere/at/all";
  const auto none = Roots::load(sources);
  REQUIRE(none.has_value());
  CHECK(!none->any());
  sources.ca_file = "/nowhere/ca.pem";
  CHECK(Roots::load(sources).error().text.find("/nowhere/ca.pem") == 0);
  sources.ca_file = certificate_path("make").replace(certificate_path("make").size() - 4, 4, ".sh");
  CHECK(Roots::load(sources).has_error());
  sources.ca_file.clear();
  sources.system_file = certificate_path("root");
  const auto named = Roots::load(sources);
  REQUIRE(named.has_value());
  CHECK(verify(chain({"leaf", "issuer"}), *named, "", kToday).trusted());
}
