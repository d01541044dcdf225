// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_context.hpp"

#include "samples/gateway/openssl_ptr.hpp"
#include "tls/client/modern/libssl_suites.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace peer {
namespace {

using gateway::KeyKind;
using gateway::require;
using tls::ProtocolVersion;

constexpr ProtocolVersion kVersions[] = {ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3};

/// libssl's names of the version's cells, as its lists want them.
std::string names_of(const std::vector<CallCell>& cells, ProtocolVersion version) {
  std::string names;
  for (const auto& cell : cells) {
    if (cell.version == version)
      names += (names.empty() ? "" : ":") + *tls::modern::libssl_suite_name(cell.suite, version);
  }
  return names;
}

void ask_for_certificate(SSL_CTX* context, HandshakeFlaw flaw) {
  if (flaw == HandshakeFlaw::asks_for_certificate) SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (flaw != HandshakeFlaw::needs_certificate) return;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

}  // namespace

std::vector<CallCell> call_cells(const gateway::Profile& profile) {
  std::vector<CallCell> cells;
  for (const auto version : kVersions) {
    const auto suites = profile.suites.find(version);
    if (suites == profile.suites.end()) continue;
    for (const auto suite : suites->second) {
      if (tls::modern::libssl_suite_name(suite, version)) cells.push_back({version, suite});
    }
  }
  return cells;
}

tls::crypto::SslCtxPtr make_call_context(const gateway::Gateway& gateway, HandshakeFlaw flaw) {
  const auto cells = call_cells(gateway.profile);
  if (cells.empty())
    throw std::runtime_error("the profile has no suite of TLS 1.2 or 1.3 in which libssl makes a call");
  tls::crypto::SslCtxPtr owned(SSL_CTX_new(TLS_server_method()));
  auto* const context = owned.get();
  require(context != nullptr, "the server of calls");
  SSL_CTX_set_security_level(context, 0);
  require(SSL_CTX_set_min_proto_version(context, static_cast<int>(cells.front().version)) == 1, "the oldest version");
  require(SSL_CTX_set_max_proto_version(context, static_cast<int>(cells.back().version)) == 1, "the newest version");
  const auto older = names_of(cells, ProtocolVersion::TLSv1_2);
  if (!older.empty()) require(SSL_CTX_set_cipher_list(context, older.c_str()) == 1, "the suites of TLS 1.2");
  require(SSL_CTX_set_ciphersuites(context, names_of(cells, ProtocolVersion::TLSv1_3).c_str()) == 1,
          "the suites of TLS 1.3");
  SSL_CTX_set_dh_auto(context, 1);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  for (const auto kind : {KeyKind::rsa, KeyKind::ecdsa}) {
    const auto* const credential = gateway.keys->credential(kind);
    if (credential == nullptr) continue;
    require(SSL_CTX_use_certificate(context, credential->certificate.get()) == 1, "the certificate of calls");
    require(SSL_CTX_use_PrivateKey(context, credential->key.get()) == 1, "the certificate's key");
  }
  ask_for_certificate(context, flaw);
  return owned;
}

void write_call_truth(const gateway::Profile& profile, const CallBehaviour& behaviour, std::ostream& out) {
  for (const auto& [version, suite] : call_cells(profile)) {
    const auto& truth = truth_of(behaviour, version);
    // Names of the registry, and words of the table: nothing in them needs an escape.
    out << R"({"version":")" << tls::to_string(version) << R"(","code":")" << tls::code_string(suite) << R"(","name":")"
        << tls::to_string(suite) << R"(","rung":")" << truth.rung << R"(","outcome":")" << truth.outcome << "\"}\n";
  }
}

}  // namespace peer
