// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/judge.hpp"
#include "probe/model/day.hpp"
#include "probe/policy/policy_reader.hpp"
#include "probe/policy/waivers.hpp"
#include "reports/catalogue.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace probe;
using tls::CipherSuite;
using tls::ProtocolVersion;

namespace {

constexpr CipherSuite kRc4{0x0005}, kAesCbcSha{0x002F}, kDheGcm{0x009E}, kGcm{0xC02F};

/// Every cell refused, but those that a test changes.
TargetRecord refusing() {
  TargetRecord target;
  target.target.host = "vpn.example.net";
  target.status = TargetStatus::complete;
  for (const auto version : tls::kProtocolVersions) {
    VersionResult result;
    result.version = version;
    result.outcome = Outcome::refused;
    RefusedSuites all{{}, Basis::version, Reason::alert_protocol_version, 7};
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(version)) all.codes.push_back(suite.code);
    result.refused.push_back(std::move(all));
    target.versions.push_back(std::move(result));
  }
  return target;
}

VersionResult& column(TargetRecord& target, ProtocolVersion version) {
  for (auto& each : target.versions)
    if (each.version == version) return each;
  throw std::logic_error("no such version");
}

void take(VersionResult& version, CipherSuite code) { std::erase(version.refused.front().codes, code); }

void accept(TargetRecord& target, ProtocolVersion version, CipherSuite code, std::optional<std::size_t> bits = {}) {
  take(column(target, version), code);
  column(target, version).accepted.push_back({code, Rung::hello, std::nullopt, bits, 9});
}

void accept_sometimes(TargetRecord& target, ProtocolVersion version, CipherSuite code,
                      std::optional<std::size_t> bits = {}) {
  accept(target, version, code, bits);
  column(target, version).accepted.back().answers = AnswerCount{7, 5};
}

void open(TargetRecord& target, ProtocolVersion version, CipherSuite code) {
  take(column(target, version), code);
  column(target, version).inconclusive.push_back({{code}, Reason::timed_out, 11});
}

void forget(TargetRecord& target, ProtocolVersion version, CipherSuite code) { take(column(target, version), code); }

TargetRecord with_certificate(CertificateFacts facts, std::optional<ChainVerdict> verdict = ChainVerdict{}) {
  auto target = refusing();
  accept(target, ProtocolVersion::TLSv1_2, kGcm);
  CertificateChain chain;
  chain.exchange = 9;
  chain.versions = {ProtocolVersion::TLSv1_2};
  chain.facts.emplace_back(std::move(facts));
  chain.verdict = std::move(verdict);
  target.certificates.push_back(std::move(chain));
  return target;
}

CertificateFacts rsa(std::size_t bits, tls::SignatureHash hash = tls::SignatureHash::sha256) {
  CertificateFacts facts;
  facts.key_type = KeyType::rsa;
  facts.key_bits = bits;
  facts.signature_hash = hash;
  facts.not_before = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  facts.not_after = std::chrono::sys_days(std::chrono::year(2027) / 1 / 1);
  return facts;
}

/// The same, and a bad one that hellos without the name are shown.
TargetRecord with_default_certificate(CertificateFacts facts) {
  auto target = with_certificate(rsa(2048), ChainVerdict{{}, NameMatch::alternative_name, "x", ""});
  CertificateChain chain;
  chain.exchange = 12;
  chain.versions = {ProtocolVersion::TLSv1_2};
  chain.facts.emplace_back(std::move(facts));
  chain.verdict = ChainVerdict{{ChainProblem::self_signed, ChainProblem::name_mismatch}, NameMatch::mismatch, "x", ""};
  chain.named = false;
  target.certificates.push_back(std::move(chain));
  return target;
}

/// That one alone.
TargetRecord with_default_certificate_alone() {
  auto target = with_default_certificate(rsa(2048));
  target.certificates.erase(target.certificates.begin());
  return target;
}

