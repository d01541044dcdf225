// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_change.hpp"

#include <fmt/core.h>

#include <string_view>

namespace probe::registry {
namespace {

constexpr std::string_view kHead = "Windows Registry Editor Version 5.00\n\n; written by sstp-probe client-check";

std::string quoted_text(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '\\' || letter == '"') result += '\\';
    result += letter;
  }
  return result + '"';
}

/// Behind the equals sign; empty when a .reg file of ours cannot say it.
std::string data_of(const Value& value) {
  if (value.type == ValueType::number) return fmt::format("dword:{:08x}", value.number);
  if (value.type == ValueType::text && value.texts.size() == 1) return quoted_text(value.texts.front());
  return {};
}

std::string line_before(const Change& change, const Registry& before) {
  const auto* value = before.find(change.key, change.name);
  if (value == nullptr && !before.shows(change.key))
    return fmt::format("; \"{}\" was not shown, so nobody knows here what it was\n", change.name);
  const auto data = value == nullptr ? std::string("-") : data_of(*value);
  if (data.empty())
    return fmt::format("; \"{}\" was of another type: 'reg export' of this key, before the change, keeps it\n",
                       change.name);
  return fmt::format("\"{}\"={}\n", change.name, data);
}

}  // namespace

std::string reg_file_of(const std::vector<Change>& changes) {
  auto text = std::string(kHead) + '\n';
  if (changes.empty()) text += "; nothing needs to be changed\n";
  for (const auto& change : changes)
    text += fmt::format("\n[{}]\n\"{}\"=dword:{:08x}\n", change.key, change.name, change.value);
  return text;
}

std::string undo_file_of(const std::vector<Change>& changes, const Registry& before) {
  auto text = std::string(kHead) + ": takes back what it said was to be changed\n";
  if (changes.empty()) text += "; nothing needs to be changed\n";
  for (const auto& change : changes) text += fmt::format("\n[{}]\n{}", change.key, line_before(change, before));
  return text;
}

std::string commands_of(const std::vector<Change>& changes) {
  constexpr std::string_view kHive = "HKEY_LOCAL_MACHINE";
  std::string text;
  for (const auto& change : changes) {
    const bool is_local = change.key.starts_with(kHive);
    const auto key = is_local ? "HKLM" + change.key.substr(kHive.size()) : change.key;
    text += fmt::format("reg add \"{}\" /v {} /t REG_DWORD /d {:#x} /f\n", key, change.name, change.value);
  }
  return text;
}

}  // namespace probe::registry
