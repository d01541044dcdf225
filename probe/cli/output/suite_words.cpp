// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/suite_words.hpp"

#include <vector>

namespace probe::cli {
namespace {

using tls::Authentication;
using tls::Cipher;
using tls::CipherMode;
using tls::KeyExchange;
using tls::MacAlgorithm;

std::string_view bare_cipher_word(Cipher cipher) {
  switch (cipher) {
    case Cipher::null:
      return "NULL";
    case Cipher::rc4:
      return "RC4";
    case Cipher::rc2:
      return "RC2";
    case Cipher::des:
      return "DES";
    case Cipher::des3:
      return "3DES";
    case Cipher::idea:
      return "IDEA";
    case Cipher::seed:
      return "SEED";
    case Cipher::aes:
      return "AES";
    case Cipher::camellia:
      return "Camellia";
    case Cipher::aria:
      return "ARIA";
    case Cipher::chacha20_poly1305:
      return "ChaCha20";
    case Cipher::sm4:
      return "SM4";
    case Cipher::aegis:
      return "AEGIS";
    case Cipher::gost28147:
      return "GOST28147";
    case Cipher::kuznyechik:
      return "Kuznyechik";
    case Cipher::magma:
      return "Magma";
    case Cipher::fortezza:
      return "Fortezza";
    case Cipher::ascon:
      return "Ascon";
  }
  return "?";
}

/// Empty where the cipher has but one mode.
std::string_view mode_word(CipherMode mode) {
  switch (mode) {
    case CipherMode::none:
    case CipherMode::stream:
    case CipherMode::aead:
      return "";
    case CipherMode::cbc:
      return "CBC";
    case CipherMode::gcm:
      return "GCM";
    case CipherMode::ccm:
      return "CCM";
    case CipherMode::ccm_8:
      return "CCM8";
    case CipherMode::ctr:
      return "CTR";
    case CipherMode::cfb:
      return "CFB";
  }
  return "?";
}

}  // namespace

std::string_view key_exchange_word(KeyExchange key_exchange) {
  switch (key_exchange) {
    case KeyExchange::null:
      return "NULL";
    case KeyExchange::rsa:
      return "RSA";
    case KeyExchange::rsa_export:
      return "RSA-export";
    case KeyExchange::dh:
      return "DH";
    case KeyExchange::dhe:
      return "DHE";
    case KeyExchange::ecdh:
      return "ECDH";
    case KeyExchange::ecdhe:
      return "ECDHE";
    case KeyExchange::krb5:
      return "KRB5";
    case KeyExchange::psk:
      return "PSK";
    case KeyExchange::rsa_psk:
      return "RSA-PSK";
    case KeyExchange::dhe_psk:
      return "DHE-PSK";
    case KeyExchange::ecdhe_psk:
      return "ECDHE-PSK";
    case KeyExchange::srp:
      return "SRP";
    case KeyExchange::eccpwd:
      return "ECCPWD";
    case KeyExchange::cecpq1:
      return "CECPQ1";
    case KeyExchange::gost:
      return "GOST";
    case KeyExchange::tls13:
      return "any";
    case KeyExchange::ssl2_rsa:
      return "RSA";
    case KeyExchange::fortezza_kea:
      return "KEA";
  }
  return "?";
}

std::string_view authentication_word(Authentication authentication) {
  switch (authentication) {
    case Authentication::null:
      return "NULL";
    case Authentication::rsa:
      return "RSA";
    case Authentication::dss:
      return "DSS";
    case Authentication::ecdsa:
      return "ECDSA";
    case Authentication::dh:
      return "DH";
    case Authentication::ecdh:
      return "ECDH";
    case Authentication::anonymous:
      return "anonymous";
    case Authentication::psk:
      return "PSK";
    case Authentication::krb5:
      return "KRB5";
    case Authentication::srp:
      return "SRP";
    case Authentication::eccpwd:
      return "ECCPWD";
    case Authentication::gost:
      return "GOST";
    case Authentication::tls13:
      return "any";
    case Authentication::fortezza_kea:
      return "KEA";
  }
  return "?";
}

std::string cipher_word(Cipher cipher, CipherMode mode) {
  const auto mode_text = mode_word(mode);
  auto word = std::string(bare_cipher_word(cipher));
  return mode_text.empty() ? word : word + "-" + std::string(mode_text);
}

std::string_view mac_word(MacAlgorithm mac) {
  switch (mac) {
    case MacAlgorithm::null:
      return "NULL";
    case MacAlgorithm::md5:
      return "MD5";
    case MacAlgorithm::sha1:
      return "SHA-1";
    case MacAlgorithm::sha256:
      return "SHA-256";
    case MacAlgorithm::sha384:
      return "SHA-384";
    case MacAlgorithm::aead:
      return "AEAD";
    case MacAlgorithm::gost:
      return "GOST";
    case MacAlgorithm::sm3:
      return "SM3";
  }
  return "?";
}

std::string versions_word(tls::VersionSet versions) {
  std::vector<tls::ProtocolVersion> defined;
  for (const auto version : tls::kProtocolVersions) {
    if (versions.contains(version)) defined.push_back(version);
  }
  if (defined.empty()) return "-";
  if (defined.size() == 1) return to_string(defined.front());
  auto last = to_string(defined.back());
  constexpr std::string_view kTls = "TLSv";
  if (to_string(defined.front()).starts_with(kTls)) last.erase(0, kTls.size());
  return to_string(defined.front()) + "-" + last;
}

}  // namespace probe::cli
