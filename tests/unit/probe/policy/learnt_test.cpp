// SPDX-License-Identifier: Apache-2.0
// What was never learnt never passes: each kind of condition, over each state of knowledge.
#include "probe/policy/foresight.hpp"
#include "probe/policy/judge.hpp"
#include "probe/policy/policy_reader.hpp"
#include "reports/catalogue.hpp"
#include "tests/unit/probe/policy/known_gateway.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace probe::learnt_test {

using namespace known_gateway;

namespace {

const std::chrono::sys_days kDay = std::chrono::year(2026) / 11 / 25;

Rule rule_of(const std::string& condition) {
  const auto policy =
      read_policy("name = \"p\"\ntitle = \"t\"\n[[rule]]\nid = \"a\"\ntitle = \"b\"\n" + condition + "\n", "p.toml");
  REQUIRE_MESSAGE(policy.has_value(), condition);
  return policy->rules.front();
}

struct Row {
  const char* name;
  const char* condition;
  std::function<void(TargetRecord&)> change;
  Ruling ruling;
};

template <class Change>
std::function<void(TargetRecord&)> cells(Which which, Change change) {
  return [which, change](TargetRecord& target) { each(target, which, change); };
}

const auto nothing = [](TargetRecord&) {};
const auto unlike = meet_another_server;
const auto no_features = [](TargetRecord& target) { target.server = {}; };
std::function<void(TargetRecord&)> support(FeatureKind kind, Support value) {
  return [=](TargetRecord& target) { target.server.features[kind] = {value, 5}; };
}
std::function<void(TargetRecord&)> others(std::size_t family, Support value) {
  return [=](TargetRecord& target) { target.server.groups.at(family).others.support = value; };
}

void check(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CAPTURE(std::string(row.condition));
    auto target = whole();
    row.change(target);
    const auto finding = apply_rule(rule_of(row.condition), target, kDay);
    CHECK_MESSAGE(finding.ruling == row.ruling, to_string(finding.ruling), ": ", reports::english(finding.reason), "; ",
                  reports::english(summary(finding.learnt)));
    // What passes says on what, and nothing of that is open.
    if (finding.ruling != Ruling::pass) continue;
    CHECK_FALSE(summary(finding.learnt).empty());
    if (std::string(row.condition).rfind("require", 0) == 0) continue;
    for (const auto* parts : {&finding.learnt.cells, &finding.learnt.questions})
      for (const auto& part : *parts) CHECK_MESSAGE(part.known == part.all, reports::english(part.of));
  }
}

}  // namespace

TEST_CASE("cells") {
  const auto* const forbid = "forbid.ciphers = \"rc4\"";
  const auto* const only = "allow-only.suites = [\"0x002F\", \"0x009E\", \"0xC02F\", \"0x1301\"]";
  const auto* const require = "require.suites = \"0xC02F\"";
  check({
      {"learnt no", forbid, nothing, Ruling::pass},
      {"learnt yes", forbid, [](auto& t) { accept(t, k10, {kRc4, Rung::hello, {}, {}, 9}); }, Ruling::fail},
      {"partly", forbid, [](auto& t) { forget(t, k10, kRc4); }, Ruling::unknown},
      {"not asked", forbid, cells(is_rc4, forget), Ruling::unknown},
      {"open", forbid, cells(is_rc4, open), Ruling::unknown},
      {"mixed", forbid, [](auto& t) { accept(t, k10, {kRc4, Rung::hello, {}, {}, 9, {}, {}, AnswerCount{1, 2}}); },
       Ruling::fail},
      {"unlike servers, each of which refused", forbid, unlike, Ruling::pass},
      {"learnt no", only, nothing, Ruling::pass},
      {"learnt yes", only, [](auto& t) { accept(t, k10, {kRc4, Rung::hello, {}, {}, 9}); }, Ruling::fail},
      {"partly", only, [](auto& t) { open(t, k10, kRc4); }, Ruling::unknown},
      {"not asked", only, cells(is_rc4, forget), Ruling::unknown},
      {"what is allowed is open", only,
       cells(is_tls13,
             [](auto& t, auto v, auto c) {
               if (c == kTls13) open(t, v, c);
             }),
       Ruling::pass},
      {"mixed", only, [](auto& t) { accept(t, k10, {kRc4, Rung::hello, {}, {}, 9, {}, {}, AnswerCount{1, 2}}); },
       Ruling::fail},
      {"learnt yes", require, nothing, Ruling::pass},
      {"one of unlike servers took it once", require, unlike, Ruling::unknown},
      {"learnt no", require,
       [](auto& t) {
         forget(t, k12, kEcdhe);
         column(t, k12).refused.push_back({{kEcdhe}, Basis::single, Reason::alert_handshake_failure, 8});
       },
       Ruling::fail},
      {"not asked", require, [](auto& t) { forget(t, k12, kEcdhe); }, Ruling::unknown},
      {"open", require, [](auto& t) { open(t, k12, kEcdhe); }, Ruling::unknown},
      {"mixed", require, [](auto& t) { accepted(t, k12, kEcdhe)->answers = AnswerCount{1, 2}; }, Ruling::fail},
  });
}

