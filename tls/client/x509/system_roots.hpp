// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/x509/pem_roots.hpp"

#include <openssl/x509_vfy.h>

namespace tls::x509 {

/// Gives `store` the roots that the system keeps where no OpenSSL looks for them; what is read of files is kept in
/// `files`, which has to live as long as the store. False: none were found. system_roots-posix.cpp and
/// system_roots-win32.cpp.
[[nodiscard]] bool add_system_roots(PemRoots& files, X509_STORE& store);

}  // namespace tls::x509
