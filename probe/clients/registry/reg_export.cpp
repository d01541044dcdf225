// SPDX-License-Identifier: Apache-2.0
// .reg files: KB310516, "How to add, modify, or delete registry subkeys and values by using a .reg file".
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/registry_text.hpp"
#include "probe/model/text_encoding.hpp"
#include "tls/wire/text.hpp"

#include <charconv>

namespace probe::registry {
namespace {

/// A line, and what its backslashes carry on to.
struct Entry {
  std::string text;
  std::size_t line = 0;
};

class ExportReader {
 public:
  ExportReader(std::string_view text, const std::string& name, Registry& registry)
      : lines_(lines_of(text)), name_(name), registry_(registry) {}

  std::optional<Error> read();

 private:
  std::optional<Error> read_entry(const Entry& entry);
  std::optional<Error> read_key(std::string_view text);
  std::optional<Error> read_value(std::string_view text);
  std::optional<Error> read_data(std::string_view name, std::string_view data);
  std::optional<Error> read_hex(std::string_view name, std::string_view data);
  [[nodiscard]] Error wrong(const std::string& what) const { return {place() + ": " + what}; }
  [[nodiscard]] std::string place() const { return name_ + ":" + std::to_string(line_); }

  std::vector<std::string_view> lines_;
  const std::string& name_;
  Registry& registry_;
  std::string key_;
  bool values_count_ = true;
  bool is_version_4_ = false;
  std::size_t line_ = 0;
};

/// A value's data that begins with hex goes on while lines end with a backslash.
bool goes_on(std::string_view line) {
  return line.ends_with('\\') && line.find("=hex") != std::string_view::npos && !line.starts_with('[');
}

/// Whether a line that begins inside a quoted string (or not) ends inside one: exported strings hold line breaks.
bool ends_quoted(std::string_view line, bool quoted) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (quoted && line[at] == '\\') {
      ++at;
    } else if (line[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && line[at] == ';') {
      return false;
    }
  }
  return quoted;
}

std::optional<Error> ExportReader::read() {
  bool is_first = true;
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    Entry entry{std::string(tls::trimmed(lines_[at])), at + 1};
    if (goes_on(entry.text)) {
      while (entry.text.ends_with('\\') && at + 1 < lines_.size()) {
        entry.text.pop_back();
        entry.text += tls::trimmed(lines_[++at]);
      }
    } else if (entry.text.starts_with('"') || entry.text.starts_with('@')) {
      for (bool quoted = ends_quoted(entry.text, false); quoted && at + 1 < lines_.size();) {
        const auto line = lines_[++at];
        quoted = ends_quoted(line, quoted);
        entry.text += '\n';
        entry.text += line;
      }
    }
    if (entry.text.empty()) continue;
    if (is_first) {
      is_version_4_ = entry.text == "REGEDIT4";
      is_first = false;
    } else if (auto error = read_entry(entry)) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<Error> ExportReader::read_entry(const Entry& entry) {
  line_ = entry.line;
  const std::string_view text = entry.text;
  if (text.front() == ';') return std::nullopt;
  if (text.front() == '[') return read_key(text);
  if (text.front() == '"' || text.front() == '@') return read_value(text);
  return wrong("a key in brackets, \"name\"=value or a comment (;) was expected");
}

std::optional<Error> ExportReader::read_key(std::string_view text) {
  const auto end = text.rfind(']');
  if (end == std::string_view::npos) return wrong("the key lacks its closing bracket");
  auto key = text.substr(1, end - 1);
  const bool is_removed = key.starts_with('-');
  if (is_removed) key.remove_prefix(1);
  if (!key.starts_with("HK")) return wrong("the key does not begin with a hive: write [HKEY_LOCAL_MACHINE\\...]");
  key_ = key.substr(0, kLongestKey);
  // Windows ignores what stands below a key that the file takes away.
  values_count_ = !is_removed && key.size() <= kLongestKey;
  if (key.size() > kLongestKey) return std::nullopt;
  if (is_removed)
    registry_.remove_key(key_);
  else
    registry_.add_tree(key_);
  return std::nullopt;
}

/// Takes a quoted string, in which a backslash escapes itself and the quote.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string result;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      text.remove_prefix(at + 1);
      return result;
    }
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    result += text[at];
  }
  return std::nullopt;
}

