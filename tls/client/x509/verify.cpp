// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/verify.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/x509/certificate.hpp"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace tls::x509 {
namespace {

using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, crypto::OpenSslDeleter<&X509_STORE_CTX_free>>;
using AddressPtr = std::unique_ptr<ASN1_OCTET_STRING, crypto::OpenSslDeleter<&ASN1_OCTET_STRING_free>>;

class Chain {
 public:
  explicit Chain(std::span<const Bytes> certificates) : stack_(sk_X509_new_null()) {
    crypto::require(stack_ != nullptr, "libcrypto has no memory");
    for (const auto& der : certificates.first(std::min(certificates.size(), kMaxCertificates))) {
      owned_.push_back(parse(der));
      readable_ = readable_ && owned_.back();
      if (owned_.back())
        crypto::require(sk_X509_push(stack_.get(), owned_.back().get()) > 0, "libcrypto has no memory");
    }
  }

  /// Null when it is unreadable, or there is none.
  [[nodiscard]] X509* leaf() const { return owned_.empty() ? nullptr : owned_.front().get(); }
  [[nodiscard]] bool readable() const { return leaf() != nullptr && readable_; }
  [[nodiscard]] STACK_OF(X509) * stack() const { return stack_.get(); }

 private:
  std::vector<crypto::X509Ptr> owned_;
  StackPtr stack_;
  bool readable_ = true;
};

/// What a verification finds: libcrypto is made to go on behind each error.
struct Found {
  std::set<ChainProblem> problems;
  std::string detail;
};

ChainProblem problem_of(int error) {
  switch (error) {
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
      return ChainProblem::bad_signature;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return ChainProblem::self_signed;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_REJECTED:
      return ChainProblem::untrusted_root;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return ChainProblem::incomplete_chain;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
      return ChainProblem::bad_issuer;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return ChainProblem::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return ChainProblem::not_yet_valid;
    case X509_V_ERR_INVALID_PURPOSE:
      return ChainProblem::wrong_purpose;
    case X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD:
    case X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_INVALID_EXTENSION:
      return ChainProblem::unreadable;
    default:  // of an open set
      return ChainProblem::other;
  }
}

/// [MS-SSTP] 3.2.4.1 takes anyExtendedKeyUsage, libcrypto's purpose does not.
bool is_excused(int error, X509* certificate) {
  constexpr std::uint32_t kServerKeyUsage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT;
  return error == X509_V_ERR_INVALID_PURPOSE && certificate != nullptr &&
         server_usage(*certificate) == ServerUsage::any && (X509_get_key_usage(certificate) & kServerKeyUsage) != 0;
}

int note(int ok, X509_STORE_CTX* context) {
  if (ok == 1) return 1;
  const int error = X509_STORE_CTX_get_error(context);
  X509* const certificate = X509_STORE_CTX_get_current_cert(context);
  if (!is_excused(error, certificate)) {
    auto& found = *static_cast<Found*>(X509_STORE_CTX_get_app_data(context));
    // An issuer that is no CA has the wrong purpose as well, but that is not what is wrong with it.
    const bool no_issuer = error == X509_V_ERR_INVALID_PURPOSE && X509_STORE_CTX_get_error_depth(context) > 0 &&
                           certificate != nullptr && X509_check_ca(certificate) == 0;
    found.problems.insert(no_issuer ? ChainProblem::bad_issuer : problem_of(error));
    if (found.detail.empty()) found.detail = X509_verify_cert_error_string(error);
  }
  return 1;
}

/// NIST SP 800-131A: what has given less than 112 bits of strength is disallowed since 2014.
bool is_weak(const KeyFacts& key) {
  switch (key.type) {
    case KeyType::rsa:
    case KeyType::rsa_pss:
    case KeyType::dsa:
    case KeyType::dh:
      return key.bits < 2048;
    case KeyType::ec:
      return key.bits < 224;
    case KeyType::ed25519:
    case KeyType::ed448:
    case KeyType::other:
      break;
  }
  return false;
}

/// Of the chain as it was built. A root's signature on itself proves nothing, whatever its hash.
void note_weakness(const STACK_OF(X509) * built, Found& found) {
  for (int i = 0; i < sk_X509_num(built); ++i) {
    X509* const certificate = sk_X509_value(built, i);
    if (is_weak(key_facts(*certificate))) found.problems.insert(ChainProblem::weak_key);
    if (X509_self_signed(certificate, 0) != 1 && signature_facts(*certificate).is_weak)
      found.problems.insert(ChainProblem::weak_signature);
  }
}

void verify_path(const Chain& chain, const Roots& roots, Seconds time, Found& found) {
  const StoreCtxPtr context(X509_STORE_CTX_new());
  crypto::require(context && X509_STORE_CTX_init(context.get(), roots.store(), chain.leaf(), chain.stack()) == 1,
                  "libcrypto cannot verify certificates");
  X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_time(parameters, static_cast<std::time_t>(time.time_since_epoch().count()));
  X509_VERIFY_PARAM_set_depth(parameters, static_cast<int>(kMaxCertificates));
  X509_VERIFY_PARAM_set_auth_level(parameters, 0);  // is_weak() says more exactly what is weak
  X509_STORE_CTX_set_app_data(context.get(), &found);
  X509_STORE_CTX_set_verify_cb(context.get(), note);
  if (X509_verify_cert(context.get()) != 1 && found.problems.empty()) {
    found.problems.insert(ChainProblem::other);
    found.detail = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
  }
  if (const auto* const built = X509_STORE_CTX_get0_chain(context.get())) note_weakness(built, found);
}

/// Without roots that somebody trusts, nobody is distrusted.
void withdraw_without_roots(Found& found) {
  if (found.problems.erase(ChainProblem::untrusted_root) + found.problems.erase(ChainProblem::incomplete_chain) != 0)
    found.problems.insert(ChainProblem::no_roots);
}

NameMatch match(X509* leaf, std::string_view name) {
  if (name.empty()) return NameMatch::not_asked;
  const std::string text(name);
  if (const AddressPtr address(a2i_IPADDRESS(text.c_str())); address)
    return X509_check_ip(leaf, ASN1_STRING_get0_data(address.get()),
                         static_cast<std::size_t>(ASN1_STRING_length(address.get())), 0) == 1
               ? NameMatch::alternative_name
               : NameMatch::mismatch;
  const auto fits = [&](unsigned flags) {
    return X509_check_host(leaf, name.data(), name.size(), flags | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
  };
  if (fits(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT)) return NameMatch::alternative_name;
  return fits(0) ? NameMatch::common_name : NameMatch::mismatch;
}

}  // namespace

ChainVerdict verify(std::span<const Bytes> certificates, const Roots& roots, std::string_view name, Seconds time) {
  const crypto::ErrorMark mark;
  ChainVerdict verdict;
  verdict.name = name.substr(0, CertificateFacts::kMaxText);
  const Chain chain(certificates);
  Found found;
  if (chain.leaf() != nullptr) {
    verify_path(chain, roots, time, found);
    if (!roots.any()) withdraw_without_roots(found);
    verdict.name_match = match(chain.leaf(), name);
  }
  if (!chain.readable()) found.problems.insert(ChainProblem::unreadable);
  if (verdict.name_match == NameMatch::mismatch) found.problems.insert(ChainProblem::name_mismatch);
  verdict.problems.assign(found.problems.begin(), found.problems.end());
  verdict.detail = std::move(found.detail);
  return verdict;
}

}  // namespace tls::x509
