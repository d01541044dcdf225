// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/signer.hpp"

#include "probe/evidence/seal/openssl_objects.hpp"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <cstring>

namespace probe::seal {

struct Signer::Means {
  PkeyPtr key;
  X509Ptr certificate;
  StackPtr others;
};

namespace {

using Pkcs12Ptr = std::unique_ptr<PKCS12, OpenSslDeleter<&PKCS12_free>>;

constexpr const char* kNoPass = "it is encrypted, and there is no pass phrase";

StackPtr new_stack() {
  StackPtr stack(sk_X509_new_null());
  tls::crypto::require(stack != nullptr, "libcrypto has no memory");
  return stack;
}

void add(STACK_OF(X509) & stack, X509Ptr certificate) {
  tls::crypto::require(sk_X509_push(&stack, certificate.get()) > 0, "libcrypto has no memory");
  (void)certificate.release();
}

StackPtr certificates_in(std::string_view pem) {
  auto stack = new_stack();
  const auto in = reader_of(pem);
  while (X509Ptr certificate{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)})
    add(*stack, std::move(certificate));
  return stack;
}

/// libcrypto's way to ask for a pass phrase, and what came of it.
struct Question {
  const PassPhrase& pass;
  bool was_asked = false, was_answered = false;
};

int answer(char* buffer, int size, int, void* question_pointer) {
  auto& question = *static_cast<Question*>(question_pointer);
  question.was_asked = true;
  auto pass = question.pass();
  if (!pass || pass->size() > static_cast<std::size_t>(size)) return -1;
  question.was_answered = true;
  std::copy(pass->begin(), pass->end(), buffer);
  const int length = static_cast<int>(pass->size());
  OPENSSL_cleanse(pass->data(), pass->size());
  return length;
}

struct Parts {
  PkeyPtr key;
  StackPtr certificates;
};
using PartsOrError = boost::system::result<Parts, SealError>;

PartsOrError read_pem(const SignerFiles& files, const PassPhrase& pass) {
  Question question{pass};
  const auto in = reader_of(files.key);
  Parts parts{PkeyPtr(PEM_read_bio_PrivateKey(in.get(), nullptr, answer, &question)), nullptr};
  if (!parts.key) {
    if (question.was_asked && !question.was_answered) return SealError{kNoPass};
    return SealError{question.was_asked ? "the pass phrase is wrong, or the key is damaged"
                                        : "it holds no private key in PEM, and is no PKCS#12"};
  }
  parts.certificates = certificates_in(files.certificate.empty() ? files.key : files.certificate);
  return parts;
}

PartsOrError read_pkcs12(PKCS12& archive, const PassPhrase& pass) {
  std::string secret;
  // RFC 7292 B: no password and an empty one are two things, and files have either.
  const bool is_open = PKCS12_verify_mac(&archive, nullptr, 0) == 1 || PKCS12_verify_mac(&archive, "", 0) == 1;
  if (!is_open) {
    auto answered = pass();
    if (!answered) return SealError{kNoPass};
    secret = *std::move(answered);
  }
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  const EmptyErrorQueue queue;
  const bool read = PKCS12_parse(&archive, secret.c_str(), &key, &certificate, &others) == 1;
  OPENSSL_cleanse(secret.data(), secret.size());
  Parts parts{PkeyPtr(key), StackPtr(others)};
  X509Ptr own(certificate);
  if (!read) {
    const bool is_old = ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_UNSUPPORTED ||
                        ERR_GET_REASON(ERR_peek_error()) == ERR_R_UNSUPPORTED;
    return SealError{is_old
                         ? "its encryption (RC2, as old versions of Windows write it) is none of OpenSSL 3's: export "
                           "it anew with AES-256"
                         : "the pass phrase is wrong, or the file is damaged"};
  }
  if (!parts.key) return SealError{"the PKCS#12 holds no private key"};
  if (!parts.certificates) parts.certificates = new_stack();
  if (own) add(*parts.certificates, std::move(own));
  return parts;
}

X509Ptr take_matching(STACK_OF(X509) & certificates, EVP_PKEY& key) {
  for (int at = 0; at < sk_X509_num(&certificates); ++at)
    if (X509_check_private_key(sk_X509_value(&certificates, at), &key) == 1)
      return X509Ptr(sk_X509_delete(&certificates, at));
  return nullptr;
}

}  // namespace

boost::system::result<Signer, SealError> Signer::load(const SignerFiles& files, const PassPhrase& pass) {
  const ErrorMark mark;
  const auto archive = from_der<Pkcs12Ptr>(files.key, d2i_PKCS12);
  auto parts = archive ? read_pkcs12(*archive, pass) : read_pem(files, pass);
  if (!parts) return parts.error();
  if (archive && !files.certificate.empty()) parts->certificates = certificates_in(files.certificate);
  const int type = EVP_PKEY_get_base_id(parts->key.get());
  if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC) return SealError{"the key is neither RSA nor ECDSA"};
  if (sk_X509_num(parts->certificates.get()) == 0)
    return SealError{"there is no certificate with the key: name its file by --sign-cert"};
  auto certificate = take_matching(*parts->certificates, *parts->key);
  if (!certificate) return SealError{"none of the certificates is that of the private key"};
  return Signer(std::make_shared<const Means>(
      Means{std::move(parts->key), std::move(certificate), std::move(parts->certificates)}));
}

std::string Signer::subject() const { return subject_of(*means_->certificate); }

std::optional<SealError> Signer::check_validity(UtcTime when) const {
  auto seconds = std::chrono::system_clock::to_time_t(when);
  const auto& certificate = *means_->certificate;
  if (X509_cmp_time(X509_get0_notBefore(&certificate), &seconds) > 0)
    return SealError{"the certificate of " + subject() + " is not valid yet"};
  if (X509_cmp_time(X509_get0_notAfter(&certificate), &seconds) < 0)
    return SealError{"the certificate of " + subject() + " has expired"};
  return std::nullopt;
}

tls::Bytes Signer::sign(std::string_view content, UtcTime when) const {
  const ErrorMark mark;
  constexpr unsigned kFlags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
  const CmsPtr cms(CMS_sign(nullptr, nullptr, means_->others.get(), nullptr, kFlags));
  tls::crypto::require(cms != nullptr, "libcrypto makes no CMS");
  auto* const info =
      CMS_add1_signer(cms.get(), means_->certificate.get(), means_->key.get(), EVP_sha256(), kFlags | CMS_CADES);
  tls::crypto::require(info != nullptr, "libcrypto cannot sign with this key");
  const TimePtr time(ASN1_TIME_set(nullptr, std::chrono::system_clock::to_time_t(when)));
  tls::crypto::require(
      time && CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1,
      "libcrypto cannot sign the time");
  const auto in = reader_of(content);
  tls::crypto::require(CMS_final(cms.get(), in.get(), nullptr, kFlags) == 1, "libcrypto cannot sign with this key");
  return der_of(cms.get(), i2d_CMS_ContentInfo);
}

}  // namespace probe::seal