TEST_CASE("rungs") {
  const auto* const require = "require = { suites = \"0xC02F\", rung = \"sstp\" }";
  const auto halt = [](CallOutcome outcome) {
    return [outcome](TargetRecord& t) {
      auto* const suite = accepted(t, k12, kEcdhe);
      suite->rung = Rung::tls;
      suite->climb->halt = outcome;
    };
  };
  /// Another cell's call, to be held against that of the first.
  const auto and_other = [](CallOutcome outcome) {
    return [outcome](TargetRecord& t) {
      accepted(t, k12, kEcdhe)->climb->exchange = 20;
      accepted(t, k12, kEcdhe)->climb->correlation_id = "one";
      Climb climb;
      climb.exchange = 21;
      climb.correlation_id = "another";
      climb.halt = outcome;
      accept(t, k12, {kAes, Rung::tls, {}, {}, 9, climb});
    };
  };
  check({
      {"learnt yes", require, nothing, Ruling::pass},
      {"the same request drew another server's page", require, and_other(CallOutcome::not_found), Ruling::unknown},
      {"the same request drew a redirection", require, and_other(CallOutcome::redirected), Ruling::unknown},
      {"the same request was timed out", require, and_other(CallOutcome::http_timed_out), Ruling::pass},
      {"the same request met a busy gateway", require, and_other(CallOutcome::service_unavailable), Ruling::pass},
      {"and the crypto binding is one server's", "forbid.binding-hashes = \"sha1\"", and_other(CallOutcome::not_found),
       Ruling::unknown},
      {"learnt no", require, halt(CallOutcome::nak), Ruling::fail},
      {"not called", require, halt(CallOutcome::not_called), Ruling::unknown},
      {"open", require, halt(CallOutcome::http_timed_out), Ruling::unknown},
      {"not asked", require,
       [](auto& t) {
         accepted(t, k12, kEcdhe)->rung = Rung::hello;
         accepted(t, k12, kEcdhe)->climb.reset();
       },
       Ruling::unknown},
      {"one of unlike servers was called", require, unlike, Ruling::unknown},
      {"one of unlike servers said no", require,
       [=](auto& t) {
         halt(CallOutcome::nak)(t);
         unlike(t);
       },
       Ruling::unknown},
  });
}

TEST_CASE("sizes of DH groups") {
  const auto* const forbid = "forbid.dh-bits-below = 2048";
  const auto* const wide = "forbid.dh-bits-below = 3000";
  const auto bits = [](std::optional<std::size_t> value) {
    return [value](TargetRecord& t) { accepted(t, k12, kDhe)->key_bits = value; };
  };
  check({
      {"learnt no", forbid, nothing, Ruling::pass},
      {"learnt yes", forbid, bits(1024), Ruling::fail},
      {"not seen", forbid, bits(std::nullopt), Ruling::unknown},
      {"not asked", forbid, cells(is_dhe, forget), Ruling::unknown},
      {"partly", forbid, [](auto& t) { forget(t, k10, CipherSuite{0x0033}); }, Ruling::unknown},
      {"open", forbid, cells(is_dhe, open), Ruling::unknown},
      {"other cells are open", forbid, cells(is_ecdhe, open), Ruling::pass},
      {"one of unlike servers showed a long one", forbid, unlike, Ruling::unknown},
      {"mixed, and short", forbid,
       [](auto& t) {
         accepted(t, k12, kDhe)->key_bits = 1024;
         accepted(t, k12, kDhe)->answers = AnswerCount{1, 2};
       },
       Ruling::fail},
      {"mixed, and long", forbid, [](auto& t) { accepted(t, k12, kDhe)->answers = AnswerCount{1, 2}; },
       Ruling::unknown},
      {"TLS 1.3 has a short one", wide,
       [](auto& t) {
         accepted(t, k12, kDhe)->key_bits = 4096;
         t.server.groups[2].accepted = {{NamedGroup::ffdhe2048, 6}};
       },
       Ruling::fail},
      {"TLS 1.3 was not asked", wide,
       [](auto& t) {
         accepted(t, k12, kDhe)->key_bits = 4096;
         t.server = {};
       },
       Ruling::unknown},
      {"TLS 1.3 has none", wide, bits(4096), Ruling::pass},
  });
}

