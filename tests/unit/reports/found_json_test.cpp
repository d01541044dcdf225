// SPDX-License-Identifier: Apache-2.0
// What commands find beside a record, as JSON for programs.
#include "probe/clients/registry/gateway_demand.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"
#include "reports/client_advice.hpp"
#include "reports/explanation.hpp"
#include "reports/policy_list.hpp"
#include "reports/suites.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>

namespace {

constexpr const char* kHostile = "a\x1b[2J\xff\xe2\x80\xae";

/// Also looks whether it is ASCII: nothing in it may act on a terminal.
template <class Thing>
nlohmann::json parsed(const Thing& thing) {
  std::ostringstream out;
  const auto* const format = reports::find_format<Thing>("json");
  REQUIRE(format != nullptr);
  format->write(out, thing);
  const auto text = out.str();
  for (const char letter : text) CHECK((letter == '\n' || (letter >= ' ' && letter <= '~')));
  return nlohmann::json::parse(text);
}

TEST_CASE("a list of suites has every suite, or every one of a family") {
  CHECK(parsed(reports::SuiteList{})["suites"].size() == tls::cipher_suites().size());
  const auto suites = parsed(reports::SuiteList{probe::Family::rc4})["suites"];
  CHECK(!suites.empty());
  for (const auto& suite : suites) CHECK(suite["cipher"] == "RC4");
}

TEST_CASE("an explanation has each reading, and what is known of it") {
  const auto readings = probe::read_error_code("812");
  const auto json = parsed(reports::Explanation{kHostile, readings});
  REQUIRE(json["readings"].size() == readings.size());
  CHECK(json["readings"][0]["value"] == 812);
  CHECK(json["readings"][0]["domain"] == "ras");
  CHECK(!json["readings"][0]["causes"].empty());
}

TEST_CASE("policies have their rules") {
  auto policy = read_builtin(*probe::find_builtin_policy("azure-p2s-2018"));
  policy.note = kHostile;
  const auto json = parsed(reports::PolicyList{{policy}})["policies"];
  REQUIRE(json.size() == 1);
  CHECK(json[0]["name"] == "azure-p2s-2018");
  REQUIRE(json[0]["rules"].size() == policy.rules.size());
  CHECK(json[0]["rules"][0]["id"] == policy.rules[0].id);
  CHECK(json[0]["rules"][0]["severity"] == to_string(policy.rules[0].severity));
}

TEST_CASE("advice for a client tells of each gateway, and each change once") {
  reports::ClientAdvice advice;
  auto gateway = probe::registry::azure_demand();
  gateway.name = kHostile;
  probe::registry::Diagnosis diagnosis;
  diagnosis.outer.offers = tls::VersionSet{};
  diagnosis.outer.remarks.push_back({probe::registry::Level::change, probe::verbatim(kHostile)});
  advice.gateways.push_back({gateway, diagnosis});
  advice.changes.push_back({"HKLM\\SOFTWARE\\Example", "DefaultSecureProtocols", 0xAA0});
  const auto json = parsed(advice);
  CHECK(json["gateways"][0]["verdict"] == "change");
  CHECK(json["gateways"][0]["outside"]["offers"].empty());
  CHECK(!json["gateways"][0]["inside"].contains("offers"));  // it could not be told
  CHECK(json["changes"][0]["value"] == 0xAA0);
  std::ostringstream commands;
  reports::find_format<reports::ClientAdvice>("commands")->write(commands, advice);
  CHECK(commands.str().ends_with("\r\n"));
}

}  // namespace
