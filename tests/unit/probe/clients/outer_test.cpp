// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/outer.hpp"

#include "reports/catalogue.hpp"
#include "tests/unit/probe/clients/gateways.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace probe {
namespace {

using namespace std::chrono;
using V = tls::ProtocolVersion;
using test::azure_2024, test::Codes, test::gateway, test::kAzure2024, test::kNow, test::kOld, test::row_of,
    test::rows_of, test::rsa_chain, test::version_of;

/// Of 10-22H2 as shipped, whose suites are all in azure_2024().
Forecast windows_10(const TargetRecord& target) { return row_of(target, "10-22H2", ClientState::as_shipped); }

TEST_CASE("what a client meets behind the ServerHello: certificate, key and call") {
  using P = ChainProblem;
  using C = CallOutcome;
  struct Row {
    const char* name;
    void (*change)(TargetRecord&);
    Verdict verdict;
    std::optional<std::uint32_t> error;  // wincrypt.h: CERT_E_*
    const char* why;
  };
  const auto each_cell = [](TargetRecord& t) -> std::vector<AcceptedSuite>& {
    return version_of(t, V::TLSv1_2).accepted;
  };
  static const auto cells = each_cell;
  const Row rows[] = {
      {"nothing", [](TargetRecord&) {}, Verdict::connects, {}, ""},
      {"expired",
       [](TargetRecord& t) {
         t.certificates[0].verdict->problems = {P::expired};
         t.certificates[0].facts[0]->not_after = kNow - 1s;
       },
       Verdict::cut_off_outside, 0x800B0101, "has expired"},
      {"an issuer expired: Windows may find another",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::expired}; },
       Verdict::unknown,
       {},
       "in doubt"},
      {"not yet valid",
       [](TargetRecord& t) {
         t.certificates[0].verdict->problems = {P::not_yet_valid};
         t.certificates[0].facts[0]->not_before = kNow + 1s;
       },
       Verdict::cut_off_outside, 0x800B0101, "not yet valid"},
      {"another name", [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::name_mismatch}; },
       Verdict::cut_off_outside, 0x800B010F, "other names than vpn.example.net"},
      {"a wrong signature",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::bad_signature}; },
       Verdict::cut_off_outside,
       {},
       "signature"},
      {"for clients alone",
       [](TargetRecord& t) {
         t.certificates[0].verdict->problems = {P::wrong_purpose};
         t.certificates[0].facts[0]->server_usage = ServerUsage::absent;
       },
       Verdict::cut_off_outside, 0x800B0110, "not for TLS servers"},
      {"an issuer of the wrong purpose",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::wrong_purpose}; },
       Verdict::unknown,
       {},
       "in doubt"},
      {"self-signed: a client may have it",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::self_signed}; }, Verdict::unknown, 0x800B0109,
       "trusts the root"},
      {"a root that is not trusted here",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::untrusted_root}; }, Verdict::unknown, 0x800B0109,
       "trusts the root"},
      {"no roots here", [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::no_roots}; }, Verdict::unknown,
       0x800B0109, "had no roots"},
      {"an issuer is missing", [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::incomplete_chain}; },
       Verdict::unknown, 0x800B010A, "whole chain"},
      {"an issuer that is none",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::bad_issuer}; },
       Verdict::unknown,
       {},
       "in doubt"},
      {"something else",
       [](TargetRecord& t) { t.certificates[0].verdict->problems = {P::other}; },
       Verdict::unknown,
       {},
       "in doubt"},
      {"expired, and its root unknown: the date is enough",
       [](TargetRecord& t) {
         t.certificates[0].verdict->problems = {P::self_signed, P::expired};
         t.certificates[0].facts[0]->not_after = kNow - 1s;
       },
       Verdict::cut_off_outside, 0x800B0101, "has expired"},
      {"short by NIST, and long enough for Windows",
       [](TargetRecord& t) {
         t.certificates[0].verdict->problems = {P::weak_key};
         t.certificates[0].facts[0]->key_bits = 1024;
       },
       Verdict::connects,
       {},
       ""},
      {"RSA of 1016 bits",
       [](TargetRecord& t) { t.certificates[0].facts[0]->key_bits = 1016; },
       Verdict::cut_off_outside,
       {},
       "RSA key of 1016 bits"},
      {"an issuer of 512 bits",
       [](TargetRecord& t) {
         t.certificates[0].facts.push_back(t.certificates[0].facts[0]);
         t.certificates[0].facts[1]->key_bits = 512;
       },
       Verdict::cut_off_outside,
       {},
       "RSA key of 512 bits"},
      {"signed with MD5",
       [](TargetRecord& t) { t.certificates[0].facts[0]->signature_hash = tls::SignatureHash::md5; },
       Verdict::unknown,
       {},
       "is signed with"},
      {"signed with SHA-224, which no Windows lists",
       [](TargetRecord& t) { t.certificates[0].facts[0]->signature_hash = tls::SignatureHash::sha224; },
       Verdict::unknown,
       {},
       "is signed with"},
      {"a root signed with MD5: nobody looks",
       [](TargetRecord& t) {
         t.certificates[0].facts.push_back(t.certificates[0].facts[0]);
         t.certificates[0].facts[1]->signature_hash = tls::SignatureHash::md5;
         t.certificates[0].facts[1]->self_signed = true;
       },
       Verdict::connects,
       {},
       ""},
      {"signed with SHA-1",
       [](TargetRecord& t) { t.certificates[0].facts[0]->signature_hash = tls::SignatureHash::sha1; },
       Verdict::connects,
       {},
       ""},
      {"nobody looked at it",
       [](TargetRecord& t) { t.certificates[0].verdict.reset(); },
       Verdict::unknown,
       {},
       "nobody looked"},
      {"no certificate was seen",
       [](TargetRecord& t) { t.exchanges[0].leaf.clear(); },
       Verdict::unknown,
       {},
       "no certificate was seen"},
      {"no call was asked for",
       [](TargetRecord& t) {
         for (auto& c : cells(t)) c.rung = Rung::hello;
       },
       Verdict::unknown,
       {},
       "no SSTP call was asked for"},
      {"no call ever went through",
       [](TargetRecord& t) {
         for (auto& c : cells(t)) {
           c.rung = Rung::tls;
           c.climb = Climb{1, C::not_found, "", "{}", {}, {}, {}};
         }
       },
       Verdict::unknown,
       {},
       "no SSTP call went through behind it (not_found)"},
      {"its turn never came",
       [](TargetRecord& t) {
         for (auto& c : cells(t)) {
           c.rung = Rung::hello;
           c.climb = Climb{0, C::not_called, "", "", {}, {}, {}};
         }
       },
       Verdict::unknown,
       {},
       "no SSTP call was made"},
      {"nobody here carries the suite, and others' calls went through",
       [](TargetRecord& t) {
         for (auto& c : cells(t)) {
           c.rung = Rung::hello;
           c.climb = Climb{0, C::no_client, "", "", {}, {}, {}};
         }
       },
       Verdict::connects,
       {},
       ""},
      {"nobody here carries the suite, nor did any other call go through",
       [](TargetRecord& t) {
         t.sstp.connected = 0;
         for (auto& c : cells(t)) {
           c.rung = Rung::hello;
           c.climb = Climb{0, C::no_client, "", "", {}, {}, {}};
         }
       },
       Verdict::unknown,
       {},
       "no SSTP call was made"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto target = azure_2024();
    row.change(target);
    const auto seen = windows_10(target);
    const auto why = reports::english(seen.why);
    CAPTURE(why);
    CHECK(to_string(seen.verdict) == to_string(row.verdict));
    CHECK(seen.error == row.error);
    CHECK((row.why[0] == '\0' ? why.empty() : why.find(row.why) != std::string::npos));
    CHECK((seen.fix == probe::message("fix.at_gateway")) == (row.verdict == Verdict::cut_off_outside));
  }
}