TEST_CASE("groups") {
  const auto* const forbid = "forbid.groups = \"secp384r1\"";
  const auto* const forbid_seen = "forbid.groups = \"secp256r1\"";
  const auto* const only = "allow-only.groups = \"secp256r1\"";
  const auto* const require = "require.groups = \"secp384r1\"";
  const auto* const require_seen = "require.groups = \"secp256r1\"";
  const auto* const hybrid = "forbid.groups = \"X25519MLKEM768\"";
  const auto rc4_alone = [](TargetRecord& t) {
    each(t, [](const auto& suite) { return !is_rc4(suite); }, forget);
    t.server.groups.clear();
  };
  for (const auto* condition : {forbid, only})
    check({
        {"learnt no", condition, nothing, Ruling::pass},
        {"learnt yes", condition, [](auto& t) { t.server.groups[0].accepted.push_back({NamedGroup::secp384r1, 6}); },
         Ruling::fail},
        {"seen in a cell alone", condition, [](auto& t) { accepted(t, k12, kEcdhe)->group = NamedGroup::secp384r1; },
         Ruling::fail},
        {"RC4 alone was asked", condition, rc4_alone, Ruling::unknown},
        {"ECDHE is open", condition,
         [](auto& t) {
           each(t, is_ecdhe, open);
           std::erase_if(t.server.groups, [](const auto& family) { return family.version == k12; });
         },
         Ruling::unknown},
        {"ECDHE was not asked", condition,
         [](auto& t) {
           each(t, is_ecdhe, forget);
           std::erase_if(t.server.groups, [](const auto& family) { return family.version == k12; });
         },
         Ruling::unknown},
        {"TLS 1.3 was not asked", condition,
         [](auto& t) {
           each(t, is_tls13, forget);
           std::erase_if(t.server.groups, [](const auto& family) { return family.version == k13; });
         },
         Ruling::unknown},
        {"the curves stayed open", condition, others(0, Support::unknown), Ruling::unknown},
        {"those of TLS 1.3 stayed open", condition, others(1, Support::unknown), Ruling::unknown},
        {"no features were asked", condition, no_features, Ruling::unknown},
        {"one of unlike servers was asked", condition, unlike, Ruling::unknown},
        {"a small hello named few", condition,
         [](auto& t) {
           ExchangeSummary small;
           small.id = 6;
           small.shape = HelloShape::small;
           t.exchanges.push_back(small);
         },
         Ruling::unknown},
    });
  check({
      {"other cells are open", forbid, [](auto& t) { open(t, k10, kRc4); }, Ruling::pass},
      {"learnt yes", forbid_seen, nothing, Ruling::fail},
      {"learnt yes, others open", forbid_seen, others(0, Support::unknown), Ruling::fail},
      {"learnt no", require, nothing, Ruling::fail},
      {"open", require, others(0, Support::unknown), Ruling::unknown},
      {"not asked", require, no_features, Ruling::unknown},
      {"RC4 alone was asked", require, rc4_alone, Ruling::unknown},
      {"learnt yes", require_seen, nothing, Ruling::pass},
      {"seen in cells alone", require_seen, no_features, Ruling::pass},
      {"seen at one of unlike servers", require_seen, unlike, Ruling::unknown},
      {"learnt no", hybrid, nothing, Ruling::pass},
      {"TLS 1.3 alone has those", hybrid, others(0, Support::unknown), Ruling::pass},
      {"open", hybrid, others(3, Support::unknown), Ruling::unknown},
  });
}

