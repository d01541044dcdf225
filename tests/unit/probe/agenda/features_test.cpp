// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/agenda/feature_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using probe::FeatureKind;
using probe::Observation;
using probe::Response;
using probe::Support;
using probe::agenda::test::FeatureServer;
using probe::agenda::test::simulate;
using tls::ExtensionType;
using tls::NamedGroup;
using tls::ProtocolVersion;

namespace {

Observation closed() {
  Observation observation;
  observation.response = Response::closed;
  return observation;
}

Observation alerted() {
  Observation observation;
  observation.response = Response::fatal_alert;
  observation.alert = tls::Alert{tls::AlertLevel::fatal, tls::AlertDescription::handshake_failure};
  return observation;
}

std::vector<NamedGroup> accepted(const probe::GroupFamily& family) {
  std::vector<NamedGroup> groups;
  for (const auto& each : family.accepted) groups.push_back(each.group);
  return groups;
}

const probe::GroupFamily& family(const probe::ServerFeatures& server, ProtocolVersion version, tls::GroupKind kind) {
  const auto found = std::find_if(server.groups.begin(), server.groups.end(),
                                  [&](const auto& each) { return each.version == version && each.kind == kind; });
  REQUIRE(found != server.groups.end());
  return *found;
}

FeatureServer modern() {
  FeatureServer server;
  server.versions = {ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3};
  server.suites.emplace_back("TLS_AES_128_GCM_SHA256");
  server.groups = {NamedGroup::X25519MLKEM768, NamedGroup::secp384r1, NamedGroup::x25519, NamedGroup::ffdhe2048};
  return server;
}

}  // namespace

TEST_CASE("each feature is told by what the server does") {
  struct Row {
    std::string name;
    FeatureKind kind;
    void (*change)(FeatureServer&);
    Support support;
  };
  const Row rows[] = {
      {"renegotiation, shown", FeatureKind::secure_renegotiation,
       [](auto& s) { s.echoes = {ExtensionType::renegotiation_info}; }, Support::yes},
      {"renegotiation, not shown", FeatureKind::secure_renegotiation, [](auto&) {}, Support::no},
      {"master secret", FeatureKind::extended_master_secret,
       [](auto& s) { s.echoes = {ExtensionType::extended_master_secret}; }, Support::yes},
      {"master secret, TLS 1.3 alone", FeatureKind::extended_master_secret,
       [](auto& s) {
         s = modern();
         s.versions = {ProtocolVersion::TLSv1_3};
       },
       Support::not_applicable},
      {"encrypt-then-MAC", FeatureKind::encrypt_then_mac, [](auto& s) { s.echoes = {ExtensionType::encrypt_then_mac}; },
       Support::yes},
      {"no encrypt-then-MAC", FeatureKind::encrypt_then_mac, [](auto&) {}, Support::no},
      {"encrypt-then-MAC without CBC", FeatureKind::encrypt_then_mac,
       [](auto& s) { s.suites = {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}; }, Support::not_applicable},
      {"tickets", FeatureKind::session_tickets, [](auto& s) { s.echoes = {ExtensionType::session_ticket}; },
       Support::yes},
      {"compression", FeatureKind::compression, [](auto& s) { s.compresses = true; }, Support::yes},
      {"no compression", FeatureKind::compression, [](auto&) {}, Support::no},
      {"fallback, one version", FeatureKind::fallback_scsv, [](auto&) {}, Support::not_applicable},
      {"fallback, known", FeatureKind::fallback_scsv,
       [](auto& s) {
         s = modern();
         s.knows_fallback = true;
       },
       Support::yes},
      {"fallback, not known", FeatureKind::fallback_scsv, [](auto& s) { s = modern(); }, Support::no},
      {"own order", FeatureKind::suite_preference, [](auto&) {}, Support::yes},
      {"client's order", FeatureKind::suite_preference, [](auto& s) { s.own_order = false; }, Support::no},
      {"one suite", FeatureKind::suite_preference, [](auto& s) { s.suites.pop_back(); }, Support::not_applicable},
      {"own order of groups", FeatureKind::group_preference, [](auto&) {}, Support::yes},
      {"client's order of groups", FeatureKind::group_preference, [](auto& s) { s.own_order = false; }, Support::no},
      {"one group", FeatureKind::group_preference, [](auto& s) { s.groups.pop_back(); }, Support::not_applicable},
      {"without a name", FeatureKind::answers_without_sni, [](auto&) {}, Support::yes},
      {"needs a name", FeatureKind::answers_without_sni, [](auto& s) { s.needs_name = true; }, Support::no},
      {"another certificate", FeatureKind::same_certificate_without_sni, [](auto&) {}, Support::no},
      {"no certificate to compare", FeatureKind::same_certificate_without_sni, [](auto& s) { s.needs_name = true; },
       Support::unknown},
      {"no MD5", FeatureKind::signs_with_md5, [](auto&) {}, Support::no},
      {"MD5", FeatureKind::signs_with_md5, [](auto& s) { s.schemes.push_back(tls::SignatureScheme::rsa_md5); },
       Support::yes},
      {"SHA-1", FeatureKind::signs_with_sha1, [](auto&) {}, Support::yes},
      {"SHA-2", FeatureKind::signs_with_sha2, [](auto&) {}, Support::yes},
      {"no SHA-2", FeatureKind::signs_with_sha2, [](auto& s) { s.schemes = {tls::SignatureScheme::rsa_pkcs1_sha1}; },
       Support::no},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    FeatureServer server;
    row.change(server);
    const auto run = simulate(server);
    CHECK(run.finished);
    CHECK(to_string(run.of(row.kind)) == to_string(row.support));
  }
}