TEST_CASE("an RSA key under 2048 bits is in doubt with the newest Windows alone") {
  auto target = azure_2024();
  target.certificates[0].facts[0]->key_bits = 2047;
  CHECK(windows_10(target).verdict == Verdict::connects);
  for (const char* id : {"11-22H2+", "server-2025"})
    CHECK(row_of(target, id, ClientState::as_shipped).verdict == Verdict::unknown);
}

TEST_CASE("what is taken for granted of a certificate is told") {
  const auto has = [](const Forecast& row, Inference inference) {
    return std::count(row.inferences.begin(), row.inferences.end(), inference) == 1;
  };
  auto target = azure_2024();
  CHECK(has(windows_10(target), Inference::revocation_unchecked));
  CHECK(has(windows_10(target), Inference::roots_as_here));
  CHECK(!has(windows_10(target), Inference::sha1_taken));
  target.certificates[0].facts[0]->signature_hash = tls::SignatureHash::sha1;
  CHECK(has(windows_10(target), Inference::sha1_taken));
}

TEST_CASE("keys that no hello of a Windows asks for") {
  struct Row {
    const char* name;
    KeyType type;
    const char* curve;
    Codes suites;
    V version;
    const char* client;
    Verdict verdict;
  };
  const Codes ecdsa{0xC02B, 0xC02C, 0xC023, 0xC024, 0xC009, 0xC00A}, rsa{0xC030, 0xC02F}, tls13{0x1301, 0x1302};
  constexpr auto kYes = Verdict::connects, kNo = Verdict::cut_off_outside;
  const Row rows[] = {
      {"P-256", KeyType::ec, "secp256r1", ecdsa, V::TLSv1_2, "10-22H2", kYes},
      {"P-384", KeyType::ec, "secp384r1", ecdsa, V::TLSv1_2, "10-22H2", kYes},
      {"P-521, which Windows does not list", KeyType::ec, "secp521r1", ecdsa, V::TLSv1_2, "10-22H2", kNo},
      {"brainpool", KeyType::ec, "brainpoolP256r1", ecdsa, V::TLSv1_2, "10-22H2", kNo},
      {"a curve spelled out", KeyType::ec, "explicit", ecdsa, V::TLSv1_2, "10-22H2", kNo},
      {"a curve that no record kept", KeyType::ec, "", ecdsa, V::TLSv1_2, "10-22H2", Verdict::unknown},
      {"Ed25519", KeyType::ed25519, "", ecdsa, V::TLSv1_2, "10-22H2", kNo},
      {"Ed448", KeyType::ed448, "", ecdsa, V::TLSv1_2, "10-22H2", kNo},
      {"RSA-PSS", KeyType::rsa_pss, "", rsa, V::TLSv1_2, "10-22H2", kNo},
      {"an unknown key", KeyType::other, "", rsa, V::TLSv1_2, "10-22H2", Verdict::unknown},
      {"RSA in TLS 1.3", KeyType::rsa, "", tls13, V::TLSv1_3, "11-22H2+", kYes},
      {"P-256 in TLS 1.3", KeyType::ec, "secp256r1", tls13, V::TLSv1_3, "11-22H2+", kYes},
      // RFC 8446 4.2.3: there a scheme says the curve, and Windows has ecdsa_secp521r1_sha512.
      {"P-521 in TLS 1.3", KeyType::ec, "secp521r1", tls13, V::TLSv1_3, "11-22H2+", kYes},
      {"brainpool in TLS 1.3", KeyType::ec, "brainpoolP256r1", tls13, V::TLSv1_3, "11-22H2+", kNo},
      {"Ed25519 in TLS 1.3", KeyType::ed25519, "", tls13, V::TLSv1_3, "11-22H2+", kNo},
      {"Ed448 in TLS 1.3", KeyType::ed448, "", tls13, V::TLSv1_3, "11-22H2+", kNo},
      {"RSA-PSS in TLS 1.3", KeyType::rsa_pss, "", tls13, V::TLSv1_3, "11-22H2+", kNo},
      {"DSA in TLS 1.3", KeyType::dsa, "", tls13, V::TLSv1_3, "11-22H2+", kNo},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto target = gateway({{row.version, row.suites}}, Reason::alert_handshake_failure);
    auto& leaf = *target.certificates[0].facts[0];
    leaf.key_type = row.type;
    leaf.curve = row.curve;
    const auto seen = row_of(target, row.client, ClientState::as_shipped);
    const auto why = reports::english(seen.why);
    CAPTURE(why);
    CHECK(to_string(seen.verdict) == to_string(row.verdict));
    const bool rests_on_key = std::count(seen.inferences.begin(), seen.inferences.end(), Inference::key_by_hello) == 1;
    CHECK(rests_on_key == (row.verdict == kNo));
    if (row.verdict != kNo) continue;
    CHECK(seen.why.form().id == "client.key");
    // A second certificate that fits may be the one that is shown to it.
    auto second = rsa_chain();
    second.facts[0]->sha256 = "B2";
    if (row.version != V::TLSv1_3 && row.type != KeyType::rsa_pss) {
      second.facts[0]->key_type = KeyType::ec;
      second.facts[0]->curve = "secp256r1";
    }
    target.certificates.push_back(second);
    CHECK(row_of(target, row.client, ClientState::as_shipped).verdict == Verdict::unknown);
    target.certificates.back().named = false;
    CHECK(row_of(target, row.client, ClientState::as_shipped).verdict == kNo);
  }
}