TEST_CASE("hashes of signatures") {
  const auto* const forbid = "forbid.handshake-hashes = \"sha1\"";
  const auto* const require = "require.handshake-hashes = \"sha256\"";
  const auto is_signed = [](const tls::CipherSuiteInfo& suite) { return is_ecdhe(suite) || is_dhe(suite); };
  check({
      {"learnt no", forbid, nothing, Ruling::pass},
      {"learnt yes", forbid, [](auto& t) { t.exchanges[0].signature_scheme = tls::SignatureScheme::rsa_pkcs1_sha1; },
       Ruling::fail},
      {"by the version", forbid, [](auto& t) { accept(t, k10, {CipherSuite{0xC013}, Rung::hello, {}, {}, 9}); },
       Ruling::fail},
      {"nothing signed was asked", forbid,
       [=](auto& t) { each(t, [=](const auto& s) { return is_signed(s) || is_tls13(s); }, forget); }, Ruling::unknown},
      {"TLS 1.2's are open", forbid, [=](auto& t) { each(t, is_signed, open); }, Ruling::unknown},
      {"a cell of TLS 1.0 is open", forbid, [](auto& t) { open(t, k10, CipherSuite{0xC013}); }, Ruling::unknown},
      {"ECDSA was not asked", forbid,
       cells([](const auto& s) { return s.authentication == tls::Authentication::ecdsa; }, forget), Ruling::unknown},
      {"no features were asked", forbid, no_features, Ruling::unknown},
      {"one of unlike servers was asked", forbid, unlike, Ruling::unknown},
      {"learnt yes", require, nothing, Ruling::pass},
      {"seen at one of unlike servers", require, unlike, Ruling::unknown},
  });
}

TEST_CASE("hashes of crypto binding") {
  const auto* const forbid = "forbid.binding-hashes = \"sha1\"";
  const auto* const require = "require.binding-hashes = \"sha256\"";
  check({
      {"learnt no", forbid, nothing, Ruling::pass},
      {"learnt yes", forbid, [](auto& t) { t.sstp.hash_bitmask = kBindingSha1; }, Ruling::fail},
      {"no call went through", forbid, [](auto& t) { t.sstp.hash_bitmask.reset(); }, Ruling::unknown},
      {"no call was made", forbid, [](auto& t) { t.sstp = {}; }, Ruling::unknown},
      {"one of unlike servers was called", forbid, unlike, Ruling::unknown},
      {"learnt yes", require, nothing, Ruling::pass},
      {"learnt no", require, [](auto& t) { t.sstp.hash_bitmask = kBindingSha1; }, Ruling::fail},
      {"no call was made", require, [](auto& t) { t.sstp = {}; }, Ruling::unknown},
      {"one of unlike servers was called", require, unlike, Ruling::unknown},
  });
}

TEST_CASE("features") {
  for (int i = 0; i <= static_cast<int>(kLastFeatureKind); ++i) {
    const auto kind = static_cast<FeatureKind>(i);
    const auto word = std::string(to_string(kind));
    const auto forbid = "forbid.features = \"" + word + "\"", require = "require.features = \"" + word + "\"";
    check({
        {"learnt no", forbid.c_str(), support(kind, Support::no), Ruling::pass},
        {"learnt yes", forbid.c_str(), support(kind, Support::yes), Ruling::fail},
        {"open", forbid.c_str(), support(kind, Support::unknown), Ruling::unknown},
        {"not asked", forbid.c_str(), no_features, Ruling::unknown},
        {"one of unlike servers was asked", forbid.c_str(),
         [=](auto& t) {
           support(kind, Support::no)(t);
           unlike(t);
         },
         Ruling::unknown},
        {"learnt yes", require.c_str(), support(kind, Support::yes), Ruling::pass},
        {"learnt no", require.c_str(), support(kind, Support::no), Ruling::fail},
        {"open", require.c_str(), support(kind, Support::unknown), Ruling::unknown},
        {"not asked", require.c_str(), no_features, Ruling::unknown},
    });
  }
  const auto before_tls13 = [](const tls::CipherSuiteInfo& suite) { return !is_tls13(suite); };
  const auto nameless = [](TargetRecord& t) {
    for (const auto kind : {FeatureKind::answers_without_sni, FeatureKind::same_certificate_without_sni})
      support(kind, Support::not_applicable)(t);
  };
  check({
      {"every hello came without a name", "forbid.features = \"answers_without_sni\"", nameless, Ruling::fail},
      {"every hello came without a name", "require.features = \"answers_without_sni\"", nameless, Ruling::pass},
      {"nothing to compare with", "forbid.features = \"same_certificate_without_sni\"", nameless, Ruling::unknown},
      {"nothing to compare with", "require.features = \"same_certificate_without_sni\"", nameless, Ruling::unknown},
      {"newer versions were not asked", "forbid.features = \"compression\"",
       [](auto& t) {
         accept(t, k10, {kAes, Rung::hello, {}, {}, 9});
         each(
             t, [](const auto& s) { return s.versions.contains(k12); },
             [](auto& t2, auto v, auto c) {
               if (v == k12) forget(t2, v, c);
             });
       },
       Ruling::unknown},
      {"no place, and something is open", "require.features = \"encrypt_then_mac\"",
       [](auto& t) {
         support(FeatureKind::encrypt_then_mac, Support::not_applicable)(t);
         open(t, k10, kAes);
       },
       Ruling::unknown},
      {"older versions were not asked", "forbid.features = \"compression\"",
       [=](auto& t) {
         each(t, before_tls13, [](auto& t2, auto v, auto c) {
           if (v == k10) forget(t2, v, c);
         });
       },
       Ruling::pass},
      {"ECDSA was not asked", "forbid.features = \"signs_with_sha1\"",
       cells([](const auto& s) { return s.authentication == tls::Authentication::ecdsa; }, forget), Ruling::unknown},
  });
}

