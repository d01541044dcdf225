// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/openssl_objects.hpp"

#include <chrono>

namespace probe::seal {

BioPtr reader_of(std::string_view octets) {
  BioPtr bio(BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())));
  tls::crypto::require(bio != nullptr, "libcrypto has no memory");
  return bio;
}

std::string openssl_words() {
  const auto code = ERR_peek_last_error();
  ERR_clear_error();
  const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "libcrypto does not say why" : reason;
}

std::string subject_of(const X509& certificate) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  tls::crypto::require(out != nullptr, "libcrypto has no memory");
  constexpr unsigned long kFlags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
  if (X509_NAME_print_ex(out.get(), X509_get_subject_name(&certificate), 0, kFlags) < 0) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

UtcTime time_of(const ASN1_TIME& time) {
  const TimePtr epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0, seconds = 0;
  tls::crypto::require(epoch && ASN1_TIME_diff(&days, &seconds, epoch.get(), &time) == 1, "this is no time");
  return UtcTime(std::chrono::days(days) + std::chrono::seconds(seconds));
}

}  // namespace probe::seal
