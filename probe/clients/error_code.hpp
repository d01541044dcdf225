// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/windows_error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// How a reading came from what was written.
enum class CodeSpelling : std::uint8_t {
  name,          ///< "WSAECONNRESET"
  as_written,    ///< 0x80072746, 812
  negative,      ///< -2147014842
  sign_dropped,  ///< 2147014842: no Windows code by itself, and one with the minus sign put back
  bare_hex,      ///< 80072746, 274C: hexadecimal without its 0x
};

/// What the number is taken for.
enum class CodeDomain : std::uint8_t {
  hresult,         ///< severity, facility and code in 32 bits
  ras,             ///< a RAS error number, 600 to 999
  win32,           ///< a Win32, Winsock or WinHTTP number: the low word of an HRESULT of facility 7
  ras_in_hresult,  ///< a RAS error number that was packed into an HRESULT of facility 7
};

/// One thing that a code may mean.
struct CodeReading {
  std::uint32_t value = 0;  ///< the number itself
  CodeSpelling spelling{};
  CodeDomain domain{};
  const WindowsError* error = nullptr;  ///< nothing when no table knows it
};

/// Everything that the text can mean, the likeliest first; empty when it is no code. Takes hexadecimal, signed and
/// unsigned numbers, a word such as "error", "RAS" or "WSA" in front, and the names in windows_errors().
[[nodiscard]] std::vector<CodeReading> read_error_code(std::string_view text);

/// The parts of an HRESULT ([MS-ERREF] 2.1).
struct HresultParts {
  bool failure = false;
  std::uint16_t facility = 0;
  std::uint16_t code = 0;
};
[[nodiscard]] constexpr HresultParts hresult_parts(std::uint32_t value) {
  return {value >> 31 != 0, static_cast<std::uint16_t>(value >> 16 & 0x7FF), static_cast<std::uint16_t>(value)};
}
/// "WIN32"; empty for a facility that is not named here.
[[nodiscard]] std::string_view facility_name(std::uint16_t facility);

}  // namespace probe