TEST_CASE("certificates") {
  const char* const conditions[] = {
      "forbid.rsa-bits-below = 2048",
      "forbid.ec-bits-below = 256",
      "forbid.certificate-hashes = \"sha1\"",
      "forbid.chain-problems = \"expired\"",
      "forbid.days-left-below = 10",
      "forbid.validity-days-above = 800",
      "forbid.name-matches = \"mismatch\"",
      "forbid.server-usages = \"absent\"",
      "forbid.key-types = \"dsa\"",
      "allow-only.key-types = \"rsa\"",
      "allow-only.certificate-hashes = \"sha256\"",
  };
  for (const auto* condition : conditions)
    check({
        {"learnt no", condition, [](auto& t) { t.certificates[0].facts[0]->server_usage = ServerUsage::any; },
         Ruling::pass},
        {"no certificate was seen", condition, [](auto& t) { t.certificates.clear(); }, Ruling::unknown},
        {"nobody looked", condition, [](auto& t) { t.certificates[0].facts.clear(); }, Ruling::unknown},
        {"unreadable", condition, [](auto& t) { t.certificates[0].facts[0].reset(); }, Ruling::unknown},
        {"seen without the name alone", condition, [](auto& t) { t.certificates[0].named = false; }, Ruling::unknown},
        {"TLS 1.3 did not show one", condition, [](auto& t) { t.certificates[0].versions = {k12}; }, Ruling::unknown},
        {"ECDSA was not asked", condition,
         cells([](const auto& s) { return s.authentication == tls::Authentication::ecdsa; }, forget), Ruling::unknown},
        {"ECDSA is open", condition,
         cells([](const auto& s) { return s.authentication == tls::Authentication::ecdsa; }, open), Ruling::unknown},
        {"that of ECDSA was not seen", condition, [](auto& t) { accept(t, k12, {kEcdsa, Rung::hello, {}, {}, 12}); },
         Ruling::unknown},
        {"one of unlike servers showed it", condition, unlike, Ruling::unknown},
        {"RSA was not asked", condition,
         [](auto& t) {
           each(t, [](const auto& s) { return is_rsa(s) || is_tls13(s); }, forget);
           t.certificates.clear();
         },
         Ruling::unknown},
        {"nothing was asked", condition,
         [](auto& t) {
           each(t, all, forget);
           t.certificates.clear();
         },
         Ruling::unknown},
    });
  check({
      {"learnt yes", "forbid.rsa-bits-below = 3000", nothing, Ruling::fail},
      {"learnt yes, others open", "forbid.rsa-bits-below = 3000", cells(is_ecdhe, open), Ruling::fail},
      {"learnt yes at one of unlike servers", "forbid.rsa-bits-below = 3000", unlike, Ruling::fail},
  });
  const auto judged = [](ChainProblem problem) {
    return [problem](TargetRecord& t) { t.certificates[0].verdict->problems = {problem}; };
  };
  const auto dated = [](std::chrono::sys_days from, std::chrono::sys_days to) {
    return [=](TargetRecord& t) {
      t.certificates[0].facts[0]->not_before = from;
      t.certificates[0].facts[0]->not_after = to;
    };
  };
  using std::chrono::days;
  const auto* const root = "forbid.chain-problems = \"untrusted_root\"";
  const auto* const expired = "forbid.chain-problems = \"expired\"";
  const auto* const early = "forbid.chain-problems = \"not_yet_valid\"";
  check({
      {"a root that is trusted", root, nothing, Ruling::pass},
      {"a root that is not", root, judged(ChainProblem::untrusted_root), Ruling::fail},
      {"the leaf is its own", root, judged(ChainProblem::self_signed), Ruling::fail},
      {"no root was reached", root, judged(ChainProblem::incomplete_chain), Ruling::unknown},
      {"an issuer that is none", root, judged(ChainProblem::bad_issuer), Ruling::unknown},
      {"not to be read", root, judged(ChainProblem::unreadable), Ruling::unknown},
      {"a chain with another fault", root, judged(ChainProblem::name_mismatch), Ruling::pass},
      {"expired since the scan", expired, dated(kDay - days(90), kDay - days(1)), Ruling::fail},
      {"valid on that day", expired, dated(kDay - days(90), kDay), Ruling::pass},
      {"expired when it was scanned", expired, judged(ChainProblem::expired), Ruling::fail},
      {"not yet valid on an earlier day", early, dated(kDay + days(1), kDay + days(90)), Ruling::fail},
      {"valid from that day on", early, dated(kDay, kDay + days(90)), Ruling::pass},
  });
}

