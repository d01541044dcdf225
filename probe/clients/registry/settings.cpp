// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/settings.hpp"

#include "probe/clients/registry/registry_text.hpp"
#include "probe/clients/registry/version_sets.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace probe::registry {
namespace {

using tls::ProtocolVersion;

struct VersionBits {
  ProtocolVersion version;
  std::string_view name;
  std::uint32_t winhttp, eap;
};

constexpr std::array kVersions{
    VersionBits{ProtocolVersion::SSLv2, "SSL 2.0", 0x8, 0},
    VersionBits{ProtocolVersion::SSLv3, "SSL 3.0", 0x20, 0},
    VersionBits{ProtocolVersion::TLSv1_0, "TLS 1.0", 0x80, 0xC0},
    VersionBits{ProtocolVersion::TLSv1_1, "TLS 1.1", 0x200, 0x300},
    VersionBits{ProtocolVersion::TLSv1_2, "TLS 1.2", 0x800, 0xC00},
    // By the rule that made the others (Schannel's SP_PROT bits); KB2977292 is older than TLS 1.3.
    VersionBits{ProtocolVersion::TLSv1_3, "TLS 1.3", 0x2000, 0x3000},
};

Number number_of(const Registry& registry, std::string_view key, std::string_view name) {
  Number number;
  const auto* value = registry.find(key, name);
  if (value == nullptr) {
    number.presence = registry.shows(key) ? Presence::absent : Presence::unknown;
    return number;
  }
  number.presence = value->type == ValueType::number ? Presence::set : Presence::wrong_type;
  number.value = value->number;
  number.place = value->place;
  return number;
}

/// Windows before 10 writes the curve behind the suite: TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256.
std::string_view without_curve(std::string_view name) {
  for (const std::string_view curve : {"_P256", "_P384", "_P521"}) {
    if (name.ends_with(curve)) return name.substr(0, name.size() - curve.size());
  }
  return name;
}

void add_suite(std::string_view word, ClientSettings& settings) {
  word = trim(word);
  if (word.empty()) return;
  const auto code = word.starts_with("TLS_") ? tls::cipher_suite_from(without_curve(word)) : std::nullopt;
  if (!code) {
    constexpr std::size_t kMost = 8;
    if (settings.strange_suites.size() < kMost) settings.strange_suites.emplace_back(word.substr(0, 80));
    return;
  }
  auto& suites = settings.suites;
  if (std::find(suites.begin(), suites.end(), *code) == suites.end()) suites.push_back(*code);
}

/// The policy is one text with commas; some tools write a text a suite.
void read_cipher_order(const Registry& registry, ClientSettings& settings) {
  const auto* value = registry.find(kCipherOrderKey, "Functions");
  if (value == nullptr) {
    settings.cipher_order = registry.shows(kCipherOrderKey) ? Presence::absent : Presence::unknown;
    return;
  }
  settings.cipher_order_place = value->place;
  settings.cipher_order = value->texts.empty() ? Presence::wrong_type : Presence::set;
  for (const std::string_view text : value->texts) {
    for (std::size_t at = 0; at <= text.size();) {
      const auto comma = std::min(text.find(',', at), text.size());
      add_suite(text.substr(at, comma - at), settings);
      at = comma + 1;
    }
  }
}

}  // namespace

ClientSettings decode(const Registry& registry) {
  ClientSettings settings;
  settings.winhttp = number_of(registry, kWinHttpKey, kDefaultSecureProtocols);
  settings.winhttp32 = number_of(registry, kWinHttp32Key, kDefaultSecureProtocols);
  settings.eap = number_of(registry, kEapKey, kTlsVersion);
  for (const auto& row : kVersions) {
    const auto key = protocol_key(row.version);
    settings.protocols[row.version] = {number_of(registry, key, "Enabled"),
                                       number_of(registry, key, "DisabledByDefault")};
  }
  read_cipher_order(registry, settings);
  return settings;
}

std::string_view schannel_name(ProtocolVersion version) {
  const auto row =
      std::find_if(kVersions.begin(), kVersions.end(), [&](const auto& one) { return one.version == version; });
  return row == kVersions.end() ? "?" : row->name;
}

std::string protocol_key(ProtocolVersion version) {
  return fmt::format(R"({}\{}\Client)", kProtocolsKey, schannel_name(version));
}

tls::VersionSet winhttp_versions(std::uint32_t mask) {
  tls::VersionSet versions;
  for (const auto& row : kVersions)
    if ((mask & row.winhttp) != 0) versions = with(versions, row.version);
  return versions;
}

bool is_eap_mask(std::uint32_t mask) {
  std::uint32_t rest = mask;
  for (const auto& row : kVersions)
    if (row.eap != 0 && (mask & row.eap) == row.eap) rest &= ~row.eap;
  return mask != 0 && rest == 0;
}

tls::VersionSet eap_versions(std::uint32_t mask) {
  if (!is_eap_mask(mask)) return {ProtocolVersion::TLSv1_0};
  tls::VersionSet versions;
  for (const auto& row : kVersions)
    if (row.eap != 0 && (mask & row.eap) == row.eap) versions = with(versions, row.version);
  return versions;
}

std::string hexadecimal(std::uint32_t number) { return fmt::format("{:#x}", number); }

}  // namespace probe::registry
