// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"

#include "probe/model/words.hpp"

#include <algorithm>
#include <array>

namespace probe {
namespace {

constexpr std::array kFamilies{
    Family::rc4,      Family::des,          Family::triple_des,  Family::md5,          Family::sha1,
    Family::aes128,   Family::aes192,       Family::aes256,      Family::sha256,       Family::sha384,
    Family::chacha20, Family::camellia,     Family::aria,        Family::seed,         Family::idea,
    Family::rc2,      Family::other_cipher, Family::null_cipher, Family::export_grade, Family::anonymous,
};
static_assert(kFamilies.size() == kFamilyCount);
constexpr std::size_t kAlwaysShown = 10;

constexpr Word<Family> kNames[] = {
    {Family::rc4, "RC4"},
    {Family::des, "DES"},
    {Family::triple_des, "3DES"},
    {Family::md5, "MD5"},
    {Family::sha1, "SHA-1"},
    {Family::aes128, "AES-128"},
    {Family::aes192, "AES-192"},
    {Family::aes256, "AES-256"},
    {Family::sha256, "SHA-256"},
    {Family::sha384, "SHA-384"},
    {Family::chacha20, "ChaCha20"},
    {Family::camellia, "Camellia"},
    {Family::aria, "ARIA"},
    {Family::seed, "SEED"},
    {Family::idea, "IDEA"},
    {Family::rc2, "RC2"},
    {Family::other_cipher, "other"},
    {Family::null_cipher, "NULL"},
    {Family::export_grade, "EXPORT"},
    {Family::anonymous, "anonymous"},
};

/// Lower case, without dashes: "SHA-1" and "sha1" are one.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '-' && c != '_') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_other(tls::Cipher cipher) {
  switch (cipher) {
    case tls::Cipher::null:
    case tls::Cipher::rc4:
    case tls::Cipher::rc2:
    case tls::Cipher::des:
    case tls::Cipher::des3:
    case tls::Cipher::idea:
    case tls::Cipher::seed:
    case tls::Cipher::aes:
    case tls::Cipher::camellia:
    case tls::Cipher::aria:
    case tls::Cipher::chacha20_poly1305:
      return false;
    case tls::Cipher::sm4:
    case tls::Cipher::aegis:
    case tls::Cipher::gost28147:
    case tls::Cipher::kuznyechik:
    case tls::Cipher::magma:
    case tls::Cipher::fortezza:
    case tls::Cipher::ascon:
      return true;
  }
  return true;
}

}  // namespace

std::span<const Family> families() { return kFamilies; }

bool always_shown(Family family) {
  return std::find(kFamilies.begin(), kFamilies.begin() + kAlwaysShown, family) != kFamilies.begin() + kAlwaysShown;
}

std::string_view to_string(Family family) { return word_of(kNames, family); }

std::optional<Family> family_from(std::string_view text) {
  const auto wanted = folded(text);
  if (wanted == "anon") return Family::anonymous;
  for (const auto& row : kNames)
    if (folded(row.word) == wanted) return row.value;
  return std::nullopt;
}

bool belongs_to(const tls::CipherSuiteInfo& suite, Family family) {
  const bool aead = suite.mac == tls::MacAlgorithm::aead;
  switch (family) {
    case Family::rc4:
      return suite.cipher == tls::Cipher::rc4;
    case Family::des:
      return suite.cipher == tls::Cipher::des;
    case Family::triple_des:
      return suite.cipher == tls::Cipher::des3;
    case Family::md5:
      return suite.mac == tls::MacAlgorithm::md5;
    case Family::sha1:
      return suite.mac == tls::MacAlgorithm::sha1;
    case Family::aes128:
      return suite.cipher == tls::Cipher::aes && suite.key_bits == 128;
    case Family::aes192:
      return suite.cipher == tls::Cipher::aes && suite.key_bits == 192;
    case Family::aes256:
      return suite.cipher == tls::Cipher::aes && suite.key_bits == 256;
    case Family::sha256:
      return suite.mac == tls::MacAlgorithm::sha256 || (aead && suite.prf == tls::PrfHash::sha256);
    case Family::sha384:
      return suite.mac == tls::MacAlgorithm::sha384 || (aead && suite.prf == tls::PrfHash::sha384);
    case Family::chacha20:
      return suite.cipher == tls::Cipher::chacha20_poly1305;
    case Family::camellia:
      return suite.cipher == tls::Cipher::camellia;
    case Family::aria:
      return suite.cipher == tls::Cipher::aria;
    case Family::seed:
      return suite.cipher == tls::Cipher::seed;
    case Family::idea:
      return suite.cipher == tls::Cipher::idea;
    case Family::rc2:
      return suite.cipher == tls::Cipher::rc2;
    case Family::other_cipher:
      return is_other(suite.cipher);
    case Family::null_cipher:
      return suite.cipher == tls::Cipher::null;
    case Family::export_grade:
      return suite.is_export;
    case Family::anonymous:
      return suite.authentication == tls::Authentication::anonymous;
  }
  return false;
}

