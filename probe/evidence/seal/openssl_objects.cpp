// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/openssl_objects.hpp"

#include <openssl/x509v3.h>

#include <chrono>

namespace probe::seal {
namespace {

struct FreeEmails {
  void operator()(STACK_OF(OPENSSL_STRING) * emails) const { X509_email_free(emails); }
};
using EmailsPtr = std::unique_ptr<STACK_OF(OPENSSL_STRING), FreeEmails>;

}  // namespace

BioPtr reader_of(std::string_view octets) {
  BioPtr bio(BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())));
  tls::crypto::require(bio != nullptr, "libcrypto has no memory");
  return bio;
}

std::string openssl_words() {
  const auto code = ERR_peek_last_error();
  const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "libcrypto does not say why" : reason;
}

std::string subject_of(const X509& certificate) {
  const ErrorMark mark;
  const BioPtr out(BIO_new(BIO_s_mem()));
  tls::crypto::require(out != nullptr, "libcrypto has no memory");
  constexpr unsigned long kFlags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
  if (X509_NAME_print_ex(out.get(), X509_get_subject_name(&certificate), 0, kFlags) < 0) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::vector<std::string> names_of(const X509& certificate) {
  const ErrorMark mark;
  std::vector<std::string> names;
  const auto* const subject = X509_get_subject_name(&certificate);
  for (int at = -1; (at = X509_NAME_get_index_by_NID(subject, NID_commonName, at)) >= 0;) {
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0) continue;
    names.emplace_back(text, text + size);
    OPENSSL_free(text);
  }
  const EmailsPtr emails(X509_get1_email(const_cast<X509*>(&certificate)));  // NOLINT: it only reads
  for (int at = 0; emails && at < sk_OPENSSL_STRING_num(emails.get()); ++at)
    names.emplace_back(sk_OPENSSL_STRING_value(emails.get(), at));
  return names;
}

UtcTime time_of(const ASN1_TIME& time) {
  const TimePtr epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0, seconds = 0;
  tls::crypto::require(epoch && ASN1_TIME_diff(&days, &seconds, epoch.get(), &time) == 1, "this is no time");
  return UtcTime(std::chrono::days(days) + std::chrono::seconds(seconds));
}

}  // namespace probe::seal
