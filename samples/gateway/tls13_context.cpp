// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/tls13_context.hpp"

#include <openssl/err.h>

#include <string>

namespace gateway {
namespace {

/// libssl's list of names; a group that it does not have is left out.
std::string group_list(SSL_CTX* context, const Profile& profile) {
  std::string list;
  for (const auto group : profile.groups) {
    const auto name = tls::to_string(group);
    if (SSL_CTX_set1_groups_list(context, name.c_str()) == 1) list += (list.empty() ? "" : ":") + name;
  }
  ERR_clear_error();
  return list;
}

}  // namespace

SslCtxPtr make_tls13_context(const Profile& profile, std::span<const Credential> credentials) {
  SslCtxPtr context(SSL_CTX_new(TLS_server_method()));
  require(context != nullptr, "TLS 1.3");
  auto* ctx = context.get();
  SSL_CTX_set_security_level(ctx, 0);
  require(SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) == 1, "TLS 1.3");
  SSL_CTX_set_num_tickets(ctx, 0);
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
  if (profile.preference == Preference::server) SSL_CTX_set_options(ctx, SSL_OP_CIPHER_SERVER_PREFERENCE);
  std::string suites;
  for (const auto suite : profile.suites.at(tls::ProtocolVersion::TLSv1_3)) {
    suites += (suites.empty() ? "" : ":") + tls::to_string(suite);
  }
  require(SSL_CTX_set_ciphersuites(ctx, suites.c_str()) == 1, "the profile's TLS 1.3 suites");
  const auto groups = group_list(ctx, profile);
  require(SSL_CTX_set1_groups_list(ctx, groups.c_str()) == 1, "the profile's groups for TLS 1.3");
  for (const auto& credential : credentials) {
    if (credential.spec.kind == KeyKind::dsa) continue;  // RFC 8446 section 4.2.3: no DSA
    require(SSL_CTX_use_certificate(ctx, credential.certificate.get()) == 1, "the certificate in TLS 1.3");
    require(SSL_CTX_use_PrivateKey(ctx, credential.key.get()) == 1, "the certificate's key in TLS 1.3");
  }
  return context;
}

}  // namespace gateway