TEST_CASE("groups are found in the order in which the server takes them") {
  const auto run = simulate(modern());
  const auto& server = run.result;
  const auto& curves = family(server, ProtocolVersion::TLSv1_3, tls::GroupKind::elliptic_curve);
  CHECK(accepted(curves) == std::vector{NamedGroup::secp384r1, NamedGroup::x25519});
  CHECK(curves.others.support == Support::no);
  const auto& hybrids = family(server, ProtocolVersion::TLSv1_3, tls::GroupKind::hybrid);
  CHECK(accepted(hybrids) == std::vector{NamedGroup::X25519MLKEM768});
  CHECK(hybrids.others.support == Support::no);
  CHECK(accepted(family(server, ProtocolVersion::TLSv1_3, tls::GroupKind::finite_field)) ==
        std::vector{NamedGroup::ffdhe2048});
  CHECK(accepted(family(server, ProtocolVersion::TLSv1_2, tls::GroupKind::elliptic_curve)) ==
        std::vector{NamedGroup::secp384r1, NamedGroup::x25519});
  REQUIRE(server.preferred_groups.size() == 1);
  CHECK(server.preferred_groups[0].group == NamedGroup::X25519MLKEM768);
  // Each of its refusals is asked for three times.
  CHECK(run.asked.size() - run.controls <= 30);
}

TEST_CASE("a server that wants a key share is asked with one") {
  auto server = modern();
  server.dislikes_no_shares = true;
  const auto run = simulate(server);
  CHECK(run.result.preferred_groups.empty());
  CHECK(accepted(family(run.result, ProtocolVersion::TLSv1_3, tls::GroupKind::elliptic_curve)).size() == 2);
}