FamilyCell family_cell(const VersionResult& version, Family family) {
  const auto belongs = [family](tls::CipherSuite code) {
    const auto* info = tls::find_cipher_suite(code);
    return info != nullptr && belongs_to(*info, family);
  };
  FamilyCell cell;
  for (const auto& suite : version.accepted) {
    if (!belongs(suite.code)) continue;
    ++cell.accepted;
    cell.mixed += suite.is_mixed() ? 1 : 0;
  }
  for (const auto& group : version.refused)
    cell.refused += static_cast<std::size_t>(std::count_if(group.codes.begin(), group.codes.end(), belongs));
  for (const auto& group : version.inconclusive)
    cell.inconclusive += static_cast<std::size_t>(std::count_if(group.codes.begin(), group.codes.end(), belongs));

  if (cell.accepted != 0) {
    cell.outcome = Outcome::accepted;
  } else if (cell.inconclusive != 0) {
    cell.outcome = Outcome::inconclusive;
  } else if (cell.refused != 0) {
    cell.outcome = Outcome::refused;
  } else {
    const auto suites = tls::cipher_suites();
    const bool defined = std::any_of(suites.begin(), suites.end(), [&](const tls::CipherSuiteInfo& suite) {
      return suite.versions.contains(version.version) && belongs_to(suite, family);
    });
    cell.outcome = defined ? Outcome::not_tested : Outcome::not_applicable;
  }
  return cell;
}

Coverage coverage(const VersionResult& version) {
  Coverage sum;
  sum.accepted = version.accepted.size();
  for (const auto& suite : version.accepted) sum.mixed += suite.is_mixed() ? 1 : 0;
  for (const auto& group : version.refused) sum.refused += group.codes.size();
  for (const auto& group : version.inconclusive) sum.inconclusive += group.codes.size();
  sum.asked = sum.accepted + sum.refused + sum.inconclusive;
  return sum;
}

Coverage coverage(const TargetRecord& target) {
  Coverage sum;
  for (const auto& version : target.versions) {
    const auto part = coverage(version);
    sum.asked += part.asked;
    sum.accepted += part.accepted;
    sum.refused += part.refused;
    sum.inconclusive += part.inconclusive;
    sum.mixed += part.mixed;
  }
  return sum;
}

Cell cell(const VersionResult& version, tls::CipherSuite code) {
  const auto has = [code](const auto& group) {
    return std::binary_search(group.codes.begin(), group.codes.end(), code);
  };
  for (const auto& suite : version.accepted)
    if (suite.code == code)
      return {Outcome::accepted, Reason::server_selected_it, std::nullopt, &suite, suite.exchange};
  for (const auto& group : version.refused)
    if (has(group)) return {Outcome::refused, group.reason, group.basis, nullptr, group.exchange, group.alert};
  for (const auto& group : version.inconclusive)
    if (has(group)) return {Outcome::inconclusive, group.reason, std::nullopt, nullptr, group.exchange, group.alert};
  const auto* info = tls::find_cipher_suite(code);
  if (info != nullptr && !info->versions.contains(version.version))
    return {Outcome::not_applicable, Reason::not_defined, std::nullopt, nullptr, 0};
  return {};
}

}  // namespace probe
