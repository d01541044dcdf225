// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_change.hpp"

#include <fmt/core.h>

#include <string_view>

namespace probe::registry {

std::string reg_file_of(const std::vector<Change>& changes) {
  std::string text = "Windows Registry Editor Version 5.00\n\n; written by sstp-probe client-check\n";
  if (changes.empty()) text += "; nothing needs to be changed\n";
  for (const auto& change : changes)
    text += fmt::format("\n[{}]\n\"{}\"=dword:{:08x}\n", change.key, change.name, change.value);
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
