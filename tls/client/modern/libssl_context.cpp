// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/libssl_context.hpp"

#include "tls/client/modern/libssl_names.hpp"
#include "tls/client/modern/libssl_suites.hpp"
#include "tls/record/handshake_joiner.hpp"

namespace tls::modern {
namespace {

/// SECLEVEL=0 is not enough: even there libssl declines Diffie-Hellman groups below 1024 bits.
int allow_everything(const SSL*, const SSL_CTX*, int, int, int, void*, void*) { return 1; }

}  // namespace

crypto::SslCtxPtr unlimited_context(ProtocolVersion version) {
  crypto::SslCtxPtr context(SSL_CTX_new(TLS_client_method()));
  if (!context) return nullptr;
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_security_callback(context.get(), allow_everything);
  const int number = static_cast<int>(version);
  if (SSL_CTX_set_min_proto_version(context.get(), number) != 1 ||
      SSL_CTX_set_max_proto_version(context.get(), number) != 1) {
    return nullptr;
  }
  SSL_CTX_clear_options(context.get(), SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3);
  return context;
}

std::variant<crypto::SslCtxPtr, std::string> cell_context(const ClientConfig& config) {
  crypto::SslCtxPtr context = unlimited_context(config.version);
  const auto suite = libssl_suite_name(config.suite, config.version);
  if (!context || !suite) return "libssl does not offer this suite in this version";
  const bool chosen = config.version == ProtocolVersion::TLSv1_3
                          ? SSL_CTX_set_ciphersuites(context.get(), suite->c_str()) == 1
                          : SSL_CTX_set_cipher_list(context.get(), suite->c_str()) == 1;
  if (!chosen) return "libssl does not take its own name of this suite";

  const std::string groups = config.groups.empty() ? all_group_names() : group_names(config.groups);
  if (SSL_CTX_set1_groups_list(context.get(), groups.c_str()) != 1) return "libssl has none of the groups";
  const std::string schemes = config.schemes.empty() ? all_scheme_names() : scheme_names(config.schemes);
  if (SSL_CTX_set1_sigalgs_list(context.get(), schemes.c_str()) != 1) return "libssl has none of the signature schemes";

  // libssl's own bound is 100 KiB.
  SSL_CTX_set_max_cert_list(context.get(), static_cast<long>(HandshakeJoiner::kDefaultMaxMessage));

  // Certificates are reported, not judged, here. Old gateways know nothing of RFC 5746, and some stumble over the
  // empty records that libssl would send first in CBC.
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_options(context.get(),
                      SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_RENEGOTIATION | SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS);
  return context;
}

}  // namespace tls::modern