TargetRecord with_unseen_certificate() {
  auto target = with_certificate(rsa(2048));
  accept(target, ProtocolVersion::TLSv1_0, kAesCbcSha);
  return target;
}

TargetRecord with_halt(Rung rung, CallOutcome halt) {
  auto target = refusing();
  accept(target, ProtocolVersion::TLSv1_2, kGcm);
  auto& cell = column(target, ProtocolVersion::TLSv1_2).accepted.back();
  cell.rung = rung;
  cell.climb = Climb{};
  cell.climb->exchange = 10;
  cell.climb->halt = halt;
  return target;
}

TargetRecord with_feature(FeatureKind kind, Support support) {
  auto target = refusing();
  target.server.features[kind] = {support, 5};
  return target;
}

TargetRecord with_groups(std::vector<tls::NamedGroup> groups, Support others) {
  auto target = with_feature(FeatureKind::compression, Support::no);
  GroupFamily family{ProtocolVersion::TLSv1_2, tls::GroupKind::elliptic_curve, {}, {others, 6}};
  for (const auto group : groups) family.accepted.push_back({group, 6});
  target.server.groups.push_back(std::move(family));
  return target;
}

template <class Change>
TargetRecord changed(Change change) {
  auto target = refusing();
  change(target);
  return target;
}

const std::chrono::sys_days kDay = std::chrono::year(2026) / 11 / 25;

Policy policy_of(const std::string& condition) {
  return read_policy("name = \"p\"\ntitle = \"t\"\n[[rule]]\nid = \"a\"\ntitle = \"b\"\n" + condition + "\n", "p.toml")
      .value();
}

struct RuleRow {
  const char* name;
  const char* condition;
  TargetRecord target;
  Ruling ruling;
};

constexpr auto k10 = ProtocolVersion::TLSv1_0, k12 = ProtocolVersion::TLSv1_2;

}  // namespace

