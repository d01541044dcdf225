// SPDX-License-Identifier: Apache-2.0
#include "reports/cbom_algorithms.hpp"

#include "reports/cbom_names.hpp"
#include "reports/certificate_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace reports {
namespace {

using tls::Authentication;
using tls::Cipher;
using tls::CipherMode;
using tls::CipherSuiteInfo;
using tls::KeyExchange;
using tls::MacAlgorithm;
using tls::PrfHash;
using tls::ProtocolVersion;
using tls::SignatureHash;
using tls::SignatureKey;

struct CipherRow {
  Cipher cipher;
  std::string_view name, family;
};
constexpr CipherRow kCiphers[] = {
    {Cipher::rc4, "RC4", "RC4"},
    {Cipher::rc2, "RC2", "RC2"},
    {Cipher::des, "DES", "DES"},
    {Cipher::des3, "3DES", "3DES"},
    {Cipher::idea, "IDEA", "IDEA"},
    {Cipher::seed, "SEED", "SEED"},
    {Cipher::aes, "AES", "AES"},
    {Cipher::camellia, "CAMELLIA", "CAMELLIA"},
    {Cipher::aria, "ARIA", "ARIA"},
    {Cipher::chacha20_poly1305, "ChaCha20-Poly1305", "ChaCha20"},
    {Cipher::sm4, "SM4", "SM4"},
    {Cipher::aegis, "AEGIS", ""},
    {Cipher::gost28147, "GOST28147", "GOST"},
    {Cipher::kuznyechik, "Kuznyechik", "GOST"},
    {Cipher::magma, "Magma", "GOST"},
    {Cipher::fortezza, "Skipjack", "Skipjack"},
    {Cipher::ascon, "Ascon", "Ascon"},
};

std::string_view mode_word(CipherMode mode) {
  switch (mode) {
    case CipherMode::cbc:
      return "cbc";
    case CipherMode::gcm:
      return "gcm";
    case CipherMode::ccm:
    case CipherMode::ccm_8:
      return "ccm";
    case CipherMode::ctr:
      return "ctr";
    case CipherMode::cfb:
      return "cfb";
    case CipherMode::none:
    case CipherMode::stream:
    case CipherMode::aead:
      break;
  }
  return {};
}

std::string_view mode_suffix(CipherMode mode) {
  switch (mode) {
    case CipherMode::cbc:
      return "-CBC";
    case CipherMode::gcm:
      return "-GCM";
    case CipherMode::ccm:
      return "-CCM";
    case CipherMode::ccm_8:
      return "-CCM-8";
    case CipherMode::ctr:
      return "-CTR";
    case CipherMode::cfb:
      return "-CFB";
    case CipherMode::none:
    case CipherMode::stream:
    case CipherMode::aead:
      break;
  }
  return {};
}

/// NIST's categories are those of AES-128, AES-192 and AES-256; what is weaker than the first is in none.
unsigned category_of_key(unsigned bits) { return bits >= 256 ? 5 : bits >= 192 ? 3 : bits >= 128 ? 1 : 0; }

std::optional<Algorithm> cipher_of(const CipherSuiteInfo& info) {
  const auto row = std::find_if(std::begin(kCiphers), std::end(kCiphers),
                                [&](const CipherRow& each) { return each.cipher == info.cipher; });
  if (row == std::end(kCiphers)) return std::nullopt;  // NULL
  const bool is_stream = info.mode == CipherMode::stream;
  const bool authenticates = info.mac == MacAlgorithm::aead;
  Algorithm algorithm;
  algorithm.name = info.cipher == Cipher::chacha20_poly1305
                       ? std::string(row->name)
                       : fmt::format("{}-{}{}", row->name, info.key_bits, mode_suffix(info.mode));
  algorithm.primitive = authenticates ? "ae" : is_stream ? "stream-cipher" : "block-cipher";
  algorithm.family = row->family;
  algorithm.parameter_set = std::to_string(info.key_bits);
  algorithm.mode = mode_word(info.mode);
  algorithm.oid = oid_of(algorithm.name);
  // RFC 7465 ends RC4 whatever its key; of 3DES's 168 bits 112 count.
  if (info.cipher != Cipher::rc4)
    algorithm.bits = info.cipher == Cipher::des3 ? std::min<unsigned>(info.key_bits, 112) : unsigned{info.key_bits};
  algorithm.category = info.cipher == Cipher::rc4 ? 0 : category_of_key(algorithm.bits.value_or(0));
  return algorithm;
}

std::string_view mac_hash(MacAlgorithm mac) {
  switch (mac) {
    case MacAlgorithm::md5:
      return "MD5";
    case MacAlgorithm::sha1:
      return "SHA-1";
    case MacAlgorithm::sha256:
      return "SHA-256";
    case MacAlgorithm::sha384:
      return "SHA-384";
    case MacAlgorithm::sm3:
      return "SM3";
    case MacAlgorithm::gost:
      return "GOST";
    case MacAlgorithm::null:
    case MacAlgorithm::aead:
      break;
  }
  return {};
}

std::optional<Algorithm> mac_of(const CipherSuiteInfo& info, ProtocolVersion version) {
  const auto hash = mac_hash(info.mac);
  if (hash.empty()) return std::nullopt;
  Algorithm algorithm;
  algorithm.primitive = "mac";
  algorithm.parameter_set = hash;
  // RFC 6101 5.2.3.1 and the draft of SSL 2.0: hashes of their own, before there was HMAC.
  if (version == ProtocolVersion::SSLv2 || version == ProtocolVersion::SSLv3) {
    algorithm.name = fmt::format("{} MAC with {}", version == ProtocolVersion::SSLv2 ? "SSL 2.0" : "SSL 3.0", hash);
    return algorithm;
  }
  algorithm.name = fmt::format("HMAC-{}", hash);
  algorithm.family = info.mac == MacAlgorithm::gost ? "GOST" : "HMAC";
  algorithm.oid = oid_of(algorithm.name);
  return algorithm;
}

std::string_view prf_hash(PrfHash hash) {
  switch (hash) {
    case PrfHash::sha384:
      return "SHA-384";
    case PrfHash::sha512:
      return "SHA-512";
    case PrfHash::gost:
      return "GOST";
    case PrfHash::sm3:
      return "SM3";
    case PrfHash::ascon:
      return "Ascon-Hash256";
    case PrfHash::none:
    case PrfHash::md5_sha1:
    case PrfHash::sha256:
      break;
  }
  return "SHA-256";  // RFC 5246 5: what names no other hash takes SHA-256
}

Algorithm derivation_of(const CipherSuiteInfo& info, ProtocolVersion version) {
  Algorithm algorithm;
  algorithm.primitive = "kdf";
  switch (version) {
    case ProtocolVersion::TLSv1_3:
      algorithm.name = fmt::format("HKDF-{}", prf_hash(info.prf));
      algorithm.family = "HKDF";
      algorithm.parameter_set = prf_hash(info.prf);
      return algorithm;
    case ProtocolVersion::TLSv1_2:
      algorithm.name = fmt::format("TLS 1.2 PRF with {}", prf_hash(info.prf));
      algorithm.parameter_set = prf_hash(info.prf);
      return algorithm;
    case ProtocolVersion::TLSv1_1:
    case ProtocolVersion::TLSv1_0:
      algorithm.name = "TLS 1.0 PRF with MD5 and SHA-1";
      return algorithm;
    case ProtocolVersion::SSLv3:
      algorithm.name = "SSL 3.0 key derivation with MD5 and SHA-1";
      return algorithm;
    case ProtocolVersion::SSLv2:
      break;
  }
  algorithm.name = "SSL 2.0 key derivation with MD5";
  return algorithm;
}

Algorithm diffie_hellman(std::optional<std::size_t> bits, const std::string& name) {
  Algorithm algorithm{.name = name, .primitive = "key-agree"};
  algorithm.family = "FFDH";
  if (bits) {
    algorithm.parameter_set = std::to_string(*bits);
    algorithm.bits = modular_strength(*bits);
  }
  algorithm.category = 0;
  return algorithm;
}

unsigned category_of_mlkem(std::string_view name) {
  return name.find("1024") != std::string_view::npos ? 5 : name.find("768") != std::string_view::npos ? 3 : 1;
}

Algorithm group_algorithm(tls::NamedGroup group) {
  const auto name = tls::to_string(group);
  const auto* const info = tls::find_named_group(group);
  if (info == nullptr) return {.name = "group " + name, .primitive = "unknown"};
  Algorithm algorithm{.name = name, .primitive = "key-agree", .parameter_set = name};
  switch (info->kind) {
    case tls::GroupKind::finite_field:
      return diffie_hellman(info->bits, "FFDHE-" + name);
    case tls::GroupKind::elliptic_curve:
      if (name != "x25519" && name != "x448") algorithm.name = "ECDHE-" + name;
      algorithm.family = "ECDH";
      algorithm.curve = curve_of(name);
      algorithm.bits = name == "x25519" ? 128U : name == "x448" ? 224U : std::min(info->bits / 2U, 256U);
      algorithm.category = 0;
      break;
    case tls::GroupKind::hybrid:
    case tls::GroupKind::post_quantum:
      algorithm.primitive = info->kind == tls::GroupKind::hybrid ? "combiner" : "kem";
      algorithm.family = "ML-KEM";
      algorithm.category = category_of_mlkem(name);
      break;
  }
  algorithm.oid = oid_of(algorithm.name);
  return algorithm;
}

std::optional<Algorithm> signature_algorithm(SignatureKey key, SignatureHash hash) {
  const auto of_hash = [&](const char* family) -> std::optional<Algorithm> {
    const std::string name(hash == SignatureHash::gost ? "GOST" : hash_name(hash));
    if (name.empty()) return std::nullopt;
    Algorithm algorithm{.name = fmt::format("{}-{}", family, name), .primitive = "signature"};
    algorithm.family = family;
    algorithm.parameter_set = name;
    if (key == SignatureKey::rsa) algorithm.padding = "pkcs1v15";
    algorithm.oid = oid_of(algorithm.name);
    algorithm.category = 0;
    return algorithm;
  };
  switch (key) {
    case SignatureKey::rsa:
      return of_hash("RSASSA-PKCS1");
    case SignatureKey::rsa_pss:
      return of_hash("RSASSA-PSS");
    case SignatureKey::dsa:
      return of_hash("DSA");
    case SignatureKey::ecdsa:
      return of_hash("ECDSA");
    case SignatureKey::sm2:
      return of_hash("SM2");
    case SignatureKey::gost:
      return of_hash("GOST");
    case SignatureKey::eddsa:
      return Algorithm{.name = "EdDSA", .primitive = "signature", .family = "EdDSA", .category = 0};
    case SignatureKey::mldsa:
      return Algorithm{.name = "ML-DSA", .primitive = "signature", .family = "ML-DSA"};
    case SignatureKey::anonymous:
    case SignatureKey::other:
      break;
  }
  return std::nullopt;
}

/// Before TLS 1.2 the key's kind decides (RFC 4346 7.4.3).
std::optional<Algorithm> signature_of_key(Authentication by) {
  if (by == Authentication::rsa)
    return Algorithm{.name = "RSASSA-PKCS1 with MD5 and SHA-1",
                     .primitive = "signature",
                     .family = "RSASSA-PKCS1",
                     .padding = "pkcs1v15",
                     .category = 0};
  if (by == Authentication::dss) return signature_algorithm(SignatureKey::dsa, SignatureHash::sha1);
  if (by == Authentication::ecdsa) return signature_algorithm(SignatureKey::ecdsa, SignatureHash::sha1);
  return std::nullopt;
}

/// From TLS 1.2 on the server names what it signs with; the cell's own hello and its call may have drawn two.
void add_signatures(const probe::TargetRecord& target, ProtocolVersion version, const probe::AcceptedSuite& cell,
                    const CipherSuiteInfo& info, CellAlgorithms& all) {
  std::vector<Algorithm> signatures;
  if (version != ProtocolVersion::TLSv1_2 && version != ProtocolVersion::TLSv1_3) {
    if (auto signature = signature_of_key(info.authentication)) signatures.push_back(*std::move(signature));
  } else {
    std::set<tls::SignatureScheme> seen;
    for (const auto& exchange : target.exchanges) {
      const bool is_its_own = exchange.id == cell.exchange || (cell.climb && exchange.id == cell.climb->exchange);
      if (!is_its_own || !exchange.signature_scheme || !seen.insert(*exchange.signature_scheme).second) continue;
      all.schemes.push_back(tls::to_string(*exchange.signature_scheme));
      const auto* const scheme = tls::find_signature_scheme(*exchange.signature_scheme);
      auto signature = scheme == nullptr ? std::nullopt : signature_algorithm(scheme->key, scheme->hash);
      if (signature) signatures.push_back(*std::move(signature));
    }
  }
  if (signatures.empty()) all.whole = false;
  for (auto& signature : signatures) {
    const auto is_there = [&](const Algorithm& other) { return other.name == signature.name; };
    if (std::none_of(all.algorithms.begin(), all.algorithms.end(), is_there))
      all.algorithms.push_back(std::move(signature));
  }
}

bool is_signed(const CipherSuiteInfo& info) {
  const bool ephemeral = info.key_exchange == KeyExchange::dhe || info.key_exchange == KeyExchange::ecdhe;
  return info.key_exchange == KeyExchange::tls13 || (ephemeral && info.authentication != Authentication::anonymous);
}

/// The groups that the server was seen to take where this cell's key exchange has one.
std::vector<tls::NamedGroup> groups_of(const probe::TargetRecord& target, ProtocolVersion version,
                                       const probe::AcceptedSuite& cell, KeyExchange by) {
  std::vector<tls::NamedGroup> groups;
  if (cell.group) groups.push_back(*cell.group);
  for (const auto& family : target.server.groups) {
    if (family.version != version) continue;
    if (by != KeyExchange::tls13 && family.kind != tls::GroupKind::elliptic_curve) continue;
    for (const auto& accepted : family.accepted)
      if (std::find(groups.begin(), groups.end(), accepted.group) == groups.end()) groups.push_back(accepted.group);
  }
  return groups;
}

void add_exchange(const probe::TargetRecord& target, ProtocolVersion version, const probe::AcceptedSuite& cell,
                  const CipherSuiteInfo& info, CellAlgorithms& all) {
  const auto add = [&](Algorithm algorithm) { all.algorithms.push_back(std::move(algorithm)); };
  const auto plain = [&](const char* name, const char* family) {
    add({.name = name, .primitive = "key-agree", .family = family, .category = 0});
  };
  switch (info.key_exchange) {
    case KeyExchange::tls13:
    case KeyExchange::ecdhe:
    case KeyExchange::ecdhe_psk: {
      const auto groups = groups_of(target, version, cell, info.key_exchange);
      for (const auto group : groups) {
        all.groups.push_back(tls::to_string(group));
        add(group_algorithm(group));
      }
      if (groups.empty()) all.whole = false;
      return;
    }
    case KeyExchange::dhe:
    case KeyExchange::dhe_psk:
      if (cell.group) {
        all.groups.push_back(tls::to_string(*cell.group));
        return add(group_algorithm(*cell.group));
      }
      if (!cell.key_bits) all.whole = false;
      return add(diffie_hellman(cell.key_bits, cell.key_bits ? fmt::format("FFDHE-{}", *cell.key_bits) : "FFDHE"));
    case KeyExchange::rsa:
    case KeyExchange::rsa_export:
    case KeyExchange::rsa_psk:
    case KeyExchange::ssl2_rsa:
      return add({.name = "RSAES-PKCS1",
                  .primitive = "pke",
                  .family = "RSAES-PKCS1",
                  .padding = "pkcs1v15",
                  .oid = oid_of("RSAES-PKCS1"),
                  .category = 0});
    case KeyExchange::dh:
      return plain("FFDH", "FFDH");
    case KeyExchange::ecdh:
      return plain("ECDH", "ECDH");
    case KeyExchange::srp:
      return plain("SRP", "SRP");
    case KeyExchange::gost:
      return plain("GOST key exchange", "GOST");
    case KeyExchange::krb5:
    case KeyExchange::psk:
    case KeyExchange::eccpwd:
    case KeyExchange::fortezza_kea:
    case KeyExchange::cecpq1:
      all.whole = false;
      return;
    case KeyExchange::null:
      return;
  }
}

}  // namespace

