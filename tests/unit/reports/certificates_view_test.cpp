// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <sstream>
#include <string>

namespace {

using probe::ChainProblem;
using probe::TargetRecord;
using tls::ProtocolVersion;

/// The small sample with one good leaf, and then what a case makes of it; drawn, and every run of blanks made one.
std::string drawn(const std::function<void(TargetRecord&)>& change) {
  auto record = reports::test::small_scan();
  auto& target = record.targets[0];
  auto& chain = target.certificates[0];
  chain.certificates.resize(1);
  chain.facts.resize(1);
  chain.verdict = probe::ChainVerdict{{}, probe::NameMatch::alternative_name, "vpn.example.net", ""};
  change(target);
  std::ostringstream out;
  reports::write_terminal(out, {record}, {.detail = reports::Detail::all});
  std::string text;
  for (const char c : out.str()) {
    const char blank = c == '\n' ? ' ' : c;
    if (blank != ' ' || text.empty() || text.back() != ' ') text += blank;
  }
  return text;
}

probe::CertificateFacts& leaf(TargetRecord& target) { return *target.certificates[0].facts[0]; }

}  // namespace

TEST_CASE("what the terminal says of certificates") {
  struct Row {
    const char* name;
    std::function<void(TargetRecord&)> change;
    const char* text;
  };
  using namespace std::chrono;
  const Row rows[] = {
      {"one chain", [](auto&) {}, "One chain, the same in TLS 1.2: CN=gw1.example.net"},
      {"trusted", [](auto&) {}, "Trusted for vpn.example.net."},
      {"days left", [](auto&) {}, "valid from 2026-01-28 to 2027-01-28, 64 days left"},
      {"expired a day ago", [](auto& target) { leaf(target).not_after = *leaf(target).not_after - days(66); },
       "to 2026-11-23, expired 1 day ago"},
      {"expires today", [](auto& target) { leaf(target).not_after = *leaf(target).not_after - days(65) + hours(3); },
       "to 2026-11-24, 0 days left"},
      {"not yet valid", [](auto& target) { leaf(target).not_before = *leaf(target).not_after; },
       "to 2027-01-28, not yet valid"},
      {"no date", [](auto& target) { leaf(target).not_before.reset(); }, "its dates cannot be read"},
      {"many names", [](auto& target) { leaf(target).dns_names.assign(64, "a.example"); },
       "names: a.example, a.example, a.example, a.example and 62 more"},
      {"a common name alone",
       [](auto& target) { target.certificates[0].verdict->name_match = probe::NameMatch::common_name; },
       "Trusted for vpn.example.net, by its common name alone: new clients refuse it."},
      {"no roots", [](auto& target) { target.certificates[0].verdict->problems = {ChainProblem::no_roots}; },
       "Unknown whether it is trusted for vpn.example.net: no trusted roots"},
      {"no roots, and more",
       [](auto& target) { target.certificates[0].verdict->problems = {ChainProblem::expired, ChainProblem::no_roots}; },
       "Not trusted for vpn.example.net: expired, or one of its issuers is; no trusted roots"},
      {"hostile words", [](auto& target) { leaf(target).subject = "CN=\x1b[31mred\xff"; },
       "CN=\\x1b[31mred\\xff; names"},
      {"an odd signature",
       [](auto& target) {
         leaf(target).signature_hash = tls::SignatureHash::none;
         leaf(target).signature_algorithm = "1.2.3.4";
       },
       "signed with 1.2.3.4 by CN=Example Issuing CA 1"},
      {"two chains in one version", [](auto& target) { target.certificates.push_back(target.certificates[0]); },
       "2 chains, each of them in TLS 1.2:"},
      {"two chains, in different versions",
       [](auto& target) {
         target.certificates.push_back(target.certificates[0]);
         target.certificates[1].versions = {ProtocolVersion::TLSv1_0, ProtocolVersion::TLSv1_2};
       },
       "2 chains; not every version shows the same: in TLS 1.2: CN=gw1"},
      {"a crowd", [](auto& target) { target.certificates.assign(9, target.certificates[0]); }, "and 5 more chains"},
      {"a version without", [](auto& target) { target.certificates[0].versions = {ProtocolVersion::TLSv1_0}; },
       "No certificate was seen in TLS 1.2."},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto text = drawn(row.change);
    CAPTURE(text);
    CHECK(text.find(row.text) != std::string::npos);
  }
}

TEST_CASE("nothing is said of chains at which nobody looked") {
  const auto text = drawn([](auto& target) { target.certificates[0].facts.clear(); });
  CHECK(text.find("One chain") == std::string::npos);
}

TEST_CASE("what goes with SHA-1") {
  struct Row {
    const char* name;
    std::function<void(TargetRecord&)> change;
    const char* text;
  };
  const auto sign = [](TargetRecord& target, tls::SignatureScheme scheme) {
    target.exchanges[1].signature_scheme = scheme;
  };
  const Row rows[] = {
      {"nothing", [&](auto& target) { sign(target, tls::SignatureScheme::rsa_pkcs1_sha256); },
       "If SHA-1 goes: no accepted cell is lost. "},
      {"a signature that was not seen", [](auto&) {},
       "If SHA-1 goes: no accepted cell is lost; of 1 the signature was not seen and may need it. "},
      {"all", [&](auto& target) { sign(target, tls::SignatureScheme::rsa_pkcs1_sha1); },
       "If SHA-1 goes: no accepted cell is left. "},
      {"a version",
       [&](auto& target) {
         sign(target, tls::SignatureScheme::rsa_pkcs1_sha256);
         target.versions[1].accepted = {reports::test::accepted("TLS_RSA_WITH_RC4_128_SHA")};
       },
       "If SHA-1 goes: 1 of 2 accepted cells are left, and SSL 3.0 is no more. "},
      {"the certificate",
       [&](auto& target) {
         sign(target, tls::SignatureScheme::rsa_pkcs1_sha256);
         leaf(target).signature_hash = tls::SignatureHash::sha1;
       },
       "no accepted cell is lost; a certificate needs a new signature. "},
      {"the binding",
       [&](auto& target) {
         sign(target, tls::SignatureScheme::rsa_pkcs1_sha256);
         target.sstp.hash_bitmask = std::uint8_t{1};
       },
       "no accepted cell is lost; no call can be bound any more. "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto text = drawn(row.change);
    CAPTURE(text);
    CHECK(text.find(row.text) != std::string::npos);
  }
}
