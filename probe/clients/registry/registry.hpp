// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace probe::registry {

/// What a value's type is; `other` is one that nothing here reads.
enum class ValueType : std::uint8_t { number, text, texts, other };

struct Value {
  ValueType type = ValueType::other;
  std::uint32_t number = 0;        ///< REG_DWORD
  std::vector<std::string> texts;  ///< UTF-8: one for REG_SZ and REG_EXPAND_SZ, any number for REG_MULTI_SZ; hostile
  std::string place;               ///< "client.reg:12", or where else it was read; made for a terminal
};

/// Keys and values as a file or a computer shows them. Names are compared as Windows does, without regard to case;
/// HKLM is HKEY_LOCAL_MACHINE, and ControlSet001 counts as CurrentControlSet.
class Registry {
 public:
  /// Says that the key is there, whatever stands in it.
  void add_key(std::string_view key);
  /// The same, with all that is below it, as 'reg export' writes it.
  void add_tree(std::string_view key);
  void set(std::string_view key, std::string_view name, Value value);
  void remove_value(std::string_view key, std::string_view name);
  /// The key, and all that is below it.
  void remove_key(std::string_view key);

  [[nodiscard]] const Value* find(std::string_view key, std::string_view name) const;
  /// Whether anything was said of the key, or of all that is below one of those above it. A value that is missing from
  /// a key that was never shown is unknown, not absent.
  [[nodiscard]] bool shows(std::string_view key) const;
  [[nodiscard]] bool empty() const { return keys_.empty(); }

 private:
  std::map<std::string, std::map<std::string, Value>> keys_;
  std::set<std::string> removed_, trees_;
};

/// A file is no registry file, or a line of it breaks the format: "client.reg:12: ...". Fit for a terminal.
struct Error {
  std::string text;
};

}  // namespace probe::registry
