// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/features/revealed.hpp"

#include <algorithm>

namespace probe::agenda {
namespace {

using tls::ExtensionType;

bool has(const std::vector<ExtensionType>& extensions, ExtensionType type) {
  return std::find(extensions.begin(), extensions.end(), type) != extensions.end();
}

/// The first ServerHello of the newest of those versions, to a hello of that shape or of any.
const ExchangeSummary* newest_hello(const Ground& ground, tls::VersionSet versions, std::optional<HelloShape> shape) {
  const ExchangeSummary* newest = nullptr;
  for (const auto& exchange : ground.exchanges()) {
    // Without a compression method it is a summary that does not tell what the ServerHello said.
    if (exchange.response != Response::server_hello || !exchange.compression) continue;
    if (!versions.contains(exchange.version) || exchange.selected_version != exchange.version) continue;
    if (shape && exchange.shape != *shape) continue;
    if (newest == nullptr || exchange.version > newest->version ||
        (exchange.version == newest->version && exchange.id < newest->id))
      newest = &exchange;
  }
  return newest;
}

void take_echo(const Ground& ground, Draft& draft, FeatureKind kind, tls::VersionSet versions,
               std::optional<HelloShape> shape, ExtensionType type) {
  if (const auto* const exchange = newest_hello(ground, versions, shape))
    draft.set(kind, has(exchange->extensions, type) ? Support::yes : Support::no, exchange->id);
  else if (ground.newest(versions, any_suite) == std::nullopt)
    draft.set(kind, ground.without_cells(versions));
}

FeatureKind kind_of(tls::SignatureHash hash) {
  if (hash == tls::SignatureHash::md5) return FeatureKind::signs_with_md5;
  if (hash == tls::SignatureHash::sha1) return FeatureKind::signs_with_sha1;
  return FeatureKind::signs_with_sha2;
}

}  // namespace

void take_revealed(const Ground& ground, Draft& draft) {
  // Every hello carries TLS_EMPTY_RENEGOTIATION_INFO_SCSV. RFC 5746 3.6: "If the SCSV is present [...] The server MUST
  // include an empty "renegotiation_info" extension in the ServerHello message", whatever the hello has of extensions.
  take_echo(ground, draft, FeatureKind::secure_renegotiation, kBeforeTls13, {}, ExtensionType::renegotiation_info);
  take_echo(ground, draft, FeatureKind::extended_master_secret, kTls10To12, HelloShape::full,
            ExtensionType::extended_master_secret);
  take_schemes(ground.exchanges(), draft);
}

void take_schemes(const std::vector<ExchangeSummary>& exchanges, Draft& draft) {
  for (const auto& exchange : exchanges) {
    if (!exchange.signature_scheme || exchange.selected_version != tls::ProtocolVersion::TLSv1_2) continue;
    draft.sign(*exchange.signature_scheme, exchange.id);
    const auto* const info = tls::find_signature_scheme(*exchange.signature_scheme);
    if (info == nullptr || info->hash < tls::SignatureHash::md5 || info->hash > tls::SignatureHash::sha512) continue;
    if (draft.support(kind_of(info->hash)) != Support::yes) draft.set(kind_of(info->hash), Support::yes, exchange.id);
  }
}

}  // namespace probe::agenda
