// SPDX-License-Identifier: Apache-2.0
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace reports {

using probe::Family;
using probe::Outcome;

std::string version_name(tls::ProtocolVersion version) {
  auto name = to_string(version);
  if (name.size() == 5 && name.substr(0, 4) == "SSLv") return "SSL " + name.substr(4) + ".0";
  if (name.size() > 4 && name.substr(0, 4) == "TLSv") return "TLS " + name.substr(4);
  return name;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

bool is_going_away(Family family) {
  switch (family) {
    case Family::rc4:
    case Family::des:
    case Family::triple_des:
    case Family::md5:
    case Family::sha1:
    case Family::rc2:
    case Family::null_cipher:
    case Family::export_grade:
    case Family::anonymous:
      return true;
    case Family::aes128:
    case Family::aes192:
    case Family::aes256:
    case Family::sha256:
    case Family::sha384:
    case Family::chacha20:
    case Family::camellia:
    case Family::aria:
    case Family::seed:
    case Family::idea:
    case Family::other_cipher:
      return false;
  }
  return false;
}

bool is_going_away(tls::ProtocolVersion version) { return version < tls::ProtocolVersion::TLSv1_2; }

bool is_going_away(tls::CipherSuite suite) {
  const auto* info = tls::find_cipher_suite(suite);
  const auto families = probe::families();
  return info != nullptr && std::any_of(families.begin(), families.end(), [info](Family family) {
           return is_going_away(family) && belongs_to(*info, family);
         });
}

std::vector<std::string> versions_with(const probe::TargetRecord& target, Outcome outcome) {
  std::vector<std::string> names;
  for (const auto& version : target.versions)
    if (version.outcome == outcome) names.push_back(version_name(version.version));
  return names;
}

std::size_t accepted_suites(const probe::TargetRecord& target, Family family) {
  std::vector<tls::CipherSuite> codes;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      const auto* info = tls::find_cipher_suite(suite.code);
      if (info != nullptr && belongs_to(*info, family)) codes.push_back(suite.code);
    }
  std::sort(codes.begin(), codes.end());
  return static_cast<std::size_t>(std::unique(codes.begin(), codes.end()) - codes.begin());
}

std::vector<std::string> exchange_keys(const std::vector<const probe::VersionResult*>& versions,
                                       tls::CipherSuite code) {
  const auto* info = tls::find_cipher_suite(code);
  const bool export_rsa = info != nullptr && info->key_exchange == tls::KeyExchange::rsa_export;
  std::vector<std::string> keys;
  for (const auto* version : versions) {
    const auto* accepted = probe::cell(*version, code).accepted;
    if (accepted == nullptr) continue;
    std::string key;
    if (accepted->group)
      key = to_string(*accepted->group);
    else if (accepted->key_bits)
      key = fmt::format("{} {}", export_rsa ? "RSA" : "DH", *accepted->key_bits);
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

}  // namespace reports
