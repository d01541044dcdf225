// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/wire/bytes.hpp"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the units of this folder share. No other folder includes it: it shows OpenSSL's types.
namespace probe::seal {

using tls::crypto::EmptyErrorQueue;
using tls::crypto::ErrorMark;
using tls::crypto::OpenSslDeleter;
using tls::crypto::PkeyPtr;
using tls::crypto::X509Ptr;

/// A stack of certificates, with them.
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;

/// A stack of certificates that belong to another object.
struct FreeStackAlone {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using BorrowedStackPtr = std::unique_ptr<STACK_OF(X509), FreeStackAlone>;

using BioPtr = std::unique_ptr<BIO, OpenSslDeleter<&BIO_free_all>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, OpenSslDeleter<&CMS_ContentInfo_free>>;
using TimePtr = std::unique_ptr<ASN1_TIME, OpenSslDeleter<&ASN1_TIME_free>>;

/// Reads from `octets`, which must live as long.
[[nodiscard]] BioPtr reader_of(std::string_view octets);

/// The last of the errors that libcrypto noted, in its words: "certificate signature failure". To be asked while the
/// mark stands that was set before.
[[nodiscard]] std::string openssl_words();

/// The DER of an object, by its i2d function. Throws CryptoError when libcrypto cannot write it.
template <class Object, class Write>
[[nodiscard]] tls::Bytes der_of(const Object* object, Write write) {
  const int size = write(object, nullptr);
  tls::crypto::require(size > 0, "libcrypto cannot write what it made");
  tls::Bytes der(static_cast<std::size_t>(size));
  auto* out = der.data();
  tls::crypto::require(write(object, &out) == size, "libcrypto cannot write what it made");
  return der;
}

/// The object that `octets` hold in DER, by its d2i function; null when they hold none, or more than one.
template <class Pointer, class Read>
[[nodiscard]] Pointer from_der(std::string_view octets, Read read) {
  const auto* at = reinterpret_cast<const unsigned char*>(octets.data());  // NOLINT: octets are octets
  const auto* const end = at + octets.size();
  Pointer object(read(nullptr, &at, static_cast<long>(octets.size())));
  return at == end ? std::move(object) : Pointer();
}

/// RFC 2253, UTF-8; hostile.
[[nodiscard]] std::string subject_of(const X509& certificate);

/// The common names of the subject, and the e-mail addresses that it and the alternative names have; hostile.
[[nodiscard]] std::vector<std::string> names_of(const X509& certificate);

/// Throws CryptoError for what is no time.
[[nodiscard]] UtcTime time_of(const ASN1_TIME& time);

}  // namespace probe::seal