TEST_CASE("a rule names all that it needs, and a scan that asks for less leaves it unknown") {
  CHECK(reports::english(summary(needs(rule_of("forbid = { versions = \"TLSv1.3\", suites = \"0x1301\" }")))) ==
        "cells 0 of 1 (TLSv1.3 0 of 1)");
  const auto doubts = [](const char* condition, const ScanOptions& options) {
    Policy policy;
    policy.rules.push_back(rule_of(condition));
    return foreseen_doubts(policy, options).size();
  };
  ScanOptions versions, suites, hello, tls;
  versions.versions = {k12};
  suites.suites = {kRc4};
  hello.depth = Rung::hello;
  tls.depth = Rung::tls;
  struct Foreseen {
    const char* condition;
    std::size_t versions, suites, hello, tls;
  };
  const Foreseen rows[] = {
      {"forbid.versions = \"TLSv1.0\"", 1, 1, 0, 0},
      {"forbid = { versions = \"TLSv1.2\", suites = \"0x0005\" }", 0, 0, 0, 0},
      {"forbid.ciphers = \"rc4\"", 1, 1, 0, 0},
      {"require = { versions = \"TLSv1.2\", rung = \"sstp\" }", 0, 1, 1, 1},
      {"forbid.groups = \"secp256r1\"", 1, 1, 1, 0},
      {"forbid.handshake-hashes = \"md5\"", 1, 1, 1, 0},
      {"forbid.binding-hashes = \"sha1\"", 0, 1, 1, 1},
      {"forbid.features = \"compression\"", 0, 1, 1, 0},
      {"forbid.rsa-bits-below = 2048", 1, 1, 1, 0},
      {"forbid.dh-bits-below = 2048", 1, 1, 0, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.condition));
    CHECK(doubts(row.condition, {}) == 0);
    CHECK(doubts(row.condition, versions) == row.versions);
    CHECK(doubts(row.condition, suites) == row.suites);
    CHECK(doubts(row.condition, hello) == row.hello);
    CHECK(doubts(row.condition, tls) == row.tls);
  }
}

TEST_CASE("what a ruling stands on is told in words") {
  auto target = whole();
  const auto told = [&](const char* condition) {
    return reports::english(summary(apply_rule(rule_of(condition), target, kDay).learnt));
  };
  CHECK(told("forbid = { versions = [\"TLSv1.2\", \"TLSv1.3\"], suites = [\"0x1301\", \"0xC02C\", \"0xC02F\"] }") ==
        "cells 3 of 3 (TLSv1.2 2, TLSv1.3 1)");
  CHECK(told("forbid.features = \"answers_without_sni\"") == "questions 1 of 1 (answers_without_sni)");
  open(target, k12, kEcdhe);
  CHECK(told("forbid = { versions = [\"TLSv1.2\", \"TLSv1.3\"], suites = [\"0x1301\", \"0xC02C\", \"0xC02F\"] }") ==
        "cells 2 of 3 (TLSv1.2 1 of 2, TLSv1.3 1)");
}

}  // namespace probe::learnt_test