std::optional<Error> ExportReader::read_value(std::string_view text) {
  if (key_.empty()) return wrong("a value stands before any key");
  std::string name;
  if (text.front() == '@') {
    text.remove_prefix(1);
  } else {
    auto quoted = take_quoted(text);
    if (!quoted) return wrong("the value's name lacks its closing quote");
    name = *std::move(quoted);
  }
  text = tls::trimmed(text);
  if (text.empty() || text.front() != '=') return wrong("'=' was expected behind the value's name");
  if (!values_count_) return std::nullopt;
  return read_data(name, tls::trimmed(text.substr(1)));
}

std::optional<Error> ExportReader::read_data(std::string_view name, std::string_view data) {
  Value value;
  value.place = place();
  if (data.starts_with('-')) {
    registry_.remove_value(key_, name);
    return std::nullopt;
  }
  if (data.starts_with('"')) {
    auto text = take_quoted(data);
    if (!text) return wrong("the string lacks its closing quote");
    value.type = ValueType::text;
    value.texts.push_back(*std::move(text));
    registry_.set(key_, name, std::move(value));
    return std::nullopt;
  }
  if (data.starts_with("hex")) return read_hex(name, data);
  if (!data.starts_with("dword:")) return wrong("the value is none of dword:, hex:, \"text\" and -");
  auto digits = data.substr(6);
  digits = tls::trimmed(digits.substr(0, digits.find(';')));
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value.number, 16);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.size() > 8)
    return wrong("dword: wants up to eight hexadecimal digits, as dword:00000aa0");
  value.type = ValueType::number;
  registry_.set(key_, name, std::move(value));
  return std::nullopt;
}

std::optional<std::string> octets_of(std::string_view list) {
  std::string octets;
  list = tls::trimmed(list);
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    const auto digits = tls::trimmed(list.substr(0, comma));
    unsigned octet = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16);
    if (error != std::errc() || end != digits.data() + digits.size() || octet > 0xFF) return std::nullopt;
    octets += static_cast<char>(static_cast<unsigned char>(octet));
    list = tls::trimmed(list.substr(std::min(comma + 1, list.size())));
  }
  return octets;
}

/// Texts that end with a NUL each; the list ends with an empty one.
std::vector<std::string> texts_of(std::string_view text) {
  std::vector<std::string> texts;
  while (!text.empty()) {
    const auto end = std::min(text.find('\0'), text.size());
    if (end > 0) texts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return texts;
}

/// "hex:" is REG_BINARY, "hex(7):" the type of that number: 1 REG_SZ, 2 REG_EXPAND_SZ, 4 REG_DWORD, 7 REG_MULTI_SZ.
std::optional<Error> ExportReader::read_hex(std::string_view name, std::string_view data) {
  const auto colon = data.find(':');
  if (colon == std::string_view::npos) return wrong("hex wants a colon and octets behind it, as hex:0a,00");
  const auto kind = data.substr(3, colon - 3);
  const auto octets = octets_of(data.substr(colon + 1));
  if (!octets) return wrong("hex: wants octets of two hexadecimal digits with commas between them");
  Value value;
  value.place = place();
  if (kind == "(4)" && octets->size() == 4) {
    value.type = ValueType::number;
    for (std::size_t at = 4; at-- > 0;) value.number = value.number << 8U | static_cast<unsigned char>((*octets)[at]);
  } else if (kind == "(1)" || kind == "(2)" || kind == "(7)") {
    value.type = kind == "(7)" ? ValueType::texts : ValueType::text;
    value.texts = texts_of(is_version_4_ ? *octets : utf8_of_utf16(*octets));
  }
  registry_.set(key_, name, std::move(value));
  return std::nullopt;
}

}  // namespace

std::optional<Error> read_reg_export(std::string_view text, const std::string& name, Registry& registry) {
  return ExportReader(text, name, registry).read();
}

}  // namespace probe::registry
