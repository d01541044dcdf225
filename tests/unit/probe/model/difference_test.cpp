// SPDX-License-Identifier: Apache-2.0
#include "probe/model/difference.hpp"

#include <doctest/doctest.h>

#include <optional>

namespace {

using probe::Change;
using probe::Reason;
using probe::Rung;
using probe::TargetStatus;

constexpr tls::CipherSuite kSuite{0xC02F};

probe::ScanRecord scan(std::optional<probe::VersionResult> version) {
  probe::ScanRecord record;
  probe::TargetRecord target;
  target.target.host = "vpn.example.net";
  target.address = "192.0.2.1:443";
  target.status = TargetStatus::complete;
  if (version) target.versions.push_back(*version);
  record.targets.push_back(target);
  return record;
}

probe::VersionResult empty() {
  probe::VersionResult version;
  version.version = tls::ProtocolVersion::TLSv1_2;
  return version;
}

probe::ScanRecord accepted(Rung rung = Rung::sstp) {
  auto version = empty();
  version.accepted.push_back({kSuite, rung, {}, {}, 1});
  version.accepted.back().climb = probe::Climb{};
  version.accepted.back().climb->exchange = 2;
  return scan(version);
}

probe::ScanRecord halted(probe::CallOutcome halt, probe::ExchangeId exchange = 2) {
  auto record = accepted(Rung::hello);
  auto& climb = *record.targets[0].versions[0].accepted[0].climb;
  climb.halt = halt;
  climb.exchange = exchange;
  return record;
}

probe::ScanRecord without_climb() {
  auto record = accepted(Rung::hello);
  record.targets[0].versions[0].accepted[0].climb.reset();
  return record;
}

probe::ScanRecord refused() {
  auto version = empty();
  version.refused.push_back({{kSuite}, probe::Basis::single, Reason::alert_handshake_failure, 2});
  return scan(version);
}

probe::ScanRecord open() {
  auto version = empty();
  version.inconclusive.push_back({{kSuite}, Reason::timed_out, 3});
  return scan(version);
}

probe::ScanRecord unasked() { return scan(empty()); }

probe::ScanRecord unreachable() {
  auto record = scan(std::nullopt);
  record.targets[0].status = TargetStatus::unreachable;
  return record;
}

probe::ScanRecord at_hello() {
  auto record = accepted(Rung::hello);
  record.options.depth = Rung::hello;
  return record;
}

probe::ScanRecord mixed_cell(Rung rung = Rung::sstp) {
  auto record = accepted(rung);
  record.targets[0].versions[0].accepted[0].answers = probe::AnswerCount{7, 5};
  return record;
}

probe::ScanRecord needing() {
  auto record = accepted();
  record.targets[0].versions[0].accepted[0].needs = {probe::Need::encrypt_then_mac};
  return record;
}

probe::ScanRecord uncalled() {
  auto record = accepted(Rung::hello);
  record.targets[0].versions[0].accepted[0].climb = probe::Climb{};
  record.targets[0].versions[0].accepted[0].climb->halt = probe::CallOutcome::not_called;
  return record;
}

probe::ScanRecord not_started() {
  auto record = scan(std::nullopt);
  record.targets[0].status = TargetStatus::not_started;
  return record;
}

probe::ScanRecord with_leaf(tls::Bytes der, bool named = true) {
  auto record = accepted();
  probe::CertificateChain chain;
  chain.named = named;
  chain.certificates = {std::move(der)};
  record.targets[0].certificates = {chain};
  return record;
}

probe::ScanRecord at(std::vector<std::string> addresses) {
  auto record = accepted();
  const auto target = record.targets[0];
  record.targets.clear();
  for (const auto& address : addresses) {
    record.targets.push_back(target);
    record.targets.back().address = address;
  }
  return record;
}

}  // namespace