TEST_CASE("a DH key under 1024 bits is none, where the server may choose it") {
  const auto of_bits = [](const Codes& suites, std::optional<std::size_t> bits) {
    auto target = gateway({{V::TLSv1_2, suites}}, Reason::alert_handshake_failure);
    for (auto& cell : version_of(target, V::TLSv1_2).accepted)
      if (cell.code == tls::CipherSuite{0x009F} || cell.code == tls::CipherSuite{0x009E}) cell.key_bits = bits;
    return target;
  };
  const auto verdict = [](const TargetRecord& target) {
    return row_of(target, "8.1", ClientState::registry_set).verdict;
  };
  CHECK(verdict(of_bits({0x009F, 0x009E}, 1024)) == Verdict::connects);
  CHECK(verdict(of_bits({0x009F, 0x009E}, 1023)) == Verdict::cut_off_outside);
  CHECK(verdict(of_bits({0x009F, 0x009E}, 512)) == Verdict::cut_off_outside);
  CHECK(verdict(of_bits({0x009F, 0x009E}, std::nullopt)) == Verdict::unknown);
  // The client's order decides at gateway(), and 8.1 likes C028 best.
  CHECK(verdict(of_bits({0xC028, 0x009F}, 512)) == Verdict::connects);
  auto target = of_bits({0xC028, 0x009F}, 512);
  target.server.features[FeatureKind::suite_preference] = {Support::yes, 1};
  CHECK(verdict(target) == Verdict::unknown);
}

