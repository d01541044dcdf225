// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/error_code.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>

namespace probe {
namespace {

constexpr std::uint16_t kWin32 = 7, kSecurity = 9, kCertificate = 11;

struct Number {
  std::uint32_t value = 0;
  CodeSpelling spelling{};
};

std::string upper(std::string_view text);
std::string_view without_leading_word(std::string_view text);
std::vector<Number> numbers_of(std::string_view text);
void append_readings(std::vector<CodeReading>& readings, const Number& number);

}  // namespace

std::vector<CodeReading> read_error_code(std::string_view text) {
  std::vector<CodeReading> readings;
  const std::string shouted = upper(text);
  for (const auto& error : windows_errors()) {
    if (error.name != shouted) continue;
    const auto domain = error.code < 0x10000 ? CodeDomain::ras : CodeDomain::hresult;
    readings.push_back({error.code, CodeSpelling::name, domain, &error});
  }
  if (!readings.empty()) return readings;
  for (const auto& number : numbers_of(without_leading_word(shouted))) append_readings(readings, number);
  // Hardly anybody means a code of success, unless nothing else can be meant.
  const auto is_success = [](const CodeReading& reading) {
    return reading.error == nullptr && reading.value >= 0x10000 && !hresult_parts(reading.value).failure;
  };
  const auto successes = std::stable_partition(readings.begin(), readings.end(), std::not_fn(is_success));
  if (successes != readings.begin()) readings.erase(successes, readings.end());
  // Known ones first; among equals the order in which they were found.
  std::stable_partition(readings.begin(), readings.end(),
                        [](const CodeReading& reading) { return reading.error != nullptr; });
  return readings;
}

namespace {

std::string upper(std::string_view text) {
  std::string shouted;
  for (const char c : text) shouted += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  // "812:" begins the line of an event log, "812." ends a sentence.
  const auto ends_word = [is_space](char c) { return is_space(c) || c == ':' || c == '.' || c == ',' || c == ';'; };
  while (!shouted.empty() && ends_word(shouted.back())) shouted.pop_back();
  while (!shouted.empty() && is_space(shouted.front())) shouted.erase(0, 1);
  return shouted;
}

/// "WSA 10054", "RAS812", "error 812" and "Error code: 0x80072746" are how people and programs write them.
std::string_view without_leading_word(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords{"ERROR", "CODE", "RAS", "WSA", "WIN32", "WINHTTP", "HRESULT", "HR"};
  for (bool again = true; again;) {
    again = false;
    for (const auto word : kWords) {
      if (text.substr(0, word.size()) != word) continue;
      text.remove_prefix(word.size());
      text.remove_prefix(std::min(text.find_first_not_of(" :=_#"), text.size()));
      again = true;
    }
  }
  return text;
}

std::optional<std::uint64_t> parse(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// Sixteen digits are an HRESULT whose sign was carried into 64 bits.
std::optional<std::uint32_t> parse_hex(std::string_view digits) {
  constexpr std::uint64_t kSign = 0xFFFFFFFF00000000;
  const auto value = parse(digits, 16);
  if (!value || (*value > 0xFFFFFFFF && (*value & kSign) != kSign)) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

/// 2^32 minus that, when the result is an HRESULT of those that a VPN user meets.
std::optional<std::uint32_t> with_sign(std::uint64_t value) {
  if (value < 0x7FF00000 || value > 0x7FFFFFFF) return std::nullopt;
  const auto negated = static_cast<std::uint32_t>(0x100000000 - value);
  const auto facility = hresult_parts(negated).facility;
  if (facility != kWin32 && facility != kSecurity && facility != kCertificate) return std::nullopt;
  return negated;
}

std::vector<Number> numbers_of(std::string_view text) {
  std::vector<Number> numbers;
  if (text.substr(0, 2) == "0X") {
    if (const auto value = parse_hex(text.substr(2))) numbers.push_back({*value, CodeSpelling::as_written});
    return numbers;
  }
  if (!text.empty() && text[0] == '-') {
    const auto value = parse(text.substr(1), 10);
    if (value && *value != 0 && *value <= 0x80000000)
      numbers.push_back({static_cast<std::uint32_t>(0x100000000 - *value), CodeSpelling::negative});
    return numbers;
  }
  // Eight hexadecimal digits of a failure, as event logs print them: "80072746".
  if (text.size() == 8 && (text[0] == '8' || text[0] == 'C')) {
    if (const auto value = parse_hex(text)) numbers.push_back({*value, CodeSpelling::bare_hex});
  }
  const auto decimal = parse(text, 10);
  if (decimal && *decimal <= 0xFFFFFFFF) {
    if (const auto value = with_sign(*decimal)) numbers.push_back({*value, CodeSpelling::sign_dropped});
    numbers.push_back({static_cast<std::uint32_t>(*decimal), CodeSpelling::as_written});
  } else if (numbers.empty() && text.size() >= 3) {
    if (const auto value = parse_hex(text)) numbers.push_back({*value, CodeSpelling::bare_hex});
  }
  return numbers;
}

/// A small number is a RAS error or a Win32 one; both when both tables know it, and when neither does.
void append_small(std::vector<CodeReading>& readings, const Number& number) {
  const auto* const ras = find_windows_error(number.value);
  const auto* const win32 = find_windows_error(0x80070000 | number.value);
  const bool in_ras_range = number.value >= 600 && number.value < 1000;  // raserror.h: RASBASE is 600
  if (ras != nullptr || (in_ras_range && win32 == nullptr))
    readings.push_back({number.value, number.spelling, CodeDomain::ras, ras});
  if (win32 != nullptr || !in_ras_range) readings.push_back({number.value, number.spelling, CodeDomain::win32, win32});
}

void append_readings(std::vector<CodeReading>& readings, const Number& number) {
  if (number.value < 0x10000) return append_small(readings, number);
  const auto* const exact = find_windows_error(number.value);
  const auto parts = hresult_parts(number.value);
  const auto* const ras = parts.failure && parts.facility == kWin32 ? find_windows_error(parts.code) : nullptr;
  if (exact != nullptr || ras == nullptr)
    readings.push_back({number.value, number.spelling, CodeDomain::hresult, exact});
  if (ras != nullptr) readings.push_back({number.value, number.spelling, CodeDomain::ras_in_hresult, ras});
}

}  // namespace

std::string_view facility_name(std::uint16_t facility) {
  switch (facility) {
    case 0:
      return "NULL";
    case 1:
      return "RPC";
    case 2:
      return "DISPATCH";
    case 3:
      return "STORAGE";
    case 4:
      return "ITF";
    case 7:
      return "WIN32";
    case 8:
      return "WINDOWS";
    case 9:
      return "SECURITY (SSPI: Schannel, credentials)";
    case 10:
      return "CONTROL";
    case 11:
      return "CERT (certificate chains)";
    case 12:
      return "INTERNET";
    case 15:
      return "SETUPAPI";
    case 16:
      return "SCARD (smart cards)";
    case 25:
      return "HTTP";
    case 40:
      return "WINDOWS_DEFENDER";
    default:  // a facility's number is open
      return {};
  }
}

}  // namespace probe
