// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_reader.hpp"

#include "probe/clients/registry/registry_text.hpp"
#include "probe/clients/registry/settings.hpp"
#include "probe/clients/registry/windows_build.hpp"
#include "probe/model/text_encoding.hpp"

#include <windows.h>

#include <algorithm>
#include <system_error>

namespace probe::registry {
namespace {

struct Wanted {
  std::string key;
  std::string_view name;
};

std::vector<Wanted> wanted_values() {
  std::vector<Wanted> values{
      {std::string(kWinHttpKey), kDefaultSecureProtocols},
      {std::string(kWinHttp32Key), kDefaultSecureProtocols},
      {std::string(kEapKey), kTlsVersion},
      {std::string(kCipherOrderKey), kFunctions},
      {std::string(kCipherOrderKey), kEccCurves},
      {std::string(kLocalOrderKey), kFunctions},
      {std::string(kVersionKey), "CurrentBuildNumber"},
      {std::string(kVersionKey), "InstallationType"},
  };
  for (const auto version : tls::kProtocolVersions) {
    values.push_back({protocol_key(version), "Enabled"});
    values.push_back({protocol_key(version), "DisabledByDefault"});
  }
  for (const auto& algorithm : algorithms()) values.push_back({algorithm_key(algorithm), "Enabled"});
  return values;
}

std::wstring wide(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

Value value_of(DWORD type, const std::string& octets, std::string place) {
  Value value;
  value.place = std::move(place);
  if (type == REG_DWORD && octets.size() == 4) {
    value.type = ValueType::number;
    for (std::size_t at = 4; at-- > 0;) value.number = value.number << 8U | static_cast<unsigned char>(octets[at]);
  } else if (type == REG_SZ || type == REG_EXPAND_SZ || type == REG_MULTI_SZ) {
    value.type = type == REG_MULTI_SZ ? ValueType::texts : ValueType::text;
    const auto text = utf8_of_utf16(octets);
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\0', at), text.size());
      if (end > at) value.texts.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return value;
}

/// The first error of the system, if it is another than that there is no such key or value.
LONG read_value(const Wanted& wanted, Registry& registry) {
  constexpr std::string_view kHive = R"(HKEY_LOCAL_MACHINE\)";
  HKEY key = nullptr;
  // A 32-bit build would otherwise be shown Wow6432Node under the other's name.
  const auto opened = RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(wanted.key.substr(kHive.size())).c_str(), 0,
                                    KEY_QUERY_VALUE | KEY_WOW64_64KEY, &key);
  // This computer was looked at: a key that is not there has no such value.
  registry.add_key(wanted.key);
  if (opened != ERROR_SUCCESS) return opened == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : opened;
  constexpr DWORD kMostOctets = 65536;  // cipher orders end at 1023 letters
  std::string octets(kMostOctets, '\0');
  DWORD type = 0, size = kMostOctets;
  const auto read =
      RegQueryValueExW(key, wide(wanted.name).c_str(), nullptr, &type, reinterpret_cast<BYTE*>(octets.data()), &size);
  RegCloseKey(key);
  if (read != ERROR_SUCCESS) return read == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : read;
  octets.resize(std::min(size, kMostOctets));
  registry.set(wanted.key, wanted.name, value_of(type, octets, "this computer"));
  return ERROR_SUCCESS;
}

}  // namespace

std::optional<Error> read_this_computer(Registry& registry) {
  for (const auto& wanted : wanted_values()) {
    if (const auto error = read_value(wanted, registry); error != ERROR_SUCCESS) {
      return Error{"cannot read " + wanted.key + ": " +
                   std::error_code(static_cast<int>(error), std::system_category()).message() +
                   "; 'reg export' as an administrator, and --reg FILE, may help"};
    }
  }
  return std::nullopt;
}

}  // namespace probe::registry
