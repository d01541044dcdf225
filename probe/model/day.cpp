// SPDX-License-Identifier: Apache-2.0
#include "probe/model/day.hpp"

#include <algorithm>

namespace probe {
namespace {

std::string padded(int number, std::size_t width) {
  const auto text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char one : text) {
    if (one < '0' || one > '9') return std::nullopt;
    value = value * 10 + (one - '0');
  }
  return value;
}

}  // namespace

std::optional<std::chrono::sys_days> day_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::string day_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return padded(static_cast<int>(date.year()), 4) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

}  // namespace probe
