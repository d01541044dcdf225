// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/suite_selector.hpp"

#include "probe/model/family.hpp"
#include "probe/model/words.hpp"
#include "probe/policy/glob.hpp"

#include <algorithm>
#include <array>

namespace probe {
namespace {

using tls::Authentication;
using tls::Cipher;
using tls::CipherMode;
using tls::CipherSuiteInfo;
using tls::KeyExchange;
using tls::MacAlgorithm;

using Suites = std::optional<std::vector<tls::CipherSuite>>;

constexpr Word<Cipher> kCiphers[] = {
    {Cipher::null, "null"},
    {Cipher::rc4, "rc4"},
    {Cipher::rc2, "rc2"},
    {Cipher::des, "des"},
    {Cipher::des3, "3des"},
    {Cipher::idea, "idea"},
    {Cipher::seed, "seed"},
    {Cipher::aes, "aes"},
    {Cipher::camellia, "camellia"},
    {Cipher::aria, "aria"},
    {Cipher::chacha20_poly1305, "chacha20"},
    {Cipher::sm4, "sm4"},
    {Cipher::aegis, "aegis"},
    {Cipher::gost28147, "gost28147"},
    {Cipher::kuznyechik, "kuznyechik"},
    {Cipher::magma, "magma"},
    {Cipher::fortezza, "fortezza"},
    {Cipher::ascon, "ascon"},
};

constexpr Word<CipherMode> kModes[] = {
    {CipherMode::none, "none"}, {CipherMode::stream, "stream"}, {CipherMode::cbc, "cbc"},
    {CipherMode::gcm, "gcm"},   {CipherMode::ccm, "ccm"},       {CipherMode::ccm_8, "ccm_8"},
    {CipherMode::ctr, "ctr"},   {CipherMode::aead, "aead"},     {CipherMode::cfb, "cfb"},
};

constexpr Word<MacAlgorithm> kMacs[] = {
    {MacAlgorithm::null, "null"},     {MacAlgorithm::md5, "md5"},       {MacAlgorithm::sha1, "sha1"},
    {MacAlgorithm::sha256, "sha256"}, {MacAlgorithm::sha384, "sha384"}, {MacAlgorithm::aead, "aead"},
    {MacAlgorithm::gost, "gost"},     {MacAlgorithm::sm3, "sm3"},
};

constexpr Word<KeyExchange> kKeyExchanges[] = {
    {KeyExchange::null, "null"},       {KeyExchange::rsa, "rsa"},           {KeyExchange::rsa_export, "rsa_export"},
    {KeyExchange::dh, "dh"},           {KeyExchange::dhe, "dhe"},           {KeyExchange::ecdh, "ecdh"},
    {KeyExchange::ecdhe, "ecdhe"},     {KeyExchange::krb5, "krb5"},         {KeyExchange::psk, "psk"},
    {KeyExchange::rsa_psk, "rsa_psk"}, {KeyExchange::dhe_psk, "dhe_psk"},   {KeyExchange::ecdhe_psk, "ecdhe_psk"},
    {KeyExchange::srp, "srp"},         {KeyExchange::eccpwd, "eccpwd"},     {KeyExchange::gost, "gost"},
    {KeyExchange::tls13, "tls13"},     {KeyExchange::ssl2_rsa, "ssl2_rsa"}, {KeyExchange::fortezza_kea, "fortezza"},
    {KeyExchange::cecpq1, "cecpq1"},
};

constexpr Word<Authentication> kAuthentications[] = {
    {Authentication::null, "null"},
    {Authentication::rsa, "rsa"},
    {Authentication::dss, "dss"},
    {Authentication::ecdsa, "ecdsa"},
    {Authentication::dh, "dh"},
    {Authentication::ecdh, "ecdh"},
    {Authentication::anonymous, "anonymous"},
    {Authentication::psk, "psk"},
    {Authentication::krb5, "krb5"},
    {Authentication::srp, "srp"},
    {Authentication::eccpwd, "eccpwd"},
    {Authentication::gost, "gost"},
    {Authentication::tls13, "tls13"},
    {Authentication::fortezza_kea, "fortezza"},
};

template <class Predicate>
std::vector<tls::CipherSuite> suites_where(Predicate predicate) {
  std::vector<tls::CipherSuite> found;
  for (const auto& suite : tls::cipher_suites())
    if (predicate(suite)) found.push_back(suite.code);
  return found;
}

template <auto member, class Enum, std::size_t Size>
Suites by_word(const Word<Enum> (&table)[Size], std::string_view word) {
  const auto value = value_of(table, word);
  if (!value) return std::nullopt;
  return suites_where([&](const CipherSuiteInfo& suite) { return suite.*member == *value; });
}

Suites of_family(std::string_view word) {
  const auto family = family_from(word);
  if (!family) return std::nullopt;
  return suites_where([&](const CipherSuiteInfo& suite) { return belongs_to(suite, *family); });
}

/// Names in which '*' stands for anything, and codes. OpenSSL gave some names to two suites: the name means both.
Suites of_name(std::string_view word) {
  auto found = suites_where([&](const CipherSuiteInfo& suite) {
    return matches_glob(word, suite.name) || (!suite.openssl_name.empty() && matches_glob(word, suite.openssl_name));
  });
  if (!found.empty()) return found;
  if (const auto code = tls::cipher_suite_from(word)) return std::vector{*code};
  return std::nullopt;
}

constexpr std::array kProperties{
    SuiteProperty{"suites", "a suite's name, a pattern of names with '*', or a code such as 0xC02F", of_name},
    SuiteProperty{"families", "a family such as RC4, 3DES, MD5, SHA-1, AES-128, EXPORT or anonymous", of_family},
    SuiteProperty{"ciphers", "a cipher such as rc4, des, 3des, aes, camellia, chacha20 or null",
                  [](std::string_view word) { return by_word<&CipherSuiteInfo::cipher>(kCiphers, word); }},
    SuiteProperty{"modes", "a mode: stream, cbc, gcm, ccm, ccm_8, aead, ctr, cfb or none",
                  [](std::string_view word) { return by_word<&CipherSuiteInfo::mode>(kModes, word); }},
    SuiteProperty{"macs", "a record MAC: md5, sha1, sha256, sha384, aead, null, gost or sm3",
                  [](std::string_view word) { return by_word<&CipherSuiteInfo::mac>(kMacs, word); }},
    SuiteProperty{"key-exchanges", "a key exchange such as rsa, dhe, ecdhe, dh, ecdh, psk or tls13",
                  [](std::string_view word) { return by_word<&CipherSuiteInfo::key_exchange>(kKeyExchanges, word); }},
    SuiteProperty{
        "authentications", "an authentication such as rsa, dss, ecdsa, psk or anonymous",
        [](std::string_view word) { return by_word<&CipherSuiteInfo::authentication>(kAuthentications, word); }},
};

}  // namespace

const SuiteProperty* find_suite_property(std::string_view key) {
  const auto found = std::find_if(kProperties.begin(), kProperties.end(),
                                  [key](const SuiteProperty& property) { return property.key == key; });
  return found == kProperties.end() ? nullptr : &*found;
}

std::vector<tls::CipherSuite> suites_below_key_bits(std::size_t bits) {
  return suites_where([bits](const CipherSuiteInfo& suite) { return suite.key_bits < bits; });
}

}  // namespace probe
