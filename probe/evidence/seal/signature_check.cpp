// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/signature_check.hpp"

#include "probe/evidence/seal/openssl_objects.hpp"
#include "probe/evidence/seal/vouching.hpp"

#include <openssl/x509v3.h>

namespace probe::seal {
namespace {

bool is_weak(CMS_SignerInfo& info) {
  constexpr int kLeast = 28;  // octets: SHA-224
  X509_ALGOR* algorithm = nullptr;
  CMS_SignerInfo_get0_algs(&info, nullptr, nullptr, &algorithm, nullptr);
  const auto* const hash = EVP_get_digestbyobj(algorithm->algorithm);
  return hash == nullptr || EVP_MD_get_size(hash) < kLeast;
}

std::optional<UtcTime> claimed_time(CMS_SignerInfo& info) {
  const int at = CMS_signed_get_attr_by_NID(&info, NID_pkcs9_signingTime, -1);
  if (at < 0) return std::nullopt;
  const auto* const value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(&info, at), 0);
  if (value == nullptr) return std::nullopt;
  if (value->type == V_ASN1_UTCTIME && ASN1_TIME_check(value->value.utctime) == 1)
    return time_of(*value->value.utctime);
  if (value->type == V_ASN1_GENERALIZEDTIME && ASN1_TIME_check(value->value.generalizedtime) == 1)
    return time_of(*value->value.generalizedtime);
  return std::nullopt;
}

}  // namespace

boost::system::result<Signature, SealError> check_signature(std::string_view content, std::string_view octets,
                                                            const tls::x509::Roots& roots, Vouching vouching,
                                                            UtcTime when) {
  const ErrorMark mark;
  const auto cms = from_der<CmsPtr>(octets, d2i_CMS_ContentInfo);
  if (!cms || CMS_is_detached(cms.get()) != 1) return SealError{"it is no detached CMS signature in DER"};
  // CMS_verify() copies a memory BIO, and loses the copy when the CMS names a hash that it does not know (seen in
  // OpenSSL 3.0): behind a filter it uses ours.
  const BioPtr in(BIO_new(BIO_f_null()));
  tls::crypto::require(in != nullptr, "libcrypto has no memory");
  BIO_push(in.get(), reader_of(content).release());
  constexpr unsigned kFlags = CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY;
  if (CMS_verify(cms.get(), nullptr, nullptr, in.get(), nullptr, kFlags) != 1) return SealError{openssl_words()};
  auto* const infos = CMS_get0_SignerInfos(cms.get());
  const StackPtr others(CMS_get1_certs(cms.get()));
  const BorrowedStackPtr signers(CMS_get0_signers(cms.get()));
  if (infos == nullptr || !signers || sk_X509_num(signers.get()) == 0) return SealError{"nobody signed it"};
  Signature signature;
  for (int at = 0; at < sk_CMS_SignerInfo_num(infos); ++at) {
    if (is_weak(*sk_CMS_SignerInfo_value(infos, at)))
      return SealError{"it is made with a hash that anybody can forge (MD5 or SHA-1)"};
  }
  signature.claimed = claimed_time(*sk_CMS_SignerInfo_value(infos, 0));
  const int purpose = vouching == Vouching::for_email ? X509_PURPOSE_SMIME_SIGN : X509_PURPOSE_ANY;
  for (int at = 0; at < sk_X509_num(signers.get()); ++at) {
    auto& signer = *sk_X509_value(signers.get(), at);
    signature.signers.push_back(
        {subject_of(signer), names_of(signer), distrust(signer, others.get(), roots, purpose, when)});
  }
  return signature;
}

}  // namespace probe::seal
