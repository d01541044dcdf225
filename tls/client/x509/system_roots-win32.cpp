// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/system_roots.hpp"

#include <windows.h>

#include <wincrypt.h>

#include <openssl/x509.h>  // behind wincrypt.h, whose macros it takes away

#include <cstddef>
#include <string_view>
#include <vector>

namespace tls::x509 {
namespace {

/// A root may be there for code or mail alone: a property beside it names what it is trusted for. Without one, or where
/// it says "not found" of an empty list, that is everything (CertGetEnhancedKeyUsage()).
bool vouches_for_servers(const CERT_CONTEXT& root) {
  constexpr std::string_view kServerAuth = "1.3.6.1.5.5.7.3.1";
  DWORD size = 0;
  if (::CertGetEnhancedKeyUsage(&root, CERT_FIND_PROP_ONLY_ENHKEY_USAGE_FLAG, nullptr, &size) == 0)
    return ::GetLastError() == static_cast<DWORD>(CRYPT_E_NOT_FOUND);
  std::vector<std::max_align_t> space(size / sizeof(std::max_align_t) + 1);
  auto* const usage = reinterpret_cast<CERT_ENHKEY_USAGE*>(space.data());
  if (::CertGetEnhancedKeyUsage(&root, CERT_FIND_PROP_ONLY_ENHKEY_USAGE_FLAG, usage, &size) == 0) return false;
  if (usage->cUsageIdentifier == 0) return ::GetLastError() == static_cast<DWORD>(CRYPT_E_NOT_FOUND);
  for (DWORD at = 0; at < usage->cUsageIdentifier; ++at)
    if (usage->rgpszUsageIdentifier[at] == kServerAuth) return true;
  return false;
}

}  // namespace

/// The user's view: the computer's roots are in it. Windows fetches others when its own programs first meet them.
bool add_system_roots(PemRoots& /*files*/, X509_STORE& store) {
  const HCERTSTORE kept = ::CertOpenSystemStoreW(0, L"ROOT");
  if (kept == nullptr) return false;
  bool any = false;
  const CERT_CONTEXT* root = nullptr;
  while ((root = ::CertEnumCertificatesInStore(kept, root)) != nullptr) {
    if (!vouches_for_servers(*root)) continue;
    const unsigned char* der = root->pbCertEncoded;
    const crypto::X509Ptr certificate(d2i_X509(nullptr, &der, static_cast<long>(root->cbCertEncoded)));
    if (certificate && X509_STORE_add_cert(&store, certificate.get()) == 1) any = true;
  }
  ::CertCloseStore(kept, 0);
  return any;
}

}  // namespace tls::x509