TEST_CASE("a curve's refusal says nothing where the certificate is on a curve") {
  FeatureServer server;
  server.suites = {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"};
  server.schemes = {tls::SignatureScheme::ecdsa_secp256r1_sha256};
  const auto run = simulate(server);
  const auto& curves = family(run.result, ProtocolVersion::TLSv1_2, tls::GroupKind::elliptic_curve);
  CHECK(curves.accepted.size() == 2);
  CHECK(curves.others.support == Support::unknown);
}

namespace {

/// Whether what such a gate lets through makes a "no" of anything that the server has.
bool is_a_no_made_up(const std::function<std::optional<Observation>(std::size_t)>& gate) {
  auto server = modern();
  const auto truth = simulate(server);
  server.gate = gate;
  const auto run = simulate(server);
  for (const auto& [kind, feature] : run.result.features)
    if (feature.support == Support::no && truth.of(kind) != Support::no) return true;
  for (const auto& group : run.result.groups) {
    const auto& whole = family(truth.result, group.version, group.kind);
    if (group.others.support == Support::no && group.accepted.size() != whole.accepted.size()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("nothing that was not answered is a no") {
  struct Row {
    std::string name;
    std::function<std::optional<Observation>(std::size_t)> gate;
  };
  const Row rows[] = {
      {"all closed", [](std::size_t) { return std::optional(closed()); }},
      {"all refused, the control too", [](std::size_t) { return std::optional(alerted()); }},
      {"refused from the fourth on",
       [](std::size_t index) { return index > 3 ? std::optional(alerted()) : std::nullopt; }},
      {"closed from the fourth on",
       [](std::size_t index) { return index > 3 ? std::optional(closed()) : std::nullopt; }},
      {"every third closed", [](std::size_t index) { return index % 3 == 0 ? std::optional(closed()) : std::nullopt; }},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(!is_a_no_made_up(row.gate));
  }
}

TEST_CASE("one alert among many answers makes no feature a no") {
  CHECK(!is_a_no_made_up([](std::size_t index) { return index % 8 == 0 ? std::optional(alerted()) : std::nullopt; }));
}

TEST_CASE("a dead server that is taken in turn makes no feature a no") {
  CHECK(!is_a_no_made_up([](std::size_t index) { return index % 2 == 0 ? std::optional(closed()) : std::nullopt; }));
}

TEST_CASE("a close is a refusal where it comes as often and as well controlled as one of the matrix") {
  FeatureServer server;
  server.refuses_by_close = true;
  server.needs_name = true;
  const auto run = simulate(server);
  CHECK(run.finished);
  for (const auto kind : {FeatureKind::signs_with_md5, FeatureKind::answers_without_sni})
    CHECK(to_string(run.of(kind)) == to_string(Support::no));
  CHECK(family(run.result, ProtocolVersion::TLSv1_2, tls::GroupKind::elliptic_curve).others.support == Support::no);
  const auto md5_alone = [](const probe::Offer& offer) {
    return !offer.schemes.empty() && std::all_of(offer.schemes.begin(), offer.schemes.end(), [](auto scheme) {
      return tls::find_signature_scheme(scheme)->hash == tls::SignatureHash::md5;
    });
  };
  CHECK(std::count_if(run.asked.begin(), run.asked.end(), md5_alone) >= 3);
  CHECK(std::count_if(run.asked.begin(), run.asked.end(), md5_alone) <= 6);
  CHECK(run.controls >= 3);

  SUBCASE("believed no more than the user wants") {
    probe::ScanOptions options;
    options.strict = true;
    CHECK(to_string(simulate(server, options).of(FeatureKind::signs_with_md5)) == to_string(Support::unknown));
  }
  SUBCASE("not while controls fail") {
    // One connection that is closed on, be it a control's or a question's.
    std::size_t connections = 0;
    for (std::size_t bad = 1; bad <= run.asked.size(); ++bad) {
      CAPTURE(bad);
      auto shaky = server;
      shaky.gate = [bad](std::size_t index) { return index == bad ? std::optional(closed()) : std::nullopt; };
      const auto other = simulate(shaky);
      for (const auto kind : {FeatureKind::signs_with_sha1, FeatureKind::signs_with_sha2})
        CHECK(to_string(other.of(kind)) != to_string(Support::no));
      connections = std::max(connections, other.asked.size());
    }
    CHECK(connections < run.asked.size() + 12);
  }
}

TEST_CASE("a server that says nothing is not asked to the end") {
  auto server = modern();
  server.gate = [](std::size_t) { return std::optional(closed()); };
  CHECK(simulate(server).asked.size() <= 24);
}

TEST_CASE("connections are bounded, and some cost none") {
  auto server = modern();
  server.groups.clear();
  for (const auto& row : tls::named_groups()) server.groups.push_back(row.code);
  const auto run = simulate(server);
  CHECK(run.asked.size() - run.controls <= probe::agenda::kMostFeatureQuestions + 2);
  CHECK(family(run.result, ProtocolVersion::TLSv1_2, tls::GroupKind::elliptic_curve).others.support ==
        Support::unknown);
  // Renegotiation, extended master secret and SHA-2 were shown by the matrix.
  for (const auto kind :
       {FeatureKind::secure_renegotiation, FeatureKind::extended_master_secret, FeatureKind::signs_with_sha2})
    CHECK(run.result.features.at(kind).exchange < 100);
}

TEST_CASE("a target without an accepted cell is asked nothing") {
  FeatureServer server;
  server.versions = {};
  const auto run = simulate(server);
  CHECK(run.asked.empty());
  CHECK(!run.result.asked());
}
