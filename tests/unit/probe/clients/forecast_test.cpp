// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"
#include "probe/model/family.hpp"
#include "reports/catalogue.hpp"
#include "tests/unit/probe/clients/gateways.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace probe {
namespace {

using V = tls::ProtocolVersion;
using test::azure_2024, test::Codes, test::gateway, test::kAzure2024, test::kOld, test::row_of, test::rows_of,
    test::version_of;

const Codes kOldTls12{0x002F, 0x0035, 0x000A, 0xC013, 0xC014, 0x003C, 0x003D, 0x009C, 0x009D, 0xC027, 0xC028};

TargetRecord before_cutoff() {
  return gateway(
      {{V::SSLv3, {0x000A, 0x0005, 0x0004}}, {V::TLSv1_0, kOld}, {V::TLSv1_1, kOld}, {V::TLSv1_2, kOldTls12}},
      Reason::alert_handshake_failure);
}
TargetRecord gcm_only() { return gateway({{V::TLSv1_2, {0xC030, 0xC02F}}}, Reason::closed_while_control_succeeds); }

std::string shown(const Forecast& row) {
  std::string text = fmt::format("{}/{} {}", row.profile->id, to_string(row.state), to_string(row.verdict));
  if (row.verdict == Verdict::connects) {
    text += " " + to_string(*row.version);
    for (const auto code : row.suites) text += fmt::format(" {:04X}", static_cast<unsigned>(code));
  } else if (row.error) {
    text += fmt::format(" {:X}", *row.error);
  }
  return text;
}

std::vector<std::string> shown(const TargetRecord& target) {
  std::vector<std::string> rows;
  for (const auto& row : rows_of(target)) rows.push_back(shown(row));
  return rows;
}

TEST_CASE("before the cutoff everybody connects") {
  // Versions by default: Microsoft, WINHTTP_OPTION_SECURE_PROTOCOLS; suites in each Windows' own order.
  CHECK(shown(before_cutoff()) == std::vector<std::string>{
                                      "vista/as-shipped connects TLSv1.0 002F",
                                      "7sp1/as-shipped connects TLSv1.0 C014",
                                      "7sp1/updated connects TLSv1.0 C014",
                                      "7sp1/registry-set connects TLSv1.2 C028",
                                      "8/as-shipped connects TLSv1.0 C014",
                                      "8/updated connects TLSv1.0 C014",
                                      "8/registry-set connects TLSv1.2 C028",
                                      "8.1/as-shipped connects TLSv1.2 C028",
                                      "8.1/updated connects TLSv1.2 C028",
                                      "8.1/registry-set connects TLSv1.2 C028",
                                      "10-1507/as-shipped connects TLSv1.2 C028",
                                      "10-1507/registry-set connects TLSv1.2 C028",
                                      "10-1511/as-shipped connects TLSv1.2 C028",
                                      "10-1607/as-shipped connects TLSv1.2 C028",
                                      "10-1703/as-shipped connects TLSv1.2 C028",
                                      "10-1709/as-shipped connects TLSv1.2 C028",
                                      "10-1803/as-shipped connects TLSv1.2 C028",
                                      "10-1809/as-shipped connects TLSv1.2 C028",
                                      "10-1903/as-shipped connects TLSv1.2 C028",
                                      "10-20H2/as-shipped connects TLSv1.2 C028",
                                      "10-22H2/as-shipped connects TLSv1.2 C028",
                                      "11-21H2/as-shipped connects TLSv1.2 C028",
                                      "11-22H2+/as-shipped connects TLSv1.2 C028",
                                      "server-2022/as-shipped connects TLSv1.2 C028",
                                      "server-2025/as-shipped connects TLSv1.2 C028",
                                  });
}

TEST_CASE("TLS 1.2 with the four suites that Azure documents since 2024") {
  // The announcement of 2018: Windows 7 fails outside, 8.1 inside with 812; both connect with C028 or C027 afterwards.
  CHECK(shown(azure_2024()) == std::vector<std::string>{
                                   "vista/as-shipped cut-off-outside 80072746",
                                   "7sp1/as-shipped cut-off-outside 80072746",
                                   "7sp1/updated cut-off-outside 80072746",
                                   "7sp1/registry-set connects TLSv1.2 C028",
                                   "8/as-shipped cut-off-outside 80072746",
                                   "8/updated cut-off-outside 80072746",
                                   "8/registry-set connects TLSv1.2 C028",
                                   "8.1/as-shipped cut-off-inside 32C",
                                   "8.1/updated cut-off-inside 32C",
                                   "8.1/registry-set connects TLSv1.2 C028",
                                   "10-1507/as-shipped cut-off-inside 32C",
                                   "10-1507/registry-set connects TLSv1.2 C030",
                                   "10-1511/as-shipped connects TLSv1.2 C030",
                                   "10-1607/as-shipped connects TLSv1.2 C030",
                                   "10-1703/as-shipped connects TLSv1.2 C030",
                                   "10-1709/as-shipped connects TLSv1.2 C030",
                                   "10-1803/as-shipped connects TLSv1.2 C030",
                                   "10-1809/as-shipped connects TLSv1.2 C030",
                                   "10-1903/as-shipped connects TLSv1.2 C030",
                                   "10-20H2/as-shipped connects TLSv1.2 C030",
                                   "10-22H2/as-shipped connects TLSv1.2 C030",
                                   "11-21H2/as-shipped connects TLSv1.2 C030",
                                   "11-22H2+/as-shipped connects TLSv1.2 C030",
                                   "server-2022/as-shipped connects TLSv1.2 C030",
                                   "server-2025/as-shipped connects TLSv1.2 C030",
                               });
}

TEST_CASE("with GCM alone Windows 7 to 8.1 are cut off, and no setting helps") {
  // They have no ECDHE_RSA suite with GCM: Microsoft, "TLS Cipher Suites in Windows 7", "... 8", "... 8.1".
  for (const auto& row : rows_of(gcm_only())) {
    CAPTURE(shown(row));
    const bool is_old =
        row.profile->id == "vista" || row.profile->id == "7sp1" || row.profile->id == "8" || row.profile->id == "8.1";
    CHECK((row.verdict == Verdict::cut_off_outside) == is_old);
    if (!is_old) continue;
    CHECK(row.error == kConnectionReset);
    CHECK(reports::english(row.fix).find("no update and no setting") != std::string::npos);
  }
}

TEST_CASE("the code follows the way in which the server refuses") {
  struct Row {
    const char* name;
    Reason reason;
    std::uint32_t code;  // Microsoft, "Schannel Error Codes for TLS and SSL Alerts"
  };
  const Row rows[] = {{"alert 40", Reason::alert_handshake_failure, 0x80090326},
                      {"alert 70", Reason::alert_protocol_version, 0x80090302},
                      {"alert 71", Reason::alert_insufficient_security, 0x80090331},
                      {"closed", Reason::closed_while_control_succeeds, 0x80072746},
                      {"silent", Reason::silent_while_control_succeeds, 0x8007274C}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto seen = row_of(gateway({{V::TLSv1_2, kAzure2024}}, row.reason), "7sp1", ClientState::as_shipped);
    CHECK(seen.verdict == Verdict::cut_off_outside);
    CHECK(seen.error == row.code);
  }
  const auto other =
      row_of(gateway({{V::TLSv1_2, kAzure2024}}, Reason::negotiated_other_version), "7sp1", ClientState::as_shipped);
  CHECK(other.verdict == Verdict::cut_off_outside);
  CHECK(!other.error);
}

TEST_CASE("what could not be told is unknown, and never cut off") {
  auto target = azure_2024();
  SUBCASE("a version stayed open") {
    auto& version = version_of(target, V::TLSv1_0);
    version.outcome = Outcome::inconclusive;
    version.reason = Reason::timed_out;
    version.inconclusive.push_back({version.refused.front().codes, Reason::timed_out, 7});
    version.refused.clear();
    CHECK(row_of(target, "7sp1", ClientState::as_shipped).verdict == Verdict::unknown);
    CHECK(row_of(target, "8.1", ClientState::as_shipped).verdict == Verdict::unknown);  // inside
    CHECK(row_of(target, "10-22H2", ClientState::as_shipped).verdict == Verdict::connects);
  }
  SUBCASE("the client's suites were not asked for") {
    auto& version = version_of(target, V::TLSv1_0);
    version.refused.front().codes = {tls::CipherSuite{0x0004}};
    CHECK(row_of(target, "7sp1", ClientState::as_shipped).verdict == Verdict::unknown);
  }
  SUBCASE("all that a client has in common is open") {
    auto& version = version_of(target, V::TLSv1_2);
    std::vector<tls::CipherSuite> open;
    for (const auto& cell : version.accepted) open.push_back(cell.code);
    version.inconclusive.push_back({open, Reason::timed_out, 7});
    version.accepted.resize(1);
    version.accepted.front().code = tls::CipherSuite{0xC0AC};
    CHECK(row_of(target, "10-22H2", ClientState::as_shipped).verdict == Verdict::unknown);
  }
  SUBCASE("nobody knows whether there is a common curve") {
    for (auto& cell : version_of(target, V::TLSv1_2).accepted) cell.group = tls::NamedGroup::x25519;
    CHECK(row_of(target, "7sp1", ClientState::registry_set).verdict == Verdict::unknown);
    CHECK(row_of(target, "10-22H2", ClientState::as_shipped).verdict == Verdict::connects);
    target.server.groups.push_back(
        {V::TLSv1_2, tls::GroupKind::elliptic_curve, {{tls::NamedGroup::x25519, 3}}, {Support::no, 4}});
    CHECK(row_of(target, "7sp1", ClientState::registry_set).verdict == Verdict::cut_off_outside);
  }
  SUBCASE("the gateway was not reached") {
    for (const auto status : {TargetStatus::unreachable, TargetStatus::not_started}) {
      target.status = status;
      for (const auto& row : rows_of(target)) CHECK(row.verdict == Verdict::unknown);
    }
  }
}

/// azure_2024(), with what was changed in its cells of TLS 1.2.
template <class Change>
TargetRecord with_cells(Change change) {
  auto target = azure_2024();
  for (auto& cell : version_of(target, V::TLSv1_2).accepted) change(cell);
  return target;
}

TEST_CASE("what a cell needs of a hello, and a Windows does not send") {
  const auto need = [](Need what) { return [what](AcceptedSuite& cell) { cell.needs = {what}; }; };
  const auto cbc_needs = [](Need what) {
    return [what](AcceptedSuite& cell) {
      if (cell.code == tls::CipherSuite{0xC027} || cell.code == tls::CipherSuite{0xC028}) cell.needs = {what};
    };
  };
  const struct {
    const char* name;
    TargetRecord target;
    const char* client;
    ClientState state;
    Verdict verdict;
    const char* why;
  } rows[] = {
      {"all want encrypt_then_mac", with_cells(need(Need::encrypt_then_mac)), "10-22H2", ClientState::as_shipped,
       Verdict::cut_off_outside,
       "the server takes its suites of TLSv1.2 with encrypt_then_mac alone, which it does not send"},
      {"CBC alone wants it: GCM is left", with_cells(cbc_needs(Need::encrypt_then_mac)), "10-22H2",
       ClientState::as_shipped, Verdict::connects, ""},
      {"CBC alone wants it, and a Windows without ECDHE_RSA and GCM", with_cells(cbc_needs(Need::encrypt_then_mac)),
       "7sp1", ClientState::registry_set, Verdict::cut_off_outside,
       "the server takes its suites of TLSv1.2 with encrypt_then_mac alone, which it does not send"},
      {"an FFDHE group", with_cells(need(Need::ffdhe_group)), "11-22H2+", ClientState::as_shipped,
       Verdict::cut_off_outside,
       "the server takes its suites of TLSv1.2 with ffdhe_group alone, which it does not send"},
      {"a small hello: nobody measured the client's", with_cells(need(Need::small_hello)), "10-22H2",
       ClientState::as_shipped, Verdict::unknown,
       "the server takes its suites of TLSv1.2 in smaller hellos than the usual alone, and it may not connect"},
      {"a small hello for some", with_cells(cbc_needs(Need::small_hello)), "10-22H2", ClientState::as_shipped,
       Verdict::connects, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto seen = row_of(row.target, row.client, row.state);
    CHECK_MESSAGE(seen.verdict == row.verdict, shown(seen), ": ", reports::english(seen.why));
    CHECK(reports::english(seen.why) == row.why);
    for (const auto code : seen.suites) {
      const auto one = cell(version_of(const_cast<TargetRecord&>(row.target), V::TLSv1_2), code);
      CHECK(one.accepted->needs.empty());
    }
  }
  const auto small = row_of(with_cells(need(Need::small_hello)), "10-22H2", ClientState::as_shipped);
  CHECK(std::count(small.inferences.begin(), small.inferences.end(), Inference::hello_too_large) == 1);
}

TEST_CASE("no Windows was seen to send encrypt_then_mac or to name an FFDHE group") {
  for (const auto& profile : client_profiles()) {
    CAPTURE(profile.id);
    for (const auto& shape : {profile.shape, profile.legacy_shape})
      CHECK(std::count(shape.extensions.begin(), shape.extensions.end(), tls::ExtensionType::encrypt_then_mac) == 0);
    for (const auto group : profile.groups) {
      const auto* const info = tls::find_named_group(group);
      REQUIRE(info != nullptr);
      CHECK(info->kind != tls::GroupKind::finite_field);
    }
  }
}

TEST_CASE("at unlike servers a client connects sometimes, unless each of them takes something of it") {
  const auto mix = [](AcceptedSuite& cell) { cell.answers = AnswerCount{7, 5}; };
  const auto inferred = [](const Forecast& row) {
    return std::count(row.inferences.begin(), row.inferences.end(), Inference::unlike_servers) == 1;
  };
  SUBCASE("all that it has in common is mixed") {
    const auto row = row_of(with_cells(mix), "10-22H2", ClientState::as_shipped);
    CHECK(row.verdict == Verdict::sometimes);
    CHECK(row.version == V::TLSv1_2);
    CHECK_FALSE(row.suites.empty());
    CHECK(reports::english(row.why).find("unlike servers answer") != std::string::npos);
    CHECK(reports::english(row.fix).find("--connect") != std::string::npos);
    CHECK(inferred(row));
  }
  SUBCASE("one suite is taken by all of them") {
    const auto target = with_cells([&](AcceptedSuite& cell) {
      if (cell.code != tls::CipherSuite{0xC030}) mix(cell);
    });
    const auto row = row_of(target, "10-22H2", ClientState::as_shipped);
    CHECK(row.verdict == Verdict::connects);
    CHECK(row.why.empty());
    CHECK(inferred(row));
    CHECK(row_of(target, "7sp1", ClientState::registry_set).verdict == Verdict::sometimes);  // it has no C030
  }
  SUBCASE("those that lack the newer version take an older one") {
    auto target = gateway({{V::TLSv1_1, kOld}, {V::TLSv1_2, kAzure2024}}, Reason::alert_handshake_failure);
    for (auto& cell : version_of(target, V::TLSv1_2).accepted) mix(cell);
    const auto row = row_of(target, "7sp1", ClientState::registry_set);
    CHECK(row.verdict == Verdict::connects);
    CHECK(row.version == V::TLSv1_2);
    CHECK(inferred(row));
    for (auto& cell : version_of(target, V::TLSv1_1).accepted) mix(cell);
    CHECK(row_of(target, "7sp1", ClientState::registry_set).verdict == Verdict::sometimes);
  }
  SUBCASE("an older version that nobody knows takes nothing back") {
    auto target = with_cells(mix);
    auto& older = version_of(target, V::TLSv1_1);
    older.outcome = Outcome::inconclusive;
    older.inconclusive.push_back({older.refused.front().codes, Reason::servers_differ, 7});
    older.refused.clear();
    CHECK(row_of(target, "7sp1", ClientState::registry_set).verdict == Verdict::sometimes);
  }
  SUBCASE("a client that no server takes is cut off all the same") {
    CHECK(row_of(with_cells(mix), "vista", ClientState::as_shipped).verdict == Verdict::cut_off_outside);
  }
}

TEST_CASE("why a version is open names the alert") {
  auto target = azure_2024();
  auto& version = version_of(target, V::TLSv1_0);
  version.outcome = Outcome::inconclusive;
  version.reason = Reason::other_alert;
  version.inconclusive.push_back(
      {version.refused.front().codes, Reason::other_alert, 7, tls::AlertDescription::internal_error});
  version.refused.clear();
  CHECK(reports::english(row_of(target, "vista", ClientState::as_shipped).why) ==
        "TLSv1.0 could not be determined (answered by internal_error, which says neither yes nor no)");
}

TEST_CASE("the server's order decides as far as its own choices show it") {
  auto target = azure_2024();
  target.server.features[FeatureKind::suite_preference] = {Support::yes, 1};
  const auto chose = [&](ExchangeId id, const Codes& offered, unsigned selected) {
    ExchangeSummary exchange;
    exchange.id = id;
    exchange.purpose = Purpose::sweep;
    exchange.version = V::TLSv1_2;
    for (const auto code : offered) exchange.codes.push_back(tls::CipherSuite{code});
    exchange.response = Response::server_hello;
    exchange.selected = {tls::CipherSuite{selected}};
    exchange.selected_version = V::TLSv1_2;
    target.exchanges.push_back(exchange);
  };
  SUBCASE("nothing compared them: each may come") {
    CHECK(row_of(target, "7sp1", ClientState::registry_set).suites.size() == 2);
  }
  SUBCASE("directly") {
    chose(11, {0xC028, 0xC027}, 0xC027);
    const auto row = row_of(target, "7sp1", ClientState::registry_set);
    CHECK(row.suites == std::vector<tls::CipherSuite>{tls::CipherSuite{0xC027}});
  }
  SUBCASE("over one in between") {
    chose(11, {0xC027, 0xC02F}, 0xC027);
    chose(12, {0xC02F, 0xC028}, 0xC02F);
    const auto row = row_of(target, "7sp1", ClientState::registry_set);
    CHECK(row.suites == std::vector<tls::CipherSuite>{tls::CipherSuite{0xC027}});
  }
  SUBCASE("nor does what a hello without the name drew") {
    chose(11, {0xC028, 0xC027}, 0xC027);
    target.exchanges.back().named = false;
    CHECK(row_of(target, "7sp1", ClientState::registry_set).suites.size() == 2);
  }
  SUBCASE("what a client's own hello drew makes no forecast") {
    chose(11, {0xC028, 0xC027}, 0xC027);
    target.exchanges.back().purpose = Purpose::client;
    CHECK(row_of(target, "7sp1", ClientState::registry_set).suites.size() == 2);
  }
}

}  // namespace
}  // namespace probe
