// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace probe::reasons {
namespace {

constexpr std::size_t kMostNamed = 6;

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size() && i < kMostNamed; ++i) text += (i == 0 ? "" : ", ") + parts[i];
  if (parts.size() > kMostNamed) text += fmt::format(" and {} more", parts.size() - kMostNamed);
  return text;
}

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string cells_text(const std::map<tls::ProtocolVersion, std::size_t>& versions) {
  std::size_t sum = 0;
  std::vector<std::string> parts;
  for (const auto& [version, count] : versions) {
    sum += count;
    parts.push_back(fmt::format("{} {}", tls::to_string(version), count));
  }
  if (versions.size() == 1)
    return fmt::format("{} of {}", counted(sum, "suite"), tls::to_string(versions.begin()->first));
  return fmt::format("{} ({})", counted(sum, "cell"), listed(parts));
}

/// "14 cells (TLSv1.0 7, TLSv1.1 7)", or the names of what is no cell, each once.
std::string what(const std::vector<Item>& items) {
  std::map<tls::ProtocolVersion, std::size_t> versions;
  std::vector<std::string> names;
  for (const auto& item : items) {
    if (item.cell)
      ++versions[item.cell->version];
    else if (!item.name.empty() && std::find(names.begin(), names.end(), item.name) == names.end())
      names.push_back(item.name);
  }
  if (versions.empty()) return listed(names);
  return cells_text(versions) + (names.empty() ? "" : ", " + listed(names));
}

/// "; 2 of them by some of the unlike servers alone"
std::string mixed_among(const std::vector<Item>& items) {
  const auto mixed = std::count_if(items.begin(), items.end(), [](const Item& item) { return item.mixed; });
  return mixed == 0 ? std::string() : fmt::format("; {} of them by some of the unlike servers alone", mixed);
}

bool of_cells(const std::vector<Item>& items) { return !items.empty() && items.front().cell; }

bool of_refused_cells(const std::vector<Item>& items) {
  return !items.empty() &&
         std::all_of(items.begin(), items.end(), [](const Item& item) { return item.cell && !item.accepted; });
}

}  // namespace

std::string has_what_is_required(const std::vector<Item>& there) {
  return of_cells(there) ? "accepted: " + what(there) : "there: " + what(there);
}

std::string lacks_what_is_required(const std::vector<Item>& absent) {
  return of_cells(absent) ? "none of " + what(absent) + " is accepted as the rule asks" + mixed_among(absent)
                          : "not there: " + what(absent);
}

std::string has_what_is_forbidden(const std::vector<Item>& there, Demand demand) {
  const std::string_view aside = demand == Demand::allow_only ? " besides what is allowed" : "";
  return fmt::format("{}{}: {}{}", of_cells(there) ? "accepted" : "found", aside, what(there), mixed_among(there));
}

std::string lacks_what_is_forbidden(const std::vector<Item>& absent, Demand demand) {
  if (of_refused_cells(absent))
    return demand == Demand::allow_only ? "nothing besides what is allowed is accepted" : "refused: " + what(absent);
  return demand == Demand::allow_only ? "nothing besides what is allowed was found" : "nothing of it was found";
}

std::string is_open(const std::vector<Item>& open) {
  std::map<std::string, std::size_t> problems;
  for (const auto& item : open) ++problems[item.problem];
  const auto most = std::max_element(problems.begin(), problems.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto subject = what(open);
  return (subject.empty() ? "" : "not known of " + subject + ": ") + most->first +
         (problems.size() > 1 ? ", and other reasons" : "");
}

}  // namespace probe::reasons
