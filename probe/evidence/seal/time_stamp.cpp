// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/time_stamp.hpp"

#include "probe/evidence/seal/openssl_objects.hpp"
#include "probe/evidence/seal/vouching.hpp"

#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

namespace probe::seal {
namespace {

using tls::crypto::require;

using RequestPtr = std::unique_ptr<TS_REQ, OpenSslDeleter<&TS_REQ_free>>;
using ResponsePtr = std::unique_ptr<TS_RESP, OpenSslDeleter<&TS_RESP_free>>;
using ImprintPtr = std::unique_ptr<TS_MSG_IMPRINT, OpenSslDeleter<&TS_MSG_IMPRINT_free>>;
using AlgorithmPtr = std::unique_ptr<X509_ALGOR, OpenSslDeleter<&X509_ALGOR_free>>;
using IntegerPtr = std::unique_ptr<ASN1_INTEGER, OpenSslDeleter<&ASN1_INTEGER_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, OpenSslDeleter<&BN_free>>;
using StorePtr = std::unique_ptr<X509_STORE, OpenSslDeleter<&X509_STORE_free>>;

tls::Bytes hash_of(const EVP_MD& hash, std::string_view content) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned size = 0;
  require(EVP_Digest(content.data(), content.size(), value.data(), &size, &hash, nullptr) == 1,
          "libcrypto cannot hash");
  return {value.begin(), value.begin() + size};
}

IntegerPtr integer_of(const tls::Bytes& octets) {
  const NumberPtr number(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr));
  IntegerPtr integer(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
  require(integer != nullptr, "libcrypto has no memory");
  return integer;
}

/// RFC 3161 2.4.2: PKIStatus 0 and 1 come with a token.
std::optional<SealError> check_granted(TS_RESP& response) {
  auto& info = *TS_RESP_get_status_info(&response);
  const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(&info));
  constexpr long kGranted = 0, kGrantedWithMods = 1;
  if (status == kGranted || status == kGrantedWithMods) return std::nullopt;
  std::string text = "the authority refused: status " + std::to_string(status);
  const auto* const words = TS_STATUS_INFO_get0_text(&info);
  for (int at = 0; words != nullptr && at < sk_ASN1_UTF8STRING_num(words); ++at) {
    const auto* const word = sk_ASN1_UTF8STRING_value(words, at);
    text += ", ";
    text.append(reinterpret_cast<const char*>(ASN1_STRING_get0_data(word)),  // NOLINT: octets are octets
                static_cast<std::size_t>(ASN1_STRING_length(word)));
  }
  return SealError{text};
}

std::optional<SealError> check_imprint(TS_TST_INFO& info, std::string_view content) {
  auto& imprint = *TS_TST_INFO_get_msg_imprint(&info);
  const auto* const hash = EVP_get_digestbyobj(TS_MSG_IMPRINT_get_algo(&imprint)->algorithm);
  constexpr int kLeast = 28;  // octets: SHA-224
  if (hash == nullptr || EVP_MD_get_size(hash) < kLeast) return SealError{"it stamps a hash that anybody can forge"};
  const auto expected = hash_of(*hash, content);
  const auto* const stamped = TS_MSG_IMPRINT_get_msg(&imprint);
  const auto* const data = ASN1_STRING_get0_data(stamped);
  const bool same = std::equal(expected.begin(), expected.end(), data, data + ASN1_STRING_length(stamped));
  return same ? std::nullopt : std::optional(SealError{"it stamps something else"});
}

/// The signature, by a certificate that may stamp times, whoever vouches for it.
std::optional<SealError> check_signature_of(PKCS7& token, X509& signer) {
  const StorePtr itself(X509_STORE_new());
  require(itself && X509_STORE_add_cert(itself.get(), &signer) == 1, "libcrypto has no memory");
  X509_STORE_set_flags(itself.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
  if (TS_RESP_verify_signature(&token, nullptr, itself.get(), nullptr) == 1) return std::nullopt;
  return SealError{openssl_words()};
}

}  // namespace

StampRequest stamp_request(std::string_view content, const RandomSource& random) {
  const ErrorMark mark;
  constexpr std::size_t kNonce = 8;
  StampRequest request;
  request.nonce.resize(kNonce);
  random(request.nonce);
  request.nonce[0] = static_cast<std::uint8_t>((request.nonce[0] & 0x7FU) | 0x40U);
  const auto digest = hash_of(*EVP_sha256(), content);
  const RequestPtr ask(TS_REQ_new());
  const ImprintPtr imprint(TS_MSG_IMPRINT_new());
  const AlgorithmPtr algorithm(X509_ALGOR_new());
  require(ask && imprint && algorithm, "libcrypto has no memory");
  X509_ALGOR_set_md(algorithm.get(), EVP_sha256());
  auto octets = digest;
  require(TS_REQ_set_version(ask.get(), 1) == 1 && TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
              TS_MSG_IMPRINT_set_msg(imprint.get(), octets.data(), static_cast<int>(octets.size())) == 1 &&
              TS_REQ_set_msg_imprint(ask.get(), imprint.get()) == 1 &&
              TS_REQ_set_nonce(ask.get(), integer_of(request.nonce).get()) == 1 &&
              TS_REQ_set_cert_req(ask.get(), 1) == 1,
          "libcrypto makes no time-stamp request");
  request.der = der_of(ask.get(), i2d_TS_REQ);
  return request;
}

boost::system::result<Stamp, SealError> check_stamp(std::string_view content, std::string_view octets,
                                                    const tls::x509::Roots& roots, const tls::Bytes* nonce) {
  const ErrorMark mark;
  const auto response = from_der<ResponsePtr>(octets, d2i_TS_RESP);
  if (!response) return SealError{"it is no answer of a time-stamping authority"};
  if (auto refusal = check_granted(*response)) return *std::move(refusal);
  auto* const token = TS_RESP_get_token(response.get());
  auto* const info = TS_RESP_get_tst_info(response.get());
  if (token == nullptr || info == nullptr) return SealError{"there is no time-stamp token in it"};
  if (auto other = check_imprint(*info, content)) return *std::move(other);
  if (nonce != nullptr) {
    const auto* const answered = TS_TST_INFO_get_nonce(info);
    if (answered == nullptr || ASN1_INTEGER_cmp(answered, integer_of(*nonce).get()) != 0)
      return SealError{"it answers another question: its nonce is not the one that was sent"};
  }
  const BorrowedStackPtr signers(PKCS7_get0_signers(token, nullptr, 0));
  if (!signers || sk_X509_num(signers.get()) != 1) return SealError{"the certificate of the authority is not in it"};
  auto& signer = *sk_X509_value(signers.get(), 0);
  if (auto wrong = check_signature_of(*token, signer)) return *std::move(wrong);
  const auto* const time = TS_TST_INFO_get_time(info);
  if (time == nullptr || ASN1_TIME_check(time) != 1) return SealError{"its time cannot be read"};
  Stamp stamp;
  stamp.when = time_of(*time);
  stamp.authority.subject = subject_of(signer);
  stamp.authority.names = names_of(signer);
  stamp.authority.distrust = distrust(signer, token->d.sign->cert, roots, X509_PURPOSE_TIMESTAMP_SIGN, stamp.when);
  return stamp;
}

}  // namespace probe::seal
