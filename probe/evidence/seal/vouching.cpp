// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/vouching.hpp"

#include <openssl/x509_vfy.h>

namespace probe::seal {
namespace {

using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, OpenSslDeleter<&X509_STORE_CTX_free>>;

}  // namespace

std::string distrust(X509& certificate, STACK_OF(X509) * others, const tls::x509::Roots& roots, int purpose,
                     UtcTime when) {
  const ErrorMark mark;
  const StoreCtxPtr context(X509_STORE_CTX_new());
  tls::crypto::require(context && X509_STORE_CTX_init(context.get(), roots.store(), &certificate, others) == 1,
                       "libcrypto cannot verify certificates");
  auto* const parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_purpose(parameters, purpose);
  X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(when));
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  if (X509_verify_cert(context.get()) == 1) return {};
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

}  // namespace probe::seal
