// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/libssl_suites.hpp"

#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/modern/libssl_context.hpp"

#include <map>

namespace tls::modern {
namespace {

using SuiteNames = std::map<CipherSuite, std::string>;

struct FreeStack {
  void operator()(STACK_OF(SSL_CIPHER) * ciphers) const { sk_SSL_CIPHER_free(ciphers); }
};

/// Those of the registry's TLS 1.3 suites that libssl knows, by name: it has no word for "all of them".
std::string tls13_names(SSL_CTX& context) {
  std::string names;
  for (const CipherSuiteInfo& row : cipher_suites()) {
    if (!row.versions.contains(ProtocolVersion::TLSv1_3)) continue;
    const std::string name(row.openssl_name.empty() ? row.name : row.openssl_name);
    if (SSL_CTX_set_ciphersuites(&context, name.c_str()) == 1) names += (names.empty() ? "" : ":") + name;
  }
  return names;
}

SuiteNames ask_libssl(ProtocolVersion version) {
  const crypto::ErrorMark mark;
  const crypto::SslCtxPtr context = unlimited_context(version);
  if (!context) return {};
  SSL_CTX_set_cipher_list(context.get(), "ALL:COMPLEMENTOFALL");
  SSL_CTX_set_ciphersuites(context.get(), tls13_names(*context).c_str());
  const crypto::SslPtr ssl(SSL_new(context.get()));
  const std::unique_ptr<STACK_OF(SSL_CIPHER), FreeStack> ciphers(ssl ? SSL_get1_supported_ciphers(ssl.get()) : nullptr);
  SuiteNames names;
  if (!ciphers) return names;
  for (int i = 0; i < sk_SSL_CIPHER_num(ciphers.get()); ++i) {
    const SSL_CIPHER* const cipher = sk_SSL_CIPHER_value(ciphers.get(), i);
    names.emplace(CipherSuite{SSL_CIPHER_get_protocol_id(cipher)}, SSL_CIPHER_get_name(cipher));
  }
  return names;
}

std::map<ProtocolVersion, SuiteNames> ask_libssl_for_all() {
  std::map<ProtocolVersion, SuiteNames> all;
  for (const ProtocolVersion version : kProtocolVersions) {
    if (version != ProtocolVersion::SSLv2) all.emplace(version, ask_libssl(version));
  }
  return all;
}

}  // namespace

std::optional<std::string> libssl_suite_name(CipherSuite suite, ProtocolVersion version) {
  static const std::map<ProtocolVersion, SuiteNames> all = ask_libssl_for_all();
  const auto names = all.find(version);
  if (names == all.end()) return std::nullopt;
  const auto found = names->second.find(suite);
  return found == names->second.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tls::modern
