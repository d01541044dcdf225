// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/error_code.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace probe {
namespace {

/// Number, domain and name of a reading, as the tables below write them.
std::string shown(const CodeReading& reading) {
  std::string domain;
  switch (reading.domain) {
    case CodeDomain::hresult:
      domain = "hresult";
      break;
    case CodeDomain::ras:
      domain = "ras";
      break;
    case CodeDomain::win32:
      domain = "win32";
      break;
    case CodeDomain::ras_in_hresult:
      domain = "ras in hresult";
      break;
  }
  return fmt::format("{:X} {} {}", reading.value, domain,
                     reading.error == nullptr ? "unknown" : std::string(reading.error->name));
}

std::string shown(std::string_view text) {
  std::string all;
  for (const auto& reading : read_error_code(text)) all += (all.empty() ? "" : "; ") + shown(reading);
  return all;
}

TEST_CASE("how people write codes") {
  // HRESULTs and their Win32 numbers: Microsoft, "Windows Sockets Error Codes" and "Routing and Remote Access Error
  // Codes"; 2147014842 is how the announcement of the Azure cutoff (2018) prints -2147014842.
  struct Row {
    const char* text;
    const char* readings;
  };
  const Row rows[] = {
      {"0x80072746", "80072746 hresult WSAECONNRESET"},
      {"0X80072746", "80072746 hresult WSAECONNRESET"},
      {"80072746", "80072746 hresult WSAECONNRESET"},
      {"2147952454", "80072746 hresult WSAECONNRESET"},
      {"-2147014842", "80072746 hresult WSAECONNRESET"},
      {"2147014842", "80072746 hresult WSAECONNRESET"},
      {"0xFFFFFFFF80072746", "80072746 hresult WSAECONNRESET"},
      {"Error code: 0x80072746", "80072746 hresult WSAECONNRESET"},
      {"10054", "2746 win32 WSAECONNRESET"},
      {"WSA 10054", "2746 win32 WSAECONNRESET"},
      {"wsaeconnreset", "80072746 hresult WSAECONNRESET"},
      {"0x274C", "274C win32 WSAETIMEDOUT"},
      {"274c", "274C win32 WSAETIMEDOUT"},
      {"812", "32C ras ERROR_SERVER_POLICY"},
      {"RAS 812", "32C ras ERROR_SERVER_POLICY"},
      {"error 812", "32C ras ERROR_SERVER_POLICY"},
      {"0x32C", "32C ras ERROR_SERVER_POLICY"},
      {"0x8007032C", "8007032C ras in hresult ERROR_SERVER_POLICY"},
      {"ERROR_SERVER_POLICY", "32C ras ERROR_SERVER_POLICY"},
      {"-2146762495", "800B0101 hresult CERT_E_EXPIRED"},
      {"2146762495", "800B0101 hresult CERT_E_EXPIRED"},
      {"SEC_E_ILLEGAL_MESSAGE", "80090326 hresult SEC_E_ILLEGAL_MESSAGE"},
      {"2146893018", "80090326 hresult SEC_E_ILLEGAL_MESSAGE"},
      {"12175", "2F8F win32 ERROR_WINHTTP_SECURE_FAILURE"},
      {"0x80090333", "80090333 hresult unknown"},
      {"5", "5 win32 unknown"},
      {"777", "309 ras unknown"},
      {"0x0", "0 win32 unknown"},
      {"", ""},
      {"foo", ""},
      {"ERROR_NO_SUCH_NAME", ""},
      {"0x", ""},
      {"0x1FFFFFFFF", ""},
      {"4294967296", ""},
      {"-0", ""},
      {"-2147483649", ""},
      {"812 or so", ""},
      {"8.12", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(shown(row.text) == row.readings);
  }
}

TEST_CASE("every code of the table is found by each of its spellings") {
  REQUIRE(windows_errors().size() == 82);
  for (const auto& error : windows_errors()) {
    CAPTURE(error.name);
    CHECK(!error.message.empty());
    CHECK(!error.source.empty());
    CHECK(find_windows_error(error.code) == &error);
    const auto finds = [&](const std::string& text) {
      for (const auto& reading : read_error_code(text))
        if (reading.error == &error) return true;
      return false;
    };
    CHECK(finds(std::string(error.name)));
    CHECK(finds(fmt::format("0x{:08X}", error.code)));
    CHECK(finds(fmt::format("{}", error.code)));
    if (error.code < 0x10000) continue;
    CHECK(finds(fmt::format("{}", static_cast<std::int32_t>(error.code))));
    CHECK(finds(fmt::format("{}", 0x100000000 - error.code)));  // the sign lost
    if (hresult_parts(error.code).facility == 7) CHECK(finds(fmt::format("{}", error.code & 0xFFFF)));
  }
}

TEST_CASE("what Schannel makes of alerts") {
  // Microsoft, "Schannel Error Codes for TLS and SSL Alerts".
  struct Row {
    unsigned alert;
    std::uint32_t code;
  };
  const Row rows[] = {{10, 0x80090326}, {20, 0x8009030F}, {21, 0x80090330}, {40, 0x80090326}, {42, 0x80090327},
                      {44, 0x80092010}, {45, 0x80090328}, {48, 0x80090325}, {49, 0x8009030C}, {70, 0x80090302},
                      {71, 0x80090331}, {80, 0x80090304}, {90, 0x80090333}, {110, 0x80090326}};
  for (const auto& row : rows) {
    CAPTURE(row.alert);
    CHECK(schannel_error_of(tls::AlertDescription{static_cast<std::uint8_t>(row.alert)}) == row.code);
  }
}

}  // namespace
}  // namespace probe
