// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/describe.hpp"

#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/hash.hpp"
#include "tls/client/x509/address_text.hpp"
#include "tls/client/x509/certificate.hpp"

#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <string_view>

namespace tls::x509 {
namespace {

using BioPtr = std::unique_ptr<BIO, crypto::OpenSslDeleter<&BIO_free_all>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, crypto::OpenSslDeleter<&GENERAL_NAMES_free>>;

/// At most kMaxText octets, and no character cut in two.
std::string bounded(std::string_view text) {
  if (text.size() <= CertificateFacts::kMaxText) return std::string(text);
  std::size_t size = CertificateFacts::kMaxText;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return std::string(text.substr(0, size));
}

std::string name_text(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  if (name == nullptr || !out ||
      X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) < 0)
    return {};
  const char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? bounded({text, static_cast<std::size_t>(size)}) : std::string();
}

std::string serial_text(const ASN1_INTEGER* serial) {
  const crypto::BnPtr number(serial == nullptr ? nullptr : ASN1_INTEGER_to_BN(serial, nullptr));
  char* const text = number ? BN_bn2hex(number.get()) : nullptr;
  if (text == nullptr) return {};
  std::string result = bounded(text);
  OPENSSL_free(text);
  return result;
}

std::optional<Seconds> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  // Without a value OpenSSL would say "now".
  if (time == nullptr || ASN1_STRING_length(time) == 0 || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                            day{static_cast<unsigned>(parts.tm_mday)}};
  if (!date.ok()) return std::nullopt;
  return sys_days(date) + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

BytesView octets(const ASN1_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

void add_alternative_names(const X509& certificate, CertificateFacts& facts) {
  const NamesPtr names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS && facts.dns_names.size() < CertificateFacts::kMaxNames) {
      const auto text = octets(name->d.dNSName);
      facts.dns_names.push_back(bounded({reinterpret_cast<const char*>(text.data()), text.size()}));
      continue;
    }
    const auto address = name->type == GEN_IPADD ? address_text(octets(name->d.iPAddress)) : std::string();
    if (!address.empty() && facts.addresses.size() < CertificateFacts::kMaxNames)
      facts.addresses.push_back(address);
    else
      ++facts.other_names;
  }
}

std::string algorithm_text(const X509& certificate) {
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, &certificate);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  std::array<char, 80> text{};
  const int size = object == nullptr ? 0 : OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 0);
  return size > 0 ? std::string(text.data()) : std::string();
}

std::string fingerprint(crypto::Hash hash, BytesView der) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const auto octet : crypto::digest(hash, {der})) {
    text += kDigits[octet >> 4U];
    text += kDigits[octet & 0x0FU];
  }
  return text;
}

}  // namespace

std::optional<CertificateFacts> describe(BytesView der) {
  const crypto::ErrorMark mark;
  const auto certificate = parse(der);
  if (!certificate) return std::nullopt;
  CertificateFacts facts;
  facts.subject = name_text(X509_get_subject_name(certificate.get()));
  facts.issuer = name_text(X509_get_issuer_name(certificate.get()));
  facts.serial = serial_text(X509_get0_serialNumber(certificate.get()));
  add_alternative_names(*certificate, facts);
  facts.not_before = time_of(X509_get0_notBefore(certificate.get()));
  facts.not_after = time_of(X509_get0_notAfter(certificate.get()));
  const auto key = key_facts(*certificate);
  facts.key_type = key.type;
  facts.key_bits = key.bits;
  facts.curve = key.curve;
  const auto signature = signature_facts(*certificate);
  facts.signature_hash = signature.hash;
  facts.signature_key = signature.key;
  facts.signature_algorithm = algorithm_text(*certificate);
  facts.server_usage = server_usage(*certificate);
  facts.is_ca = (X509_get_extension_flags(certificate.get()) & EXFLAG_CA) != 0;
  facts.self_signed = X509_self_signed(certificate.get(), 1) == 1;
  facts.sha1 = fingerprint(crypto::Hash::sha1, der);
  facts.sha256 = fingerprint(crypto::Hash::sha256, der);
  return facts;
}

}  // namespace tls::x509