/// What a client's own hello drew, between controls that held.
void put_live(TargetRecord& target, const ExchangeSummary& answer) {
  const auto add = [&](ExchangeSummary exchange) {
    exchange.id = static_cast<ExchangeId>(target.exchanges.size() + 1);
    exchange.started = seconds(exchange.id);
    exchange.lasted = 10ms;
    target.exchanges.push_back(exchange);
  };
  ExchangeSummary control;
  control.purpose = Purpose::control;
  control.version = V::TLSv1_2;
  control.codes = {tls::CipherSuite{0xC030}};
  control.response = Response::server_hello;
  control.selected = control.codes;
  control.selected_version = V::TLSv1_2;
  add(control);
  add(answer);
  add(control);
}

TEST_CASE("a live answer outranks the forecast") {
  ExchangeSummary hello;
  hello.purpose = Purpose::client;
  hello.client = "10-22H2/as-shipped";
  hello.version = V::TLSv1_2;
  hello.codes = {tls::CipherSuite{0xC02C}, tls::CipherSuite{0xC030}, tls::CipherSuite{0xC028},
                 tls::CipherSuite{0xC013}};
  SUBCASE("refused by an alert, where the cells made it connect") {
    auto target = azure_2024();
    hello.response = Response::fatal_alert;
    hello.alert = tls::AlertDescription::handshake_failure;
    put_live(target, hello);
    const auto row = windows_10(target);
    CHECK(row.verdict == Verdict::cut_off_outside);
    CHECK(row.error == 0x80090326);
    CHECK(row.agreement == Agreement::mismatch);
    CHECK(row.expected.outcome == TunnelOutcome::stands);
    CHECK(row.why == probe::message("client.named_alert", tls::AlertDescription::handshake_failure));
  }
  SUBCASE("answered, where the cells made it be cut off") {
    auto target = gateway({{V::TLSv1_2, {0x009C}}, {V::TLSv1_1, kOld}}, Reason::alert_handshake_failure);
    version_of(target, V::TLSv1_2).accepted.clear();
    hello.response = Response::server_hello;
    hello.selected = {tls::CipherSuite{0xC013}};
    hello.selected_version = V::TLSv1_1;
    hello.leaf = "A1";
    put_live(target, hello);
    const auto row = windows_10(target);
    CHECK(row.verdict == Verdict::connects);
    CHECK(row.version == V::TLSv1_1);
    CHECK(row.suites == hello.selected);
  }
  SUBCASE("answered, and the certificate that it was shown has expired") {
    auto target = azure_2024();
    auto other = rsa_chain();
    other.facts[0]->sha256 = "B2";
    other.facts[0]->not_after = kNow - 1s;
    other.verdict->problems = {ChainProblem::expired};
    target.certificates.push_back(other);
    hello.response = Response::server_hello;
    hello.selected = {tls::CipherSuite{0xC030}};
    hello.selected_version = V::TLSv1_2;
    hello.leaf = "B2";
    put_live(target, hello);
    const auto row = windows_10(target);
    CHECK(row.agreement == Agreement::agrees);
    CHECK(row.verdict == Verdict::cut_off_outside);
    CHECK(row.error == 0x800B0101);
  }
  SUBCASE("answered with a key that it did not ask for") {
    auto target = azure_2024();
    auto other = rsa_chain();
    other.facts[0]->sha256 = "B2";
    other.facts[0]->key_type = KeyType::ed448;
    target.certificates.push_back(other);
    hello.response = Response::server_hello;
    hello.selected = {tls::CipherSuite{0xC02C}};
    hello.selected_version = V::TLSv1_2;
    hello.leaf = "B2";
    put_live(target, hello);
    CHECK(windows_10(target).verdict == Verdict::unknown);
  }
  SUBCASE("an answer that tells nothing changes nothing") {
    auto target = azure_2024();
    hello.response = Response::closed;  // once is no refusal
    put_live(target, hello);
    CHECK(windows_10(target).verdict == Verdict::connects);
    CHECK(windows_10(target).agreement == Agreement::not_compared);
  }
  SUBCASE("nor does one of unlike servers") {
    auto target = azure_2024();
    for (auto& cell : version_of(target, V::TLSv1_2).accepted) cell.answers = AnswerCount{7, 5};
    hello.response = Response::server_hello;
    hello.selected = {tls::CipherSuite{0xC030}};
    hello.selected_version = V::TLSv1_2;
    hello.leaf = "A1";
    put_live(target, hello);
    CHECK(windows_10(target).verdict == Verdict::sometimes);
  }
}

