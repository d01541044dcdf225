// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/option_values.hpp"

#include "probe/cli/output/printable.hpp"
#include "tls/wire/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>

namespace probe::cli {
namespace {

using std::chrono::milliseconds;
using tls::ProtocolVersion;

std::optional<Range<ProtocolVersion>> version_or_range(std::string_view text) {
  if (const auto version = tls::protocol_version_from(text)) return Range<ProtocolVersion>{*version, *version};
  // "TLS-1.0-TLS-1.2": the dash that separates is the one with a version on either side.
  for (auto dash = text.find('-'); dash != std::string_view::npos; dash = text.find('-', dash + 1)) {
    const auto first = tls::protocol_version_from(tls::trimmed(text.substr(0, dash)));
    const auto last = tls::protocol_version_from(tls::trimmed(text.substr(dash + 1)));
    if (first && last && *first <= *last) return Range<ProtocolVersion>{*first, *last};
  }
  return std::nullopt;
}

/// A number with digits and at most one dot; from_chars for doubles came late to the standard libraries.
std::optional<double> decimal(std::string_view text) {
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  const auto fraction = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
  const auto digits = std::string(whole) + std::string(fraction);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<double>(value) / std::pow(10.0, static_cast<double>(fraction.size()));
}

struct Unit {
  std::string_view word;
  double milliseconds;
};
/// In the order in which a text's end is compared: "ms" ends in "s".
constexpr Unit kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"", 1000}};

}  // namespace

Parsed<std::vector<ProtocolVersion>> parse_versions(std::string_view text) {
  std::vector<ProtocolVersion> versions;
  for (const auto item : split_list(text)) {
    const auto range = version_or_range(item);
    if (!range) {
      return UsageError{quote(item) + " is not a version: write ssl2, ssl3, 1.0, 1.1, 1.2, 1.3 or a range as 1.0-1.2"};
    }
    std::copy_if(tls::kProtocolVersions.begin(), tls::kProtocolVersions.end(), std::back_inserter(versions),
                 [&](ProtocolVersion version) { return version >= range->least && version <= range->most; });
  }
  std::sort(versions.begin(), versions.end());
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  return versions;
}

Parsed<milliseconds> parse_duration(std::string_view text, Range<milliseconds> range) {
  for (const auto& unit : kUnits) {
    if (!text.ends_with(unit.word)) continue;
    const auto number = decimal(tls::trimmed(text.substr(0, text.size() - unit.word.size())));
    if (!number) break;
    const double value = *number * unit.milliseconds;
    // Compared before the conversion, which is undefined for what does not fit.
    if (value < static_cast<double>(range.least.count()) || value > static_cast<double>(range.most.count())) {
      return UsageError{fmt::format("{} is out of range: {} to {}", quote(text), seconds_text(range.least),
                                    seconds_text(range.most))};
    }
    return milliseconds(std::llround(value));
  }
  return UsageError{quote(text) + " is not a time: write seconds as 5 or 2.5, or 500ms"};
}

Parsed<std::size_t> parse_count(std::string_view text, Range<std::size_t> range) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = error != std::errc::invalid_argument && end == text.data() + text.size();
  if (!is_number || error != std::errc{} || value < range.least || value > range.most) {
    return UsageError{fmt::format("{} is not a number from {} to {}", quote(text), range.least, range.most)};
  }
  return value;
}

std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> items;
  for (;;) {
    const auto comma = text.find(',');
    items.push_back(tls::trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return items;
    text.remove_prefix(comma + 1);
  }
}

std::string seconds_text(milliseconds duration) {
  return fmt::format("{} s", static_cast<double>(duration.count()) / 1000.0);
}

}  // namespace probe::cli
