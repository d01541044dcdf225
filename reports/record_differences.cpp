// SPDX-License-Identifier: Apache-2.0
#include "reports/record_differences.hpp"

#include "reports/report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const probe::TargetRecord& target) {
  std::ostringstream line;
  write_ndjson_line(line, {}, {}, target);
  return Json::parse(line.str()).at("target");
}

std::string shown(const Json& value) {
  constexpr std::size_t kLongest = 120;
  auto text = value.dump();
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

void add_difference(const std::string& place, const std::string& said, const std::string& seen,
                    std::vector<std::string>& found) {
  found.push_back(place + ": the record says " + said + ", the octets make it " + seen);
}

void compare(const std::string& place, const Json& said, const Json& seen, std::vector<std::string>& found);

void compare_objects(const std::string& place, const Json& said, const Json& seen, std::vector<std::string>& found) {
  const auto inner = [&place](const std::string& name) { return place.empty() ? name : place + "." + name; };
  for (const auto& [name, value] : said.items()) {
    if (seen.contains(name))
      compare(inner(name), value, seen.at(name), found);
    else
      add_difference(inner(name), shown(value), "nothing", found);
  }
  for (const auto& [name, value] : seen.items())
    if (!said.contains(name)) add_difference(inner(name), "nothing", shown(value), found);
}

void compare_lists(const std::string& place, const Json& said, const Json& seen, std::vector<std::string>& found) {
  const auto count = std::max(said.size(), seen.size());
  for (std::size_t at = 0; at < count; ++at) {
    const auto inner = place + "[" + std::to_string(at) + "]";
    if (at >= said.size())
      add_difference(inner, "nothing", shown(seen[at]), found);
    else if (at >= seen.size())
      add_difference(inner, shown(said[at]), "nothing", found);
    else
      compare(inner, said[at], seen[at], found);
  }
}

void compare(const std::string& place, const Json& said, const Json& seen, std::vector<std::string>& found) {
  if (said == seen) return;
  if (said.is_object() && seen.is_object()) return compare_objects(place, said, seen, found);
  if (said.is_array() && seen.is_array()) return compare_lists(place, said, seen, found);
  add_difference(place, shown(said), shown(seen), found);
}

}  // namespace

std::vector<std::string> record_differences(const probe::TargetRecord& said, const probe::TargetRecord& seen) {
  std::vector<std::string> found;
  if (said != seen) compare("", json_of(said), json_of(seen), found);
  return found;
}

}  // namespace reports