TEST_CASE("inside, the versions that a client speaks, and no others") {
  const auto only = [](V version) { return gateway({{version, kOld}}, Reason::alert_protocol_version); };
  struct Row {
    const char* name;
    TargetRecord target;
    tls::VersionSet spoken;
    Verdict verdict;
  };
  auto open = only(V::TLSv1_2);
  version_of(open, V::TLSv1_1).outcome = Outcome::inconclusive;
  const Row rows[] = {
      {"in common", only(V::TLSv1_2), {V::TLSv1_0, V::TLSv1_2}, Verdict::connects},
      {"none in common", only(V::TLSv1_2), {V::TLSv1_0, V::TLSv1_1}, Verdict::cut_off_inside},
      {"the server's lies between those that it speaks",
       only(V::TLSv1_1),
       {V::TLSv1_0, V::TLSv1_2},
       Verdict::cut_off_inside},
      {"older ones alone", only(V::TLSv1_0), {V::TLSv1_1, V::TLSv1_2}, Verdict::cut_off_inside},
      {"one that could not be told", open, {V::TLSv1_1}, Verdict::unknown},
      {"the record does not have it", TargetRecord{}, {V::TLSv1_2}, Verdict::unknown},
      {"none is left", only(V::TLSv1_2), {}, Verdict::cut_off_inside},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(to_string(inner_of(row.target, row.spoken).verdict) == to_string(row.verdict));
  }
}

}  // namespace
}  // namespace probe
