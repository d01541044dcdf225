// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <vector>

namespace reports {

/// What `convert` makes of each value, in their order. Of an overloaded name the one for these values is taken.
template <class Value>
[[nodiscard]] nlohmann::ordered_json list_of(const std::vector<Value>& values,
                                             nlohmann::ordered_json (*convert)(const Value&)) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& value : values) list.push_back(convert(value));
  return list;
}

/// For objects with large members: an ordered object copies all of them, not moves, each time that its room is used up.
[[nodiscard]] inline nlohmann::ordered_json object_with_room() {
  auto object = nlohmann::ordered_json::object();
  object.get_ref<nlohmann::ordered_json::object_t&>().reserve(32);
  return object;
}

}  // namespace reports
