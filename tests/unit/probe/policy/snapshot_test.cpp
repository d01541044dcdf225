// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/builtin.hpp"
#include "reports/policy_text.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

using namespace probe;

TEST_CASE("the rules of each built-in policy are those that were read and agreed on") {
  for (const auto& builtin : builtin_policies()) {
    CAPTURE(builtin.name);
    const auto policy = read_builtin(builtin);
    CHECK(policy.name == builtin.name);
    CHECK_FALSE(policy.source.empty());
    CHECK_FALSE(policy.url.empty());
    for (const auto& rule : policy.rules) {
      CAPTURE(rule.id);
      CHECK_FALSE(rule.clause.empty());
      CHECK_FALSE(rule.remedy.empty());
    }
    const auto path = std::string(TEST_SNAPSHOTS) + "/" + policy.name + ".txt";
    const auto text = reports::policy_text(policy);
    if (std::getenv("UPDATE_SNAPSHOTS") != nullptr) std::ofstream(path, std::ios::binary) << text;
    std::ifstream file(path, std::ios::binary);
    REQUIRE_MESSAGE(file, path);
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    const bool same = text == expected;
    CHECK_MESSAGE(same, path);
  }
}
