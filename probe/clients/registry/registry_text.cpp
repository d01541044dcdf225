// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_text.hpp"

#include <algorithm>

namespace probe::registry {
namespace {

void append_utf8(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t octet) { text += static_cast<char>(static_cast<unsigned char>(octet)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | code >> 6U);
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3FU));
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

}  // namespace

std::string utf8_of_utf16(std::string_view octets) {
  constexpr std::uint32_t kReplacement = 0xFFFD;
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(octets[at])) |
           static_cast<std::uint32_t>(static_cast<unsigned char>(octets[at + 1])) << 8U;
  };
std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  return result;
}

  std::string text;
  std::size_t at = 0;
  for (; at + 1 < octets.size(); at += 2) {
    auto code = unit(at);
    if (code >= 0xD800 && code <= 0xDFFF) {
      const bool paired = code < 0xDC00 && at + 3 < octets.size() && (unit(at + 2) & 0xFC00U) == 0xDC00U;
      if (paired) {
        code = 0x10000 + ((code & 0x3FFU) << 10U) + (unit(at + 2) & 0x3FFU);
        at += 2;
      } else {
        code = kReplacement;
      }
    }
    append_utf8(text, code);
  }
  if (at < octets.size()) append_utf8(text, kReplacement);
  return text;
}

std::string decode_text(std::string_view octets) {
  if (octets.starts_with("\xFF\xFE")) return utf8_of_utf16(octets.substr(2));
  if (octets.starts_with("\xEF\xBB\xBF")) octets.remove_prefix(3);
  return std::string(octets);
}

std::string regedit_text(std::string_view text) {
  std::string octets = "\xFF\xFE";
  for (const char letter : text) {
    if (letter == '\n') octets += std::string_view("\r\0", 2);
    octets += letter;
    octets += '\0';
  }
  return octets;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace probe::registry
