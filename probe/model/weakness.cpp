// SPDX-License-Identifier: Apache-2.0
#include "probe/model/weakness.hpp"

#include <algorithm>

namespace probe {
namespace {

using tls::CipherSuiteInfo;
using tls::KeyExchange;
using tls::ProtocolVersion;

/// An accepted cell.
struct Open {
  ProtocolVersion version;
  const CipherSuiteInfo& suite;
  const AcceptedSuite& accepted;
};

bool is_cbc(const CipherSuiteInfo& suite) { return suite.mode == tls::CipherMode::cbc; }

bool is_beast(const Open& cell) {
  return is_cbc(cell.suite) && cell.version >= ProtocolVersion::SSLv3 && cell.version <= ProtocolVersion::TLSv1_0;
}

bool is_rc4(const Open& cell) { return cell.suite.cipher == tls::Cipher::rc4; }

bool is_poodle(const Open& cell) { return is_cbc(cell.suite) && cell.version == ProtocolVersion::SSLv3; }

bool is_freak(const Open& cell) {
  return cell.suite.key_exchange == KeyExchange::rsa_export && cell.version != ProtocolVersion::SSLv2;
}

/// Export grade, or a prime so short that a nation's precomputation reaches it ("Imperfect Forward Secrecy", 2015).
bool is_logjam(const Open& cell) {
  constexpr std::size_t kWithinReach = 1024;
  const bool ephemeral = cell.suite.key_exchange == KeyExchange::dhe || cell.suite.key_exchange == KeyExchange::dhe_psk;
  return ephemeral && (cell.suite.is_export || (cell.accepted.key_bits && *cell.accepted.key_bits <= kWithinReach));
}

bool is_drown(const Open& cell) { return cell.version == ProtocolVersion::SSLv2; }

bool is_sweet32(const Open& cell) {
  switch (cell.suite.cipher) {
    case tls::Cipher::des:
    case tls::Cipher::des3:
    case tls::Cipher::idea:
    case tls::Cipher::rc2:
      return is_cbc(cell.suite);
    case tls::Cipher::null:
    case tls::Cipher::rc4:
    case tls::Cipher::seed:
    case tls::Cipher::aes:
    case tls::Cipher::camellia:
    case tls::Cipher::aria:
    case tls::Cipher::chacha20_poly1305:
    case tls::Cipher::sm4:
    case tls::Cipher::aegis:
    case tls::Cipher::gost28147:
    case tls::Cipher::kuznyechik:
    case tls::Cipher::magma:
    case tls::Cipher::fortezza:
    case tls::Cipher::ascon:
      break;
  }
  return false;
}

/// By its cells, or by what the server can do.
struct Attack {
  std::string_view name, cve;
  bool (*is_open)(const Open&);
  std::optional<FeatureKind> feature;
};

constexpr Attack kAttacks[] = {
    {"BEAST", "CVE-2011-3389", is_beast, {}},
    {"CRIME", "CVE-2012-4929", nullptr, FeatureKind::compression},
    {"RC4 biases", "CVE-2013-2566, CVE-2015-2808", is_rc4, {}},
    {"POODLE", "CVE-2014-3566", is_poodle, {}},
    {"FREAK", "CVE-2015-0204", is_freak, {}},
    {"LOGJAM", "CVE-2015-4000", is_logjam, {}},
    {"SLOTH", "CVE-2015-7575", nullptr, FeatureKind::signs_with_md5},
    {"DROWN", "CVE-2016-0800", is_drown, {}},
    {"SWEET32", "CVE-2016-2183", is_sweet32, {}},
};

bool is_open(const Attack& attack, const TargetRecord& target, std::size_t& cells) {
  cells = 0;
  if (attack.feature) {
    const auto& features = target.server.features;
    return std::any_of(features.begin(), features.end(), [&](const auto& entry) {
      return entry.first == *attack.feature && entry.second.support == Support::yes;
    });
  }
  for (const auto& version : target.versions)
    for (const auto& accepted : version.accepted)
      if (const auto* suite = tls::find_cipher_suite(accepted.code);
          suite != nullptr && attack.is_open({version.version, *suite, accepted}))
        ++cells;
  return cells != 0;
}

}  // namespace

std::vector<Weakness> weaknesses(const TargetRecord& target) {
  std::vector<Weakness> found;
  for (const auto& attack : kAttacks)
    if (std::size_t cells = 0; is_open(attack, target, cells)) found.push_back({attack.name, attack.cve, cells});
  return found;
}

}  // namespace probe
