// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/reports/sample_record.hpp"

#include "reports/report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <sstream>
#include <utility>

namespace reports::test {
namespace {

using namespace std::chrono_literals;
using probe::Basis;
using probe::Outcome;
using probe::Reason;
using tls::CipherSuite;
using tls::NamedGroup;
using tls::ProtocolVersion;

probe::UtcTime at(int hour, int minute, std::chrono::milliseconds rest) {
  using namespace std::chrono;
  return probe::UtcTime(sys_days(year{2026} / 11 / 24) + hours(hour) + minutes(minute) + rest);
}

/// RC4, 3DES, AES-CBC: what an old Windows gateway has.
std::vector<probe::AcceptedSuite> old_suites() {
  return {accepted("TLS_RSA_WITH_RC4_128_MD5"),
          accepted("TLS_RSA_WITH_RC4_128_SHA"),
          accepted("TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
          accepted("TLS_RSA_WITH_AES_128_CBC_SHA"),
          accepted("TLS_RSA_WITH_AES_256_CBC_SHA"),
          accepted("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", {}, 1024),
          accepted("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", NamedGroup::secp256r1, 256),
          accepted("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", NamedGroup::secp256r1, 256)};
}

probe::CertificateFacts leaf() {
  probe::CertificateFacts facts;
  facts.subject = "CN=gw1.example.net,O=Example";
  facts.issuer = "CN=Example Issuing CA 1,O=Example";
  facts.serial = "3C3CC49A69E45404";
  facts.dns_names = {"gw1.example.net", "*.gw.example.net"};
  facts.addresses = {"192.0.2.17"};
  facts.other_names = 1;
  facts.not_before = std::chrono::floor<std::chrono::seconds>(at(0, 0, 0ms) - std::chrono::days(300));
  facts.not_after = std::chrono::floor<std::chrono::seconds>(at(12, 0, 0ms) + std::chrono::days(65));
  facts.key_type = probe::KeyType::rsa;
  facts.key_bits = 2048;
  facts.signature_hash = tls::SignatureHash::sha256;
  facts.signature_key = tls::SignatureKey::rsa;
  facts.signature_algorithm = "sha256WithRSAEncryption";
  facts.server_usage = probe::ServerUsage::server_auth;
  facts.sha1 = std::string(38, '0') + "A1";
  facts.sha256 = std::string(62, '0') + "A2";
  return facts;
}

probe::TargetRecord old_gateway() {
  probe::TargetRecord record;
  record.target.host = "vpn.example.net";
  record.target.sni = "vpn.example.net";
  record.target.label = "Head office";
  record.address = "192.0.2.17:443";
  record.status = probe::TargetStatus::partial;
  record.problem = probe::message("partial.cells", 3, 1350);
  auto tls12 = old_suites();
  tls12[6].group = tls12[7].group = NamedGroup::secp384r1;
  tls12.push_back(accepted("TLS_RSA_WITH_AES_128_CBC_SHA256"));
  tls12.push_back(accepted("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", NamedGroup::secp384r1, 384));
  tls12.push_back(accepted("TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384", NamedGroup::secp384r1, 384));
  tls12.push_back(accepted("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256_OLD", NamedGroup::x25519, 253));
  record.versions = {
      whole_version({ProtocolVersion::SSLv2,
                     {accepted("SSL_CK_RC4_128_WITH_MD5"), accepted("SSL_CK_DES_64_CBC_WITH_MD5")},
                     {},
                     Reason::no_shared_cipher_kind,
                     {}}),
      whole_version({ProtocolVersion::SSLv3,
                     {accepted("TLS_RSA_EXPORT_WITH_RC4_40_MD5", {}, 512), accepted("TLS_RSA_WITH_RC4_128_SHA"),
                      accepted("TLS_RSA_WITH_DES_CBC_SHA")},
                     {},
                     Reason::closed_while_control_succeeds,
                     suite("TLS_RSA_WITH_RC4_128_SHA")}),
      whole_version({ProtocolVersion::TLSv1_0,
                     old_suites(),
                     {},
                     Reason::closed_while_control_succeeds,
                     suite("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")}),
      whole_version({ProtocolVersion::TLSv1_1,
                     old_suites(),
                     {},
                     Reason::closed_while_control_succeeds,
                     suite("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")}),
      whole_version(
          {ProtocolVersion::TLSv1_2,
           tls12,
           {{{suite("TLS_RSA_WITH_NULL_SHA"), suite("TLS_DHE_DSS_WITH_AES_128_CBC_SHA")}, Reason::repeats_disagree, 41},
            {{suite("TLS_DH_anon_WITH_SEED_CBC_SHA")}, Reason::other_alert, 42}},
           Reason::alert_handshake_failure,
           suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")}),
      whole_version({ProtocolVersion::TLSv1_3, {}, {}, Reason::alert_protocol_version, {}}),
  };
  record.findings = {
      {probe::FindingKind::answer_changed,
       probe::verbatim("The same hello drew TLS_RSA_WITH_NULL_SHA once and a handshake_failure the next time."),
       ProtocolVersion::TLSv1_2,
       {suite("TLS_RSA_WITH_NULL_SHA")},
       {40, 41}},
      {probe::FindingKind::slowed_down, probe::message("finding.slowed_down", 2), {}, {}, {}}};
  record.stats = {61, 4218340us, 2};
  return record;
}

probe::TargetRecord modern_gateway() {
  probe::TargetRecord record;
  record.target.host = "2001:db8::17";
  record.target.port = 8443;
  record.address = "[2001:db8::17]:8443";
  record.status = probe::TargetStatus::complete;
  const std::vector<probe::AcceptedSuite> tls12{
      accepted("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", NamedGroup::x25519, 253),
      accepted("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", NamedGroup::x25519, 253)};
  const std::vector<probe::AcceptedSuite> tls13{accepted("TLS_AES_128_GCM_SHA256", NamedGroup::X25519MLKEM768),
                                                accepted("TLS_AES_256_GCM_SHA384", NamedGroup::X25519MLKEM768)};
  for (const auto version : {ProtocolVersion::SSLv2, ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_0})
    record.versions.push_back(whole_version({version, {}, {}, Reason::alert_protocol_version, {}}));
  probe::VersionResult unasked;
  unasked.version = ProtocolVersion::TLSv1_1;
  record.versions.push_back(unasked);
  record.versions.push_back(whole_version({ProtocolVersion::TLSv1_2,
                                           tls12,
                                           {},
                                           Reason::alert_handshake_failure,
                                           suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")}));
  record.versions.push_back(whole_version(
      {ProtocolVersion::TLSv1_3, tls13, {}, Reason::alert_handshake_failure, suite("TLS_AES_256_GCM_SHA384")}));
  record.stats = {19, 612004us, 0};
  return record;
}

probe::TargetRecord nowhere() {
  probe::TargetRecord record;
  record.target.host = "vpn.example.invalid";
  record.target.sni = "vpn.example.invalid";
  record.problem = probe::message("unreached.no_address", "Host not found (authoritative)");
  for (const auto version : tls::kProtocolVersions) {
    probe::VersionResult result;
    result.version = version;
    result.outcome = Outcome::inconclusive;
    result.reason = Reason::connect_failed;
    result.inconclusive.push_back({{}, Reason::connect_failed, 0});
    for (const auto& row : tls::cipher_suites())
      if (row.versions.contains(version)) result.inconclusive[0].codes.push_back(row.code);
    record.versions.push_back(std::move(result));
  }
  record.stats = {0, 3120us, 0};
  return record;
}

probe::ScanRecord frame() {
  probe::ScanRecord record;
  record.tool = {"sstp-probe", "0.1.0", "OpenSSL 3.0.17 1 Jul 2025"};
  record.started = at(14, 5, 9123ms);
  record.finished = at(14, 5, 13960ms);
  return record;
}

}  // namespace

tls::CipherSuite suite(std::string_view name) {
  const auto code = tls::cipher_suite_from(name);
  REQUIRE_MESSAGE(code, name);
  return *code;
}

probe::AcceptedSuite accepted(std::string_view name, std::optional<NamedGroup> group,
                              std::optional<std::size_t> key_bits) {
  return {suite(name), probe::Rung::hello, group, key_bits, 7};
}

probe::VersionResult whole_version(SampleVersion sample) {
  probe::VersionResult result;
  result.version = sample.version;
  result.preferred = sample.preferred;
  std::set<CipherSuite> known;
  for (const auto& each : sample.accepted) known.insert(each.code);
  for (auto& group : sample.inconclusive) {
    std::sort(group.codes.begin(), group.codes.end());
    known.insert(group.codes.begin(), group.codes.end());
  }
  std::sort(sample.accepted.begin(), sample.accepted.end(),
            [](const auto& a, const auto& b) { return a.code < b.code; });
  const bool spoken = !sample.accepted.empty();
  result.outcome = spoken ? Outcome::accepted : sample.inconclusive.empty() ? Outcome::refused : Outcome::inconclusive;
  result.reason = spoken ? Reason::server_selected_it : sample.refusal;
  probe::RefusedSuites rest{{}, spoken ? Basis::batch : Basis::version, sample.refusal, 9};
  for (const auto& row : tls::cipher_suites())
    if (row.versions.contains(sample.version) && known.count(row.code) == 0) rest.codes.push_back(row.code);
  if (!rest.codes.empty()) result.refused.push_back(std::move(rest));
  result.accepted = std::move(sample.accepted);
  result.inconclusive = std::move(sample.inconclusive);
  return result;
}

probe::ScanRecord scan_of_three() {
  auto record = frame();
  record.targets = {old_gateway(), modern_gateway(), nowhere()};
  return record;
}

probe::ScanRecord small_scan() {
  auto record = frame();
  record.options.suites = {suite("TLS_RSA_WITH_RC4_128_MD5"), suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                           suite("TLS_RSA_WITH_NULL_SHA"), suite("SSL_CK_RC4_128_WITH_MD5")};
  record.options.versions = {ProtocolVersion::SSLv2, ProtocolVersion::TLSv1_2};
  record.options.strict = true;
  record.options.delay = 25ms;

  probe::TargetRecord target;
  target.target.host = "vpn.example.net";
  target.target.port = 8443;
  target.target.label = "Head office";
  target.target.connect = probe::ConnectOverride{"gw1.example.net", std::uint16_t{443}};
  target.target.family = probe::AddressFamily::ipv4;
  target.address = "192.0.2.17:443";
  target.status = probe::TargetStatus::partial;
  target.problem = probe::message("partial.cells", 1, 4);
  target.versions.resize(3);
  target.versions[0].version = ProtocolVersion::SSLv2;
  target.versions[0].outcome = Outcome::refused;
  target.versions[0].reason = Reason::ssl2_error;
  target.versions[0].refused = {{{suite("SSL_CK_RC4_128_WITH_MD5")}, Basis::version, Reason::ssl2_error, 1}};
  target.versions[1].version = ProtocolVersion::SSLv3;
  target.versions[2].version = ProtocolVersion::TLSv1_2;
  target.versions[2].outcome = Outcome::accepted;
  target.versions[2].reason = Reason::server_selected_it;
  target.versions[2].preferred = suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
  target.versions[2].accepted = {
      {suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), probe::Rung::hello, NamedGroup::secp384r1, 384, 2}};
  target.versions[2].refused = {{{suite("TLS_RSA_WITH_NULL_SHA")}, Basis::single, Reason::alert_handshake_failure, 3}};
  target.versions[2].inconclusive = {{{suite("TLS_RSA_WITH_RC4_128_MD5")}, Reason::closed, 4}};
  target.certificates = {{{{0x30, 0x03, 0x02, 0x01, 0x05}, {0x30, 0x00}}, 2, {ProtocolVersion::TLSv1_2}}};
  target.certificates[0].facts = {leaf(), std::nullopt};
  target.certificates[0].verdict = probe::ChainVerdict{
      {probe::ChainProblem::unreadable, probe::ChainProblem::incomplete_chain, probe::ChainProblem::name_mismatch},
      probe::NameMatch::mismatch,
      "vpn.example.net",
      "unable to get local issuer certificate"};
  target.findings = {{probe::FindingKind::selected_unoffered_suite,
                      probe::verbatim("A ServerHello selected TLS_RSA_WITH_RC4_128_SHA, which was not offered."),
                      ProtocolVersion::TLSv1_2,
                      {suite("TLS_RSA_WITH_RC4_128_SHA")},
                      {4}}};
  target.exchanges = {{1,
                       probe::Purpose::sweep,
                       ProtocolVersion::SSLv2,
                       probe::HelloShape::full,
                       {suite("SSL_CK_RC4_128_WITH_MD5")},
                       0us,
                       1234us,
                       probe::Response::ssl2_error,
                       {},
                       {},
                       "no cipher error",
                       48,
                       5},
                      {2,
                       probe::Purpose::sweep,
                       ProtocolVersion::TLSv1_2,
                       probe::HelloShape::full,
                       {suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), suite("TLS_RSA_WITH_NULL_SHA")},
                       17us,
                       1000001us,
                       probe::Response::server_hello,
                       {suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")},
                       ProtocolVersion::TLSv1_2,
                       "",
                       293,
                       1388},
                      {3,
                       probe::Purpose::control,
                       ProtocolVersion::TLSv1_2,
                       probe::HelloShape::small,
                       {suite("TLS_RSA_WITH_NULL_SHA")},
                       100000us,
                       300000us,
                       probe::Response::fatal_alert,
                       {},
                       {},
                       "fatal handshake_failure (40)",
                       128,
                       7},
                      {4,
                       probe::Purpose::repeat,
                       ProtocolVersion::TLSv1_2,
                       probe::HelloShape::bare,
                       {suite("TLS_RSA_WITH_RC4_128_MD5")},
                       999999999us,
                       1us,
                       probe::Response::closed,
                       {},
                       ProtocolVersion{0x7F17},
                       "reset by peer",
                       51,
                       0}};
  target.stats = {4, 1000000009us, 1};
  record.targets = {target};
  return record;
}

namespace {

probe::AcceptedSuite halted(probe::AcceptedSuite cell, probe::Rung rung, probe::CallOutcome halt, probe::ExchangeId id,
                            std::string detail) {
  cell.rung = rung;
  cell.climb = probe::Climb{};
  cell.climb->exchange = id;
  cell.climb->halt = halt;
  cell.climb->detail = std::move(detail);
  return cell;
}

probe::TargetRecord unlike_servers() {
  using probe::CallOutcome;
  using probe::Rung;
  probe::TargetRecord target;
  target.target.host = "vpn.example.net";
  target.target.sni = "vpn.example.net";
  target.address = "192.0.2.17:443";
  target.status = probe::TargetStatus::partial;
  target.problem = probe::message("partial.cells", 1, 8);

  auto rc4 = halted(accepted("TLS_RSA_WITH_RC4_128_SHA"), Rung::tls, CallOutcome::other_status, 21, "HTTP status 502");
  rc4.answers = probe::AnswerCount{7, 5};
  auto cbc = halted(accepted("TLS_RSA_WITH_AES_128_CBC_SHA"), Rung::tls, CallOutcome::other_status, 0,
                    "not asked: the calls before this one all ended so");
  cbc.needs = {probe::Need::encrypt_then_mac};
  auto dhe =
      halted(accepted("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", {}, 2048), Rung::hello, CallOutcome::not_called, 0, "");
  dhe.needs = {probe::Need::ffdhe_group, probe::Need::small_hello};
  dhe.answers = probe::AnswerCount{1, 11};
  auto gcm = accepted("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", NamedGroup::x25519, 253);
  gcm.rung = Rung::sstp;
  gcm.answers = probe::AnswerCount{5, 7};
  gcm.climb = probe::Climb{22, {}, "", "", 12ms, 20ms, 31ms};
  auto old = accepted("TLS_RSA_WITH_RC4_128_SHA");

  target.versions.resize(2);
  target.versions[0].version = ProtocolVersion::TLSv1_1;
  target.versions[0].outcome = Outcome::accepted;
  target.versions[0].reason = Reason::server_selected_it;
  target.versions[0].accepted = {old};
  target.versions[1].version = ProtocolVersion::TLSv1_2;
  target.versions[1].outcome = Outcome::accepted;
  target.versions[1].reason = Reason::server_selected_it;
  target.versions[1].preferred = gcm.code;
  target.versions[1].accepted = {rc4, cbc, dhe, gcm};
  target.versions[1].refused = {{{suite("TLS_RSA_WITH_NULL_SHA")},
                                 Basis::single,
                                 Reason::alert_while_control_succeeds,
                                 3,
                                 tls::AlertDescription::internal_error},
                                {{suite("TLS_RSA_WITH_RC4_128_MD5")},
                                 Basis::batch,
                                 Reason::alert_handshake_failure,
                                 4,
                                 tls::AlertDescription::handshake_failure}};
  target.versions[1].inconclusive = {
      {{suite("TLS_RSA_WITH_SEED_CBC_SHA")}, Reason::servers_differ, 5, tls::AlertDescription::decode_error}};

  target.certificates = {{{{0x30, 0x03, 0x02, 0x01, 0x05}}, 2, {ProtocolVersion::TLSv1_2}},
                         {{{0x30, 0x03, 0x02, 0x01, 0x06}}, 6, {ProtocolVersion::TLSv1_2}}};
  target.certificates[0].facts = {leaf()};
  target.certificates[0].verdict = probe::ChainVerdict{{}, probe::NameMatch::alternative_name, "vpn.example.net", ""};
  target.certificates[1].named = false;
  target.certificates[1].facts = {leaf()};
  target.certificates[1].facts[0]->subject = "CN=default.invalid";
  target.certificates[1].facts[0]->sha256 = std::string(62, '0') + "B3";
  target.certificates[1].verdict = probe::ChainVerdict{
      {probe::ChainProblem::self_signed}, probe::NameMatch::mismatch, "vpn.example.net", "self-signed certificate"};
  target.sstp.calls = 2;
  target.sstp.connected = 1;
  target.findings = {
      {probe::FindingKind::servers_differ, probe::verbatim("Two kinds of servers answer."), {}, {rc4.code}, {7, 8}},
      {probe::FindingKind::suite_spoils_hello,
       probe::verbatim("Hellos with it are refused, and accepted without."),
       ProtocolVersion::TLSv1_2,
       {suite("TLS_SRP_SHA_WITH_AES_128_CBC_SHA")},
       {9}},
      {probe::FindingKind::policy_changed, probe::verbatim("Refused since exchange 30."), {}, {}, {30}}};
  probe::ExchangeSummary asked;
  asked.version = ProtocolVersion::TLSv1_2;
  asked.id = 3;
  asked.purpose = probe::Purpose::look;
  asked.shape = probe::HelloShape::rich;
  asked.codes = {suite("TLS_RSA_WITH_NULL_SHA")};
  asked.response = probe::Response::fatal_alert;
  asked.alert = tls::AlertDescription::internal_error;
  asked.detail = "fatal internal_error (80)";
  target.exchanges = {asked};
  asked.id = 6;
  asked.purpose = probe::Purpose::feature;
  asked.shape = probe::HelloShape::full;
  asked.response = probe::Response::server_hello;
  asked.alert = std::nullopt;
  asked.detail.clear();
  asked.selected = {gcm.code};
  asked.selected_version = ProtocolVersion::TLSv1_2;
  asked.named = false;
  asked.variant = "no-sni";
  asked.retry_suite = gcm.code;
  asked.group = NamedGroup::x25519;
  asked.key_bits = 253;
  asked.leaf = std::string(62, '0') + "B3";
  target.exchanges.push_back(asked);
  target.stats = {31, 2400000us, 0, 4, 2, 5, 3};
  return target;
}

probe::VersionResult open_version(Reason reason, std::optional<tls::AlertDescription> alert) {
  probe::VersionResult version;
  version.version = ProtocolVersion::TLSv1_2;
  version.outcome = Outcome::inconclusive;
  version.reason = reason;
  version.inconclusive = {
      {{suite("TLS_RSA_WITH_RC4_128_SHA"), suite("TLS_RSA_WITH_AES_128_CBC_SHA")}, reason, 1, alert}};
  return version;
}

probe::TargetRecord wants_another_name() {
  probe::TargetRecord target;
  target.target.host = "192.0.2.44";
  target.address = "192.0.2.44:443";
  target.status = probe::TargetStatus::partial;
  target.problem = probe::message("partial.cells", 2, 2);
  target.versions = {open_version(Reason::never_accepted, tls::AlertDescription::unrecognized_name)};
  target.findings = {
      {probe::FindingKind::blocked, probe::verbatim("The target stopped answering for good."), {}, {}, {}}};
  target.stats = {9, 310000us, 0};
  return target;
}

probe::TargetRecord broken_off(const char* host, probe::TargetStatus status) {
  probe::TargetRecord target;
  target.target.host = host;
  target.target.sni = host;
  target.status = status;
  if (status == probe::TargetStatus::not_started) {
    target.problem = probe::message("partial.not_started");
    return target;
  }
  target.address = "192.0.2.45:443";
  target.problem = probe::message("partial.interrupted", 2, 3);
  target.versions = {open_version(Reason::interrupted, {})};
  target.versions[0].outcome = Outcome::accepted;
  target.versions[0].reason = Reason::server_selected_it;
  target.versions[0].accepted = {halted(accepted("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", NamedGroup::x25519, 253),
                                        probe::Rung::hello, probe::CallOutcome::not_called, 0, "")};
  target.stats = {2, 90000us, 0};
  return target;
}

}  // namespace

probe::ScanRecord unlike_scan() {
  auto record = frame();
  record.options.versions = {ProtocolVersion::TLSv1_1, ProtocolVersion::TLSv1_2};
  record.options.gentle = true;
  record.targets = {unlike_servers(), wants_another_name(),
                    broken_off("gw2.example.net", probe::TargetStatus::interrupted),
                    broken_off("gw3.example.net", probe::TargetStatus::not_started)};
  return record;
}

std::string json_of(const probe::ScanRecord& record) {
  std::ostringstream out;
  write_json(out, record);
  return out.str();
}

}  // namespace reports::test
