// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/new_policy.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

using namespace probe;

namespace {

const std::string kRuleHead = "name = \"p\"\ntitle = \"t\"\n[[rule]]\nid = \"a\"\ntitle = \"b\"\n";

/// Every key of a condition, from the complaint about one that has none.
std::set<std::string> known_keys() {
  auto text = to_string(read_policy(kRuleHead + "forbid = {}\n", "f").error());
  std::string words = text.substr(text.find("one of ") + 7);
  std::set<std::string> keys;
  std::istringstream list(words);
  for (std::string key; std::getline(list, key, ',');) keys.insert(key.substr(key.find_first_not_of(' ')));
  return keys;
}

}  // namespace

TEST_CASE("what somebody starts from reads as it stands, under the name that was asked for") {
  const auto policy = read_policy(new_policy("ours-2.0"), "ours.toml");
  REQUIRE_MESSAGE(policy.has_value(), to_string(policy.error()));
  CHECK(policy->name == "ours-2.0");
  CHECK(policy->rules.size() == 3);
  CHECK(policy->rules[1].allowed_until.has_value());
}

TEST_CASE("its comments have every key of a condition, with a value that is taken") {
  const auto keys = known_keys();
  REQUIRE(keys.size() > 20);
  std::set<std::string> shown;
  std::istringstream lines(new_policy("p"));
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("#   ", 0) != 0) continue;
    const auto key = line.substr(4, line.find(' ', 4) - 4);
    if (keys.count(key) == 0) continue;
    CAPTURE(line);
    shown.insert(key);
    const std::string demand = key == "rung" ? "require" : "forbid";
    CHECK(read_policy(kRuleHead + demand + "." + line.substr(4) + "\n", "f").has_value());
  }
  CHECK(shown == keys);
}

TEST_CASE("its waiver is one once the comment's sign is gone") {
  const auto text = new_policy("p");
  std::string waiver;
  std::istringstream lines(text.substr(text.find("# [[waiver]]")));
  for (std::string line; std::getline(lines, line);) waiver += line.substr(2) + "\n";
  const auto policy = read_policy(text + waiver, "f");
  REQUIRE_MESSAGE(policy.has_value(), to_string(policy.error()));
  CHECK(policy->waivers.size() == 1);
}

TEST_CASE("the text of a built-in policy reads back as the same policy") {
  for (const auto& builtin : builtin_policies()) {
    CAPTURE(builtin.name);
    auto again = read_policy(builtin.text, "copy.toml").value();
    CHECK(again.file == "copy.toml");
    again.file.clear();
    const bool same = again == read_builtin(builtin);
    CHECK(same);
    again.rules.back().allowed_until = std::chrono::sys_days{};
    const bool changed = again == read_builtin(builtin);
    CHECK_FALSE(changed);
  }
}

TEST_CASE("names that a policy can have") {
  for (const auto* name : {"a", "pci-dss-4.0_1", "A"}) CHECK(is_policy_name(name));
  for (const auto& name : {std::string(), std::string("a b"), std::string("\"\nx = 1"), std::string(81, 'a')})
    CHECK_FALSE(is_policy_name(name));
}