TEST_CASE("a cell between two scans") {
  const struct {
    const char* name;
    probe::ScanRecord before, after;
    std::optional<Change> change;
  } rows[] = {
      {"opened", refused(), accepted(), Change::opened},
      {"closed", accepted(), refused(), Change::closed},
      {"stayed", accepted(), accepted(), std::nullopt},
      {"stayed closed", refused(), refused(), std::nullopt},
      {"climbed", accepted(Rung::tls), accepted(Rung::sstp), Change::climbed},
      {"fell", accepted(Rung::sstp), accepted(Rung::http), Change::fell},
      {"the other scan was to stop at the hello", at_hello(), accepted(Rung::sstp), Change::not_comparable},
      {"... and the other way round", accepted(Rung::sstp), at_hello(), Change::not_comparable},
      {"an open cell is not a closed one", accepted(), open(), Change::unknown},
      {"nor is it an opened one", refused(), open(), Change::unknown},
      {"known again", open(), refused(), Change::known},
      {"known again, accepted", open(), accepted(), Change::known},
      {"open in both", open(), open(), std::nullopt},
      {"not asked now", accepted(), unasked(), Change::not_comparable},
      {"not asked before", unasked(), accepted(), Change::not_comparable},
      {"refused now, not asked before", unasked(), refused(), Change::not_comparable},
      {"out of reach now", accepted(), unreachable(), Change::unknown},
      {"out of reach before", unreachable(), accepted(), Change::known},
      {"interrupted before its turn", accepted(), not_started(), Change::unknown},
      {"became mixed", accepted(), mixed_cell(), Change::mixed},
      {"became mixed, and fell", accepted(Rung::sstp), mixed_cell(Rung::tls), Change::mixed},
      {"mixed no more", mixed_cell(), accepted(), Change::unmixed},
      {"mixed in both", mixed_cell(), mixed_cell(), std::nullopt},
      {"opened at some of the servers", refused(), mixed_cell(), Change::opened},
      {"closed at all of them", mixed_cell(), refused(), Change::closed},
      {"mixed, then open", mixed_cell(), open(), Change::unknown},
      {"needs something now", accepted(), needing(), Change::needs},
      {"needs it in both", needing(), needing(), std::nullopt},
      {"what was not called did not fall", accepted(), uncalled(), Change::unknown},
      {"nor did it climb", uncalled(), accepted(), Change::known},
      {"not called, and no higher before", accepted(Rung::hello), uncalled(), std::nullopt},
      {"a call came to an answer", accepted(), halted(probe::CallOutcome::not_found), Change::fell},
      {"the call was timed out", accepted(), halted(probe::CallOutcome::http_timed_out), Change::unknown},
      {"the call was reset", accepted(), halted(probe::CallOutcome::tls_reset), Change::unknown},
      {"the call was closed", accepted(), halted(probe::CallOutcome::sstp_closed), Change::unknown},
      {"the gateway was busy", accepted(), halted(probe::CallOutcome::service_unavailable), Change::unknown},
      {"TLS ended the call", accepted(), halted(probe::CallOutcome::tls_alert), Change::fell},
      {"nobody called it, as all before had ended so", accepted(), halted(probe::CallOutcome::not_found, 0),
       Change::unknown},
      {"no connection came up for the call", accepted(), halted(probe::CallOutcome::connection_timed_out),
       Change::unknown},
      {"our own side failed", accepted(), halted(probe::CallOutcome::local_failure), Change::unknown},
      {"no client of ours has the suite any more", accepted(), halted(probe::CallOutcome::no_client), Change::unknown},
      {"the scan ended before calls were thought of", accepted(), without_climb(), Change::unknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto result = probe::difference(row.before, row.after);
    REQUIRE(result.targets.size() == 1);
    for (const auto change : probe::changes()) {
      CAPTURE(to_string(change));
      CHECK(count(result, change) == (change == row.change ? 1 : 0));
    }
    const auto& target = result.targets[0];
    CHECK(target.cells.size() + target.same + target.still_unknown == 1);
  }
}

TEST_CASE("a target that cannot be reached any more is unknown, though it had no cell") {
  CHECK(count(probe::difference(unasked(), unreachable()), Change::unknown) == 1);
  CHECK(count(probe::difference(unreachable(), unreachable()), Change::unknown) == 0);
  CHECK(count(probe::difference(unasked(), not_started()), Change::unknown) == 1);
  CHECK(count(probe::difference(unreachable(), not_started()), Change::unknown) == 0);
}

TEST_CASE("what is learnt besides cells") {
  using probe::FeatureKind;
  using probe::Support;
  const auto with = [](auto change) {
    auto record = accepted();
    change(record.targets[0]);
    return record;
  };
  const auto bits = [&](std::size_t size) {
    return with([size](auto& target) { target.versions[0].accepted[0].key_bits = size; });
  };
  const auto feature = [&](Support support) {
    return with([support](auto& target) { target.server.features[FeatureKind::compression] = {support, 3}; });
  };
  const auto groups = [&](std::vector<tls::NamedGroup> list, Support others = Support::no) {
    return with([&](auto& target) {
      probe::GroupFamily family{tls::ProtocolVersion::TLSv1_2, tls::GroupKind::elliptic_curve, {}, {others, 3}};
      for (const auto group : list) family.accepted.push_back({group, 3});
      target.server.groups.push_back(family);
    });
  };
  const auto binding = [&](std::optional<std::uint8_t> mask) {
    return with([mask](auto& target) {
      target.sstp.calls = 1;
      target.sstp.hash_bitmask = mask;
    });
  };
  using tls::NamedGroup;
  const struct {
    const char* name;
    probe::ScanRecord before, after;
    std::optional<Change> change;
  } rows[] = {
      {"DH 1024 to 2048", bits(1024), bits(2048), Change::key},
      {"the same size", bits(1024), bits(1024), std::nullopt},
      {"no size was seen", bits(1024), accepted(), std::nullopt},
      {"a feature came", feature(Support::no), feature(Support::yes), Change::feature},
      {"a feature is open now", feature(Support::no), feature(Support::unknown), Change::unknown},
      {"a feature is known now", feature(Support::unknown), feature(Support::no), Change::known},
      {"features were not asked now", feature(Support::no), accepted(), Change::not_comparable},
      {"groups were not asked before", accepted(), groups({NamedGroup::x25519}), Change::not_comparable},
      {"another order", groups({NamedGroup::x25519, NamedGroup::secp256r1}),
       groups({NamedGroup::secp256r1, NamedGroup::x25519}), Change::groups},
      {"one more", groups({NamedGroup::x25519}), groups({NamedGroup::x25519, NamedGroup::secp256r1}), Change::groups},
      {"the same", groups({NamedGroup::x25519}), groups({NamedGroup::x25519}), std::nullopt},
      {"a list that may go on", groups({NamedGroup::x25519}), groups({NamedGroup::x25519}, Support::unknown),
       Change::unknown},
      {"SHA-1 for crypto binding", binding(3), binding(2), Change::binding},
      {"no Ack now", binding(3), binding(std::nullopt), Change::unknown},
      {"no call now", binding(3), accepted(), Change::not_comparable},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto result = probe::difference(row.before, row.after);
    for (const auto change : probe::changes()) {
      CAPTURE(to_string(change));
      CHECK(count(result, change) == (change == row.change ? 1 : 0));
    }
  }
}

TEST_CASE("records that are given the wrong way round are told") {
  auto older = accepted(), newer = accepted();
  newer.started += std::chrono::hours(1);
  CHECK(!probe::difference(older, newer).is_reversed());
  CHECK(probe::difference(newer, older).is_reversed());
  CHECK(!probe::difference(older, older).is_reversed());
}

TEST_CASE("certificates") {
  const auto changes = [](const probe::ScanRecord& before, const probe::ScanRecord& after) {
    return count(probe::difference(before, after), Change::certificate);
  };
  CHECK(changes(with_leaf({1}), with_leaf({2})) == 1);
  CHECK(changes(with_leaf({1}), with_leaf({1})) == 0);
  CHECK(changes(with_leaf({1}), accepted()) == 0);             // none was seen: nothing can be said
  CHECK(changes(with_leaf({1}), with_leaf({2}, false)) == 0);  // none that the target's clients are shown
  const auto not_comparable = [](const probe::ScanRecord& before, const probe::ScanRecord& after) {
    return count(probe::difference(before, after), Change::not_comparable);
  };
  auto two = with_leaf({1}), narrow = with_leaf({1}), narrow_other = with_leaf({3});
  two.targets[0].certificates.push_back(with_leaf({2}).targets[0].certificates[0]);
  narrow.options.suites = narrow_other.options.suites = {kSuite};
  CHECK(changes(two, with_leaf({1})) == 1);  // both asked for all
  CHECK(changes(two, narrow) == 0);          // the other one's suites were not asked
  CHECK(not_comparable(two, narrow) == 1);
  CHECK(changes(narrow, two) == 0);
  CHECK(changes(two, narrow_other) == 1);  // one that the wider scan would have been shown
  CHECK(not_comparable(two, two) == 0);
  auto both = with_leaf({1});
  both.targets[0].certificates.push_back(with_leaf({2}, false).targets[0].certificates[0]);
  CHECK(changes(with_leaf({1}), both) == 0);
  CHECK(probe::difference(with_leaf({1}), both).targets[0].after_leaves.size() == 1);
}

TEST_CASE("which targets belong together") {
  const struct {
    const char* name;
    std::vector<std::string> before, after;
    std::size_t compared, missing, added;
  } rows[] = {
      {"the same", {"192.0.2.1:443"}, {"192.0.2.1:443"}, 1, 0, 0},
      {"another address of the same name", {"192.0.2.1:443"}, {"192.0.2.2:443"}, 1, 0, 0},
      {"several, in another order", {"a", "b"}, {"b", "a"}, 2, 0, 0},
      {"one of several moved", {"a", "b"}, {"a", "c"}, 2, 0, 0},
      {"two moved: nobody can tell which", {"a", "b"}, {"c", "d"}, 0, 2, 2},
      {"one more", {"a"}, {"a", "b"}, 1, 0, 1},
      {"one less", {"a", "b"}, {"b"}, 1, 1, 0},
      {"none", {"a"}, {}, 0, 1, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto result = probe::difference(at(row.before), at(row.after));
    CHECK(count(result, Change::missing) == row.missing);
    CHECK(count(result, Change::added) == row.added);
    CHECK(result.targets.size() == row.compared + row.missing + row.added);
  }
}

TEST_CASE("words of changes") {
  for (const auto change : probe::changes()) {
    CHECK(!to_string(change).empty());
    CHECK(probe::change_from(to_string(change)) == change);
  }
  CHECK(!probe::change_from("worse"));
}
