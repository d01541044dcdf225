// SPDX-License-Identifier: Apache-2.0
// Part of a program that is linked statically, and of no other: what is built in would load modules of the system that
// it runs on, and these are made for another C library and another OpenSSL.
#include <netdb.h>
#include <nss.h>
#include <openssl/crypto.h>

namespace {

[[gnu::constructor]] void use_what_is_built_in() {
  // /etc/hosts and DNS are built into glibc; whatever else /etc/nsswitch.conf names is a module.
  __nss_configure_lookup("hosts", "files dns");
  // The system's openssl.cnf may name engines and providers, and policies that a scan must not be bound by.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
}

}  // namespace
