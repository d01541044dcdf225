// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/settings.hpp"

#include "probe/clients/registry/registry_text.hpp"
#include "probe/clients/registry/version_sets.hpp"
#include "tls/wire/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

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

std::optional<tls::CipherSuite> suite_named(std::string_view word) {
  return word.starts_with("TLS_") ? tls::cipher_suite_from(without_curve(word)) : std::nullopt;
}

/// Windows' own names of the NIST curves; the others have theirs of RFC 7027 or of BCRYPT_ECC_CURVE_*.
std::optional<tls::NamedGroup> curve_named(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kNames[]{
      {"curve25519", "x25519"}, {"NistP256", "secp256r1"}, {"NistP384", "secp384r1"}, {"NistP521", "secp521r1"}};
  for (const auto& [windows, iana] : kNames)
    if (tls::lower_case(word) == tls::lower_case(windows)) return tls::named_group_from(iana);
  return tls::named_group_from(word);
}

/// One text with commas; some tools write a text each.
template <class Code>
CodeOrder<Code> order_of(const Registry& registry, std::string_view key, std::string_view name,
                         std::optional<Code> (*code_of)(std::string_view)) {
  constexpr std::size_t kMostStrange = 8;
  CodeOrder<Code> order;
  const auto* value = registry.find(key, name);
  if (value == nullptr) {
    order.presence = registry.shows(key) ? Presence::absent : Presence::unknown;
    return order;
  }
  order.place = value->place;
  order.presence = value->texts.empty() ? Presence::wrong_type : Presence::set;
  for (const std::string_view text : value->texts)
    for (std::size_t at = 0; at <= text.size();) {
      const auto comma = std::min(text.find(',', at), text.size());
      const auto word = tls::trimmed(text.substr(at, comma - at));
      at = comma + 1;
      if (word.empty()) continue;
      const auto code = code_of(word);
      if (code && std::find(order.codes.begin(), order.codes.end(), *code) == order.codes.end())
        order.codes.push_back(*code);
      if (!code && order.strange.size() < kMostStrange) order.strange.emplace_back(word.substr(0, 80));
    }
  return order;
}

template <tls::Cipher cipher, std::uint16_t bits>
bool has_cipher(const tls::CipherSuiteInfo& suite) {
  return suite.cipher == cipher && suite.key_bits == bits;
}
template <tls::KeyExchange exchange>
bool has_exchange(const tls::CipherSuiteInfo& suite) {
  return suite.key_exchange == exchange;
}
template <tls::MacAlgorithm mac>
bool has_mac(const tls::CipherSuiteInfo& suite) {
  return suite.mac == mac;
}

/// Microsoft, "TLS registry settings" and "Restrict cryptographic algorithms and protocols in Schannel.dll".
constexpr std::array kAlgorithms{
    Algorithm{R"(Ciphers\NULL)", has_cipher<tls::Cipher::null, 0>},
    Algorithm{R"(Ciphers\DES 56/56)", has_cipher<tls::Cipher::des, 56>},
    Algorithm{R"(Ciphers\RC4 40/128)", has_cipher<tls::Cipher::rc4, 40>},
    Algorithm{R"(Ciphers\RC4 56/128)", has_cipher<tls::Cipher::rc4, 56>},
    Algorithm{R"(Ciphers\RC4 128/128)", has_cipher<tls::Cipher::rc4, 128>},
    Algorithm{R"(Ciphers\Triple DES 168)", has_cipher<tls::Cipher::des3, 168>},
    Algorithm{R"(Ciphers\Triple DES 168/168)", has_cipher<tls::Cipher::des3, 168>},
    Algorithm{R"(Ciphers\AES 128/128)", has_cipher<tls::Cipher::aes, 128>},
    Algorithm{R"(Ciphers\AES 256/256)", has_cipher<tls::Cipher::aes, 256>},
    Algorithm{R"(Hashes\MD5)", has_mac<tls::MacAlgorithm::md5>},
    Algorithm{R"(Hashes\SHA)", has_mac<tls::MacAlgorithm::sha1>},
    Algorithm{R"(Hashes\SHA256)", has_mac<tls::MacAlgorithm::sha256>},
    Algorithm{R"(Hashes\SHA384)", has_mac<tls::MacAlgorithm::sha384>},
    Algorithm{R"(KeyExchangeAlgorithms\PKCS)", has_exchange<tls::KeyExchange::rsa>},
    Algorithm{R"(KeyExchangeAlgorithms\Diffie-Hellman)", has_exchange<tls::KeyExchange::dhe>},
    Algorithm{R"(KeyExchangeAlgorithms\ECDH)", has_exchange<tls::KeyExchange::ecdhe>},
};

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
  for (const auto& algorithm : kAlgorithms)
    settings.algorithms.push_back(number_of(registry, algorithm_key(algorithm), "Enabled"));
  settings.policy_order = order_of<tls::CipherSuite>(registry, kCipherOrderKey, kFunctions, suite_named);
  settings.local_order = order_of<tls::CipherSuite>(registry, kLocalOrderKey, kFunctions, suite_named);
  settings.policy_curves = order_of<tls::NamedGroup>(registry, kCipherOrderKey, kEccCurves, curve_named);
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

std::span<const Algorithm> algorithms() { return kAlgorithms; }

std::string algorithm_key(const Algorithm& algorithm) { return fmt::format(R"({}\{})", kSchannelKey, algorithm.key); }

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
