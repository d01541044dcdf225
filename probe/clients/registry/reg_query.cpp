// SPDX-License-Identifier: Apache-2.0
// What `reg query` prints: a key's full name in a line of its own, then a line for each value, "    Name    REG_DWORD
//    0xaa0". Everything else it says is in the user's language; the types' names and the hives' are not.
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/registry_text.hpp"
#include "tls/wire/text.hpp"

#include <charconv>

namespace probe::registry {
namespace {

struct QueryLine {
  std::string_view name, type, data;
};

/// Splits at the type: names may hold blanks, and so may data.
std::optional<QueryLine> split(std::string_view line) {
  for (auto at = line.find("REG_"); at != std::string_view::npos; at = line.find("REG_", at + 1)) {
    const bool stands_alone = at > 0 && (line[at - 1] == ' ' || line[at - 1] == '\t');
    if (!stands_alone) continue;
    const auto end = std::min(line.find_first_of(" \t", at), line.size());
    const auto type = line.substr(at, end - at);
    for (const std::string_view known :
         {"REG_DWORD", "REG_SZ", "REG_EXPAND_SZ", "REG_MULTI_SZ", "REG_BINARY", "REG_QWORD", "REG_NONE"}) {
      if (type == known) return QueryLine{tls::trimmed(line.substr(0, at)), type, tls::trimmed(line.substr(end))};
    }
  }
  return std::nullopt;
}

bool is_key(std::string_view line) { return line.starts_with("HKEY_") || line.starts_with("HKLM\\"); }

/// reg.exe writes \0 between the texts of a REG_MULTI_SZ.
std::vector<std::string> split_texts(std::string_view data) {
  std::vector<std::string> texts;
  while (!data.empty()) {
    const auto end = std::min(data.find("\\0"), data.size());
    if (end > 0) texts.emplace_back(data.substr(0, end));
    data.remove_prefix(std::min(end + 2, data.size()));
  }
  return texts;
}

}  // namespace

std::optional<Error> read_reg_query(std::string_view text, const std::string& name, Registry& registry) {
  std::string key;
  bool is_read_over = false;
  std::size_t number = 0;
  for (const auto line : lines_of(text)) {
    const auto place = name + ":" + std::to_string(++number);
    if (is_key(line)) {
      const auto path = tls::trimmed(line);
      key = path.substr(0, kLongestKey);
      is_read_over = path.size() > kLongestKey;
      if (!is_read_over) registry.add_key(key);
      continue;
    }
    const auto parts = split(line);
    if (!parts) continue;
    if (key.empty()) return Error{place + ": a value stands before any key: keep the line with HKEY_LOCAL_MACHINE"};
    Value value;
    value.place = place;
    if (parts->type == "REG_DWORD") {
      auto digits = parts->data;
      if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value.number, 16);
      if (error != std::errc() || end != digits.data() + digits.size())
        return Error{place + ": REG_DWORD wants a hexadecimal number, as 0xaa0"};
      value.type = ValueType::number;
    } else if (parts->type == "REG_SZ" || parts->type == "REG_EXPAND_SZ") {
      value.type = ValueType::text;
      value.texts.emplace_back(parts->data);
    } else if (parts->type == "REG_MULTI_SZ") {
      value.type = ValueType::texts;
      value.texts = split_texts(parts->data);
    }
    if (!is_read_over) registry.set(key, parts->name, std::move(value));
  }
  return std::nullopt;
}

}  // namespace probe::registry
