// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reports {

/// What a record says wrongly, and where. Stays within the reader: read_json() turns it into a RecordError.
struct PlaceError {
  std::string text;
};

/// A value in a JSON document that knows its place ("targets[0].versions[3]"), so that every complaint names it.
class Place {
 public:
  explicit Place(const nlohmann::json& value, std::string path = {}) : value_(value), path_(std::move(path)) {}

  [[noreturn]] void complain(std::string_view what) const {
    throw PlaceError{(path_.empty() ? "the record" : path_) + ": " + std::string(what)};
  }

  [[nodiscard]] bool has(const char* name) const { return object().contains(name) && !object().at(name).is_null(); }
  [[nodiscard]] Place at(const char* name) const {
    const std::string path = path_.empty() ? name : path_ + "." + name;
    const auto found = object().find(name);
    if (found == object().end()) throw PlaceError{path + ": missing"};
    return Place(*found, path);
  }
  [[nodiscard]] std::vector<Place> elements() const {
    if (!value_.is_array()) complain("not a list");
    std::vector<Place> places;
    for (std::size_t i = 0; i < value_.size(); ++i)
      places.emplace_back(value_[i], path_ + "[" + std::to_string(i) + "]");
    return places;
  }

  [[nodiscard]] bool is_null() const { return value_.is_null(); }
  [[nodiscard]] bool is_text() const { return value_.is_string(); }
  [[nodiscard]] std::string text() const {
    if (!value_.is_string()) complain("not a text");
    return value_.get<std::string>();
  }
  [[nodiscard]] bool flag() const {
    if (!value_.is_boolean()) complain("not true or false");
    return value_.get<bool>();
  }
  template <class Integer>
  [[nodiscard]] Integer integer() const {
    if (!value_.is_number_unsigned() || value_.get<std::uint64_t>() > std::numeric_limits<Integer>::max())
      complain("not a whole number in range");
    return static_cast<Integer>(value_.get<std::uint64_t>());
  }
  /// Seconds, in any of chrono's units.
  template <class Duration>
  [[nodiscard]] Duration duration() const {
    constexpr double kMost = 1e9;
    const double value = value_.is_number() ? value_.get<double>() : -1;
    if (!(value >= 0 && value <= kMost)) complain("not a number of seconds");
    constexpr double kPerSecond =
        static_cast<double>(Duration::period::den) / static_cast<double>(Duration::period::num);
    return Duration(std::llround(value * kPerSecond));
  }
  /// A word that `from` knows.
  template <class Value>
  [[nodiscard]] Value word(std::optional<Value> (*from)(std::string_view), std::string_view what) const {
    const auto value = from(text());
    if (!value) complain("not " + std::string(what));
    return *value;
  }

 private:
  [[nodiscard]] const nlohmann::json& object() const {
    if (!value_.is_object()) complain("not an object");
    return value_;
  }

  const nlohmann::json& value_;
  std::string path_;
};

}  // namespace reports
