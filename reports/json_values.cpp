// SPDX-License-Identifier: Apache-2.0
#include "reports/json_values.hpp"

#include <fmt/format.h>

#include <array>

namespace reports {

std::string to_rfc3339(probe::UtcTime time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::optional<probe::UtcTime> from_rfc3339(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd.dddZ";
  if (text.size() != kForm.size()) return std::nullopt;
  std::array<int, 7> field{};
  std::size_t index = 0;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] != 'd') {
      if (text[i] != kForm[i]) return std::nullopt;
      ++index;
    } else {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      field[index] = field[index] * 10 + (text[i] - '0');
    }
  }
  const year_month_day date{std::chrono::year{field[0]}, std::chrono::month{static_cast<unsigned>(field[1])},
                            std::chrono::day{static_cast<unsigned>(field[2])}};
  if (!date.ok() || field[3] > 23 || field[4] > 59 || field[5] > 60) return std::nullopt;
  return probe::UtcTime(sys_days(date) + hours(field[3]) + minutes(field[4]) + std::chrono::seconds(field[5]) +
                        milliseconds(field[6]));
}

}  // namespace reports
