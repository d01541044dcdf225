// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/system_roots.hpp"

namespace tls::x509 {
namespace {

/// Where systems keep their bundle. An OpenSSL that is linked statically looks where the system that it was built on
/// does.
constexpr const char* kBundles[] = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch, Gentoo
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",                             // openSUSE
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL 7 and later
    "/etc/ssl/cert.pem",                                  // Alpine, the BSDs, macOS
};

}  // namespace

bool add_system_roots(PemRoots& files, X509_STORE& store) {
  for (const auto* bundle : kBundles) {
    if (!files.read(bundle)) continue;
    files.serve(store);
    return true;
  }
  return false;
}

}  // namespace tls::x509