TEST_CASE("every kind of rule passes, fails, and says when it does not know") {
  const RuleRow rows[] = {
      {"version refused", "forbid.versions = \"TLSv1.0\"", refusing(), Ruling::pass},
      {"version accepted", "forbid.versions = \"TLSv1.0\"", changed([](auto& t) { accept(t, k10, kRc4); }),
       Ruling::fail},
      {"version open", "forbid.versions = \"TLSv1.0\"", changed([](auto& t) { open(t, k10, kRc4); }), Ruling::unknown},
      {"version not asked", "forbid.versions = \"TLSv1.0\"", changed([](auto& t) { forget(t, k10, kRc4); }),
       Ruling::unknown},
      {"certain failure beside open cells", "forbid.ciphers = \"rc4\"", changed([](auto& t) {
         accept(t, k10, kRc4);
         open(t, k12, kRc4);
       }),
       Ruling::fail},
      {"open cell of another cipher", "forbid.ciphers = \"rc4\"", changed([](auto& t) { open(t, k12, kGcm); }),
       Ruling::pass},
      {"mac", "forbid.macs = \"sha1\"", changed([](auto& t) { accept(t, k12, kAesCbcSha); }), Ruling::fail},
      {"family", "forbid.families = \"SHA-1\"", changed([](auto& t) { accept(t, k12, kAesCbcSha); }), Ruling::fail},
      {"mode", "forbid.modes = \"cbc\"", changed([](auto& t) { accept(t, k12, kGcm); }), Ruling::pass},
      {"key exchange", "forbid.key-exchanges = \"rsa\"", changed([](auto& t) { accept(t, k12, kAesCbcSha); }),
       Ruling::fail},
      {"pattern", "forbid.suites = \"TLS_RSA_*\"", changed([](auto& t) { accept(t, k12, kAesCbcSha); }), Ruling::fail},
      {"code", "forbid.suites = \"0xC02F\"", changed([](auto& t) { accept(t, k12, kGcm); }), Ruling::fail},
      {"key bits", "forbid.key-bits-below = 256", changed([](auto& t) { accept(t, k12, kGcm); }), Ruling::fail},
      {"both must fit", "forbid = { versions = \"TLSv1.0\", ciphers = \"rc4\" }",
       changed([](auto& t) { accept(t, k12, kRc4); }), Ruling::pass},
      {"out of scope", "scope = \"TLSv1.2\"\nforbid.ciphers = \"rc4\"", changed([](auto& t) { accept(t, k10, kRc4); }),
       Ruling::pass},
      {"required and there", "require.versions = \"TLSv1.2\"", changed([](auto& t) { accept(t, k12, kGcm); }),
       Ruling::pass},
      {"required and refused", "require.versions = \"TLSv1.2\"", refusing(), Ruling::fail},
      {"required and open", "require.versions = \"TLSv1.2\"", changed([](auto& t) { open(t, k12, kGcm); }),
       Ruling::unknown},
      {"required rung not tried", "require = { versions = \"TLSv1.2\", rung = \"sstp\" }",
       changed([](auto& t) { accept(t, k12, kGcm); }), Ruling::unknown},
      {"required rung, and a 404", "require = { versions = \"TLSv1.2\", rung = \"sstp\" }",
       with_halt(Rung::tls, CallOutcome::not_found), Ruling::fail},
      {"required rung, and a reset", "require = { versions = \"TLSv1.2\", rung = \"sstp\" }",
       with_halt(Rung::tls, CallOutcome::http_reset), Ruling::unknown},
      {"required rung, and a portal", "require = { versions = \"TLSv1.2\", rung = \"sstp\" }",
       with_halt(Rung::tls, CallOutcome::redirected), Ruling::unknown},
      {"allowed only", "allow-only.suites = \"0xC02F\"", changed([](auto& t) { accept(t, k12, kGcm); }), Ruling::pass},
      {"more than allowed", "allow-only.suites = \"0xC02F\"", changed([](auto& t) { accept(t, k12, kRc4); }),
       Ruling::fail},
      {"perhaps more than allowed", "allow-only.suites = \"0xC02F\"", changed([](auto& t) { open(t, k12, kRc4); }),
       Ruling::unknown},
      {"short DH", "forbid.dh-bits-below = 2048", changed([](auto& t) { accept(t, k12, kDheGcm, 1024); }),
       Ruling::fail},
      {"long DH", "forbid.dh-bits-below = 2048", changed([](auto& t) { accept(t, k12, kDheGcm, 2048); }), Ruling::pass},
      {"DH of an unknown size", "forbid.dh-bits-below = 2048", changed([](auto& t) { accept(t, k12, kDheGcm); }),
       Ruling::unknown},
      {"feature there", "require.features = \"secure_renegotiation\"",
       with_feature(FeatureKind::secure_renegotiation, Support::yes), Ruling::pass},
      {"feature missing", "require.features = \"secure_renegotiation\"",
       with_feature(FeatureKind::secure_renegotiation, Support::no), Ruling::fail},
      {"feature not asked", "require.features = \"secure_renegotiation\"", refusing(), Ruling::unknown},
      {"feature without a place", "require.features = \"encrypt_then_mac\"",
       with_feature(FeatureKind::encrypt_then_mac, Support::not_applicable), Ruling::pass},
      {"bad feature", "forbid.features = \"compression\"", with_feature(FeatureKind::compression, Support::yes),
       Ruling::fail},
      {"group there", "require.groups = \"secp256r1\"", with_groups({tls::NamedGroup::secp256r1}, Support::no),
       Ruling::pass},
      {"group missing", "require.groups = \"x25519\"", with_groups({tls::NamedGroup::secp256r1}, Support::no),
       Ruling::fail},
      {"group perhaps", "require.groups = \"x25519\"", with_groups({tls::NamedGroup::secp256r1}, Support::unknown),
       Ruling::unknown},
      {"other group", "allow-only.groups = \"x25519\"", with_groups({tls::NamedGroup::secp256r1}, Support::no),
       Ruling::fail},
      {"short RSA key", "forbid.rsa-bits-below = 2048", with_certificate(rsa(1024)), Ruling::fail},
      {"long RSA key", "forbid.rsa-bits-below = 2048", with_certificate(rsa(2048)), Ruling::pass},
      {"no certificate seen", "forbid.rsa-bits-below = 2048", changed([](auto& t) { accept(t, k12, kGcm); }),
       Ruling::unknown},
      {"a version whose certificate was not seen", "forbid.rsa-bits-below = 2048", with_unseen_certificate(),
       Ruling::unknown},
      {"certificate hash", "forbid.certificate-hashes = \"sha1\"",
       with_certificate(rsa(2048, tls::SignatureHash::sha1)), Ruling::fail},
      {"certificate hash allowed", "allow-only.certificate-hashes = \"sha256\"", with_certificate(rsa(2048)),
       Ruling::pass},
      {"key type", "allow-only.key-types = \"ec\"", with_certificate(rsa(2048)), Ruling::fail},
      {"validity", "forbid.validity-days-above = 90", with_certificate(rsa(2048)), Ruling::fail},
      {"days left", "forbid.days-left-below = 30", with_certificate(rsa(2048)), Ruling::pass},
      {"fewer days left", "forbid.days-left-below = 60", with_certificate(rsa(2048)), Ruling::fail},
      {"wrong name", "forbid.chain-problems = \"name_mismatch\"",
       with_certificate(rsa(2048), ChainVerdict{{ChainProblem::name_mismatch}, NameMatch::mismatch, "x", ""}),
       Ruling::fail},
      {"chain not judged", "forbid.chain-problems = \"expired\"", with_certificate(rsa(2048), std::nullopt),
       Ruling::unknown},
      {"binding not asked", "forbid.binding-hashes = \"sha1\"", refusing(), Ruling::unknown},
      {"binding", "forbid.binding-hashes = \"sha1\"", changed([](auto& t) {
         t.sstp.calls = 1;
         t.sstp.hash_bitmask = kBindingSha1 | kBindingSha256;
       }),
       Ruling::fail},
      {"unreachable", "forbid.versions = \"TLSv1.0\"", TargetRecord{}, Ruling::unknown},
      {"not started", "forbid.versions = \"TLSv1.0\"", changed([](auto& t) { t.status = TargetStatus::not_started; }),
       Ruling::unknown},
      {"accepted by some servers, and forbidden", "forbid.ciphers = \"rc4\"",
       changed([](auto& t) { accept_sometimes(t, k12, kRc4); }), Ruling::fail},
      {"accepted by some servers, and more than allowed", "allow-only.suites = \"0xC02F\"",
       changed([](auto& t) { accept_sometimes(t, k12, kRc4); }), Ruling::fail},
      {"accepted by some servers, and required", "require.versions = \"TLSv1.2\"",
       changed([](auto& t) { accept_sometimes(t, k12, kGcm); }), Ruling::fail},
      {"... and another cell by the one that was asked", "require.versions = \"TLSv1.2\"", changed([](auto& t) {
         accept_sometimes(t, k12, kGcm);
         accept(t, k12, kAesCbcSha);
       }),
       Ruling::unknown},
      {"... and another cell open", "require.versions = \"TLSv1.2\"", changed([](auto& t) {
         accept_sometimes(t, k12, kGcm);
         open(t, k12, kAesCbcSha);
       }),
       Ruling::unknown},
      {"short DH at some servers", "forbid.dh-bits-below = 2048",
       changed([](auto& t) { accept_sometimes(t, k12, kDheGcm, 1024); }), Ruling::fail},
      {"required rung, and not called", "require = { versions = \"TLSv1.2\", rung = \"sstp\" }",
       with_halt(Rung::tls, CallOutcome::not_called), Ruling::unknown},
      {"short key of the default certificate", "forbid.rsa-bits-below = 2048", with_default_certificate(rsa(1024)),
       Ruling::pass},
      {"hash of the default certificate", "forbid.certificate-hashes = \"sha1\"",
       with_default_certificate(rsa(2048, tls::SignatureHash::sha1)), Ruling::pass},
      {"name of the default certificate", "forbid.chain-problems = \"name_mismatch\"",
       with_default_certificate(rsa(2048)), Ruling::pass},
      {"the default certificate alone was seen", "forbid.rsa-bits-below = 1024", with_default_certificate_alone(),
       Ruling::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto finding = apply_rule(policy_of(row.condition).rules.front(), row.target, kDay);
    CHECK_MESSAGE(finding.ruling == row.ruling, to_string(finding.ruling), ": ", reports::english(finding.reason));
    CHECK_FALSE(finding.reason.empty());
  }
}

TEST_CASE("what only some servers accept, and why something is open, is said") {
  const auto reason = [](const char* condition, const TargetRecord& target) {
    return reports::english(apply_rule(policy_of(condition).rules.front(), target, kDay).reason);
  };
  CHECK(reason("forbid.ciphers = \"rc4\"", changed([](auto& t) {
                 accept(t, k10, kRc4);
                 accept_sometimes(t, k12, kRc4);
               })) == "accepted: 2 cells (TLSv1.0 1, TLSv1.2 1); 1 of them by some of the unlike servers alone");
  CHECK(reason("require.suites = \"0xC02F\"", changed([](auto& t) { accept_sometimes(t, k12, kGcm); })) ==
        "none of 1 suite of TLSv1.2 is accepted as the rule asks; 1 of them by some of the unlike servers alone");
  CHECK(reason("forbid.suites = \"0x0005\"", changed([](auto& t) {
                 open(t, k12, kRc4);
                 column(t, k12).inconclusive.back().reason = Reason::other_alert;
                 column(t, k12).inconclusive.back().alert = tls::AlertDescription::internal_error;
               })) == "not known of 1 suite of TLSv1.2: answered by internal_error, which says neither yes nor no");
  CHECK(reason("forbid.rsa-bits-below = 1024", with_default_certificate_alone()).find("without the target's name") !=
        std::string::npos);
  CHECK(reason("forbid.ciphers = \"rc4\"", changed([](auto& t) { t.status = TargetStatus::not_started; })) ==
        "the scan was interrupted before it came to the target");
}

TEST_CASE("a finding names its cells and exchanges") {
  auto target = refusing();
  accept(target, k10, kRc4);
  const auto finding = apply_rule(policy_of("forbid.ciphers = \"rc4\"").rules.front(), target, kDay);
  CHECK(finding.cells == std::vector{CellReference{k10, kRc4, 9}});
  CHECK(finding.exchanges == std::vector<ExchangeId>{9});
}

TEST_CASE("what is allowed for a while weighs from the day after on, and is told before") {
  auto policy = policy_of("forbid.ciphers = \"rc4\"");
  auto& rule = policy.rules[0];
  rule.severity = Severity::should;
  rule.allowed_until = day_from("2030-12-31");
  rule.source = "somebody's page";
  rule.source_kind = SourceKind::secondary;
  ScanRecord record;
  record.targets = {refusing(), refusing(), refusing()};
  accept(record.targets[0], ProtocolVersion::TLSv1_2, kRc4);
  open(record.targets[1], ProtocolVersion::TLSv1_2, kRc4);
  const struct {
    const char* day;
    Severity severity;
    Effect accepted, open, refused;
  } rows[] = {{"2030-12-31", Severity::info, Effect::noted, Effect::undecided, Effect::passed},
              {"2031-01-01", Severity::should, Effect::failed, Effect::unknown, Effect::passed}};
  for (const auto& row : rows) {
    CAPTURE(std::string(row.day));
    JudgeOptions options;
    options.as_of = *day_from(row.day);
    options.warnings = Warnings::fail;
    const auto judgement = judge_by(policy, record, options);
    const Effect effects[] = {row.accepted, row.open, row.refused};
    for (std::size_t i = 0; i < std::size(effects); ++i) {
      const auto& finding = judgement.targets[i].findings[0];
      CHECK(finding.severity == row.severity);
      CHECK(finding.horizon == Horizon{*rule.allowed_until, Severity::should});
      CHECK(finding.source == rule.source);
      CHECK(finding.source_kind == SourceKind::secondary);
      CHECK(effect(judgement, finding) == effects[i]);
    }
  }
}

TEST_CASE("a waiver holds until its day has passed, for its targets, and for failures alone") {
  ScanRecord record;
  record.targets.push_back(refusing());
  accept(record.targets[0], k10, kRc4);
  const auto policy = policy_of("forbid.ciphers = \"rc4\"");
  const auto ruling = [&](std::chrono::sys_days day, const std::string& target) {
    JudgeOptions options;
    options.as_of = day;
    options.waivers = {{"a", target, "ops", "old tills", kDay, 1}};
    return judge_by(policy, record, options).targets.at(0).findings.at(0);
  };
  CHECK(ruling(kDay, "vpn.*").ruling == Ruling::waived);
  CHECK(ruling(kDay, "vpn.example.net:443").ruling == Ruling::waived);
  CHECK(ruling(kDay, "other").ruling == Ruling::fail);
  const auto late = ruling(kDay + std::chrono::days(1), "*");
  CHECK(late.ruling == Ruling::fail);
  CHECK(reports::english(late.reason).find("expired on 2026-11-25") != std::string::npos);
  record.targets[0] = refusing();
  open(record.targets[0], k10, kRc4);
  CHECK(ruling(kDay, "*").ruling == Ruling::unknown);
}

TEST_CASE("a waiver that nobody would miss is told, and fails when that is wanted") {
  const auto broken = [] { return changed([](auto& t) { accept(t, k10, kRc4); }); };
  const auto left_open = [] { return changed([](auto& t) { open(t, k10, kRc4); }); };
  const Policy policy = policy_of("forbid.ciphers = \"rc4\"");
  auto other = policy_of("forbid.macs = \"md5\"");
  other.name = "other";
  const struct {
    const char* name;
    Waiver waiver;
    TargetRecord target;
    std::optional<Staleness> why;
  } rows[] = {
      {"needed", {"a", "*", "ops", "r", kDay, 1}, broken(), std::nullopt},
      {"expired", {"a", "*", "ops", "r", kDay - std::chrono::days(1), 1}, broken(), Staleness::expired},
      {"nothing fails any more", {"a", "*", "ops", "r", kDay, 1}, refusing(), Staleness::nothing_left},
      {"what could not be told may still fail", {"a", "*", "ops", "r", kDay, 1}, left_open(), std::nullopt},
      {"no such target", {"a", "mail.*", "ops", "r", kDay, 1}, broken(), Staleness::no_target},
      {"by policy and rule", {"p/a", "vpn.*", "ops", "r", kDay, 1}, broken(), std::nullopt},
      {"another policy's", {"other/a", "*", "ops", "r", kDay, 1}, broken(), Staleness::nothing_left},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    ScanRecord record;
    record.targets.push_back(row.target);
    JudgeOptions options;
    options.as_of = kDay;
    options.waivers = {row.waiver};
    const std::vector<Policy> policies{policy, other};
    std::vector<Judgement> judgements;
    for (const auto& each : policies) judgements.push_back(judge_by(each, record, options));
    note_stale_waivers(policies, record, options, judgements);
    std::vector<StaleWaiver> stale = judgements[0].stale;
    stale.insert(stale.end(), judgements[1].stale.begin(), judgements[1].stale.end());
    REQUIRE(stale.size() == (row.why ? 1 : 0));
    if (!row.why) continue;
    CHECK(stale[0].why == *row.why);
    CHECK_FALSE(reports::english(sentence(stale[0])).empty());
    const auto& holder = judgements[0].stale.empty() ? judgements[1] : judgements[0];
    CHECK(verdict(holder) == verdict(count(holder)));
    options.stale_waivers = StaleWaivers::fail;
    note_stale_waivers(policies, record, options, judgements);
    CHECK(verdict(holder) == Effect::failed);
  }
}
