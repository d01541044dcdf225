// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/path.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/x509/certificate.hpp"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace tls::x509 {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, crypto::OpenSslDeleter<&X509_STORE_free>>;
using PathPtr = std::unique_ptr<X509_STORE_CTX, crypto::OpenSslDeleter<&X509_STORE_CTX_free>>;
using AccessPtr = std::unique_ptr<AUTHORITY_INFO_ACCESS, crypto::OpenSslDeleter<&AUTHORITY_INFO_ACCESS_free>>;

std::vector<crypto::X509Ptr> parse_all(std::span<const Bytes> list) {
  std::vector<crypto::X509Ptr> certificates;
  for (const auto& der : list)
    if (auto certificate = parse(der)) certificates.push_back(std::move(certificate));
  return certificates;
}

bool says_where_its_issuer_is(const X509& certificate) {
  const AccessPtr access(
      static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(&certificate, NID_info_access, nullptr, nullptr)));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i)
    if (OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(access.get(), i)->method) == NID_ad_ca_issuers) return true;
  return false;
}

PathEnd end_of(X509_STORE_CTX* context) {
  switch (X509_STORE_CTX_get_error(context)) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
      const STACK_OF(X509)* const built = X509_STORE_CTX_get0_chain(context);
      const int size = sk_X509_num(built);
      const X509* const last = size > 0 ? sk_X509_value(built, size - 1) : nullptr;
      return last != nullptr && says_where_its_issuer_is(*last) ? PathEnd::beyond : PathEnd::nowhere;
    }
    default:  // of an open set
      return PathEnd::elsewhere;
  }
}

}  // namespace

PathEnd path_end(std::span<const Bytes> chain, std::span<const Bytes> anchors) {
  const crypto::ErrorMark mark;
  const auto sent = parse_all(chain.first(std::min(chain.size(), kMaxCertificates)));
  const auto leaf = chain.empty() ? nullptr : parse(chain.front());
  if (!leaf) return PathEnd::nowhere;
  const StorePtr store(X509_STORE_new());
  const StackPtr stack(sk_X509_new_null());
  crypto::require(store && stack, "libcrypto has no memory");
  for (const auto& each : sent) crypto::require(sk_X509_push(stack.get(), each.get()) > 0, "libcrypto has no memory");
  for (const auto& each : parse_all(anchors))
    crypto::require(X509_STORE_add_cert(store.get(), each.get()) == 1, "libcrypto has no memory");
  const PathPtr context(X509_STORE_CTX_new());
  crypto::require(context && X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), stack.get()) == 1,
                  "libcrypto cannot verify certificates");
  X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_depth(parameters, static_cast<int>(kMaxCertificates));
  X509_VERIFY_PARAM_set_auth_level(parameters, 0);
  return X509_verify_cert(context.get()) == 1 ? PathEnd::there : end_of(context.get());
}

}  // namespace tls::x509