CellAlgorithms algorithms_of(const probe::TargetRecord& target, ProtocolVersion version,
                             const probe::AcceptedSuite& cell) {
  CellAlgorithms all;
  const auto* const info = tls::find_cipher_suite(cell.code);
  if (info == nullptr) {
    all.whole = false;
    return all;
  }
  add_exchange(target, version, cell, *info, all);
  if (is_signed(*info)) add_signatures(target, version, cell, *info, all);
  if (auto cipher = cipher_of(*info)) all.algorithms.push_back(*std::move(cipher));
  if (auto mac = mac_of(*info, version)) all.algorithms.push_back(*std::move(mac));
  all.algorithms.push_back(derivation_of(*info, version));
  return all;
}

std::optional<Algorithm> signature_of(const tls::x509::CertificateFacts& facts) {
  return signature_algorithm(facts.signature_key, facts.signature_hash);
}

std::optional<Algorithm> key_of(const tls::x509::CertificateFacts& facts) {
  using tls::x509::KeyType;
  if (facts.key_bits == 0) return std::nullopt;
  const auto modular = [&](const char* name, const char* primitive, const char* family) {
    return Algorithm{.name = fmt::format("{}-{}", name, facts.key_bits),
                     .primitive = primitive,
                     .family = family,
                     .parameter_set = std::to_string(facts.key_bits),
                     .oid = oid_of(name),
                     .bits = modular_strength(facts.key_bits),
                     .category = 0};
  };
  switch (facts.key_type) {
    case KeyType::rsa:
      return modular("RSA", "signature", "");
    case KeyType::rsa_pss:
      return modular("RSA-PSS", "signature", "RSASSA-PSS");
    case KeyType::dsa:
      return modular("DSA", "signature", "DSA");
    case KeyType::dh:
      return modular("DH", "key-agree", "FFDH");
    case KeyType::ec: {
      // The curve may be a peer's word: only one that TLS has a name for is taken.
      const auto known = tls::named_group_from(facts.curve);
      const auto curve = known ? tls::to_string(*known) : std::string();
      return Algorithm{.name = known ? "EC-" + curve : fmt::format("EC-{}", facts.key_bits),
                       .primitive = "signature",
                       .family = "ECDSA",
                       .parameter_set = known ? curve : std::to_string(facts.key_bits),
                       .curve = curve_of(curve),
                       .oid = oid_of("EC"),
                       .bits = static_cast<unsigned>(std::min<std::size_t>(facts.key_bits / 2, 256)),
                       .category = 0};
    }
    case KeyType::ed25519:
      return Algorithm{.name = "Ed25519",
                       .primitive = "signature",
                       .family = "EdDSA",
                       .curve = "other/Ed25519",
                       .oid = oid_of("Ed25519"),
                       .bits = 128,
                       .category = 0};
    case KeyType::ed448:
      return Algorithm{.name = "Ed448",
                       .primitive = "signature",
                       .family = "EdDSA",
                       .curve = "other/Ed448",
                       .oid = oid_of("Ed448"),
                       .bits = 224,
                       .category = 0};
    case KeyType::other:
      break;
  }
  return std::nullopt;
}

}  // namespace reports
