// SPDX-License-Identifier: Apache-2.0
#include "probe/model/strength.hpp"

#include <algorithm>
#include <tuple>

namespace probe {
namespace {

/// RC4's biases give plaintext away whatever the length of its key: below export ciphers that would be too much said,
/// below DES it is not.
constexpr int kRc4Bits = 41;
constexpr int kTripleDesBits = 112;

/// What a small key costs to break; larger ones do not decide here.
int exchange_bits(const tls::CipherSuiteInfo& suite, std::optional<std::size_t> key_bits) {
  constexpr int kStrong = 256, kLegacy = 80, kBroken = 40;
  const bool modular =
      suite.key_exchange == tls::KeyExchange::dhe || suite.key_exchange == tls::KeyExchange::rsa_export;
  if (!modular || !key_bits || *key_bits >= 2048) return kStrong;
  return *key_bits >= 1024 ? kLegacy : kBroken;
}

int effective_bits(const tls::CipherSuiteInfo& suite, std::optional<std::size_t> key_bits) {
  const int bits = std::min(int{suite.key_bits}, exchange_bits(suite, key_bits));
  if (suite.cipher == tls::Cipher::rc4) return std::min(bits, kRc4Bits);
  if (suite.cipher == tls::Cipher::des3) return std::min(bits, kTripleDesBits);
  return bits;
}

bool is_forward_secret(const tls::CipherSuiteInfo& suite) {
  switch (suite.key_exchange) {
    case tls::KeyExchange::dhe:
    case tls::KeyExchange::ecdhe:
    case tls::KeyExchange::dhe_psk:
    case tls::KeyExchange::ecdhe_psk:
    case tls::KeyExchange::eccpwd:
    case tls::KeyExchange::cecpq1:
    case tls::KeyExchange::tls13:
      return true;
    case tls::KeyExchange::null:
    case tls::KeyExchange::rsa:
    case tls::KeyExchange::rsa_export:
    case tls::KeyExchange::dh:
    case tls::KeyExchange::ecdh:
    case tls::KeyExchange::krb5:
    case tls::KeyExchange::psk:
    case tls::KeyExchange::rsa_psk:
    case tls::KeyExchange::srp:
    case tls::KeyExchange::gost:
    case tls::KeyExchange::ssl2_rsa:
    case tls::KeyExchange::fortezza_kea:
      break;
  }
  return false;
}

auto rank(const RankedCell& cell) {
  const auto* suite = tls::find_cipher_suite(cell.suite);
  if (suite == nullptr) return std::tuple(false, 0, false, false, cell.version, 0, cell.suite);
  return std::tuple(suite->authentication != tls::Authentication::anonymous, effective_bits(*suite, cell.key_bits),
                    suite->mac == tls::MacAlgorithm::aead, is_forward_secret(*suite), cell.version,
                    static_cast<int>(suite->mac), cell.suite);
}

}  // namespace

bool is_weaker(const RankedCell& a, const RankedCell& b) { return rank(a) < rank(b); }

std::optional<CellRange> cells_at(const TargetRecord& target, Rung rung) {
  std::optional<CellRange> range;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) {
      if (suite.rung < rung) continue;
      const RankedCell cell{version.version, suite.code, suite.key_bits};
      if (!range) range = CellRange{cell, cell};
      if (is_weaker(range->best, cell)) range->best = cell;
      if (is_weaker(cell, range->weakest)) range->weakest = cell;
    }
  return range;
}

}  // namespace probe
