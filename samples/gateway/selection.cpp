// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/selection.hpp"

#include "samples/gateway/playable.hpp"
#include "samples/gateway/signer.hpp"

#include <algorithm>
#include <span>

namespace gateway {
namespace {

using tls::AlertDescription;
using tls::ExtensionType;
using tls::KeyExchange;
using tls::ProtocolVersion;

template <class Range, class Value>
bool contains(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

/// What the client says about itself in its extensions.
struct ClientLimits {
  std::optional<std::vector<tls::NamedGroup>> groups;
  std::optional<std::vector<tls::SignatureScheme>> schemes;
  bool malformed = false;

  /// RFC 8422 section 4: without the extension the server is free to choose.
  [[nodiscard]] bool takes(tls::NamedGroup group) const { return !groups || contains(*groups, group); }
};

ClientLimits read_limits(const tls::ClientHello& hello) {
  ClientLimits limits;
  if (!hello.extensions) return limits;
  if (const auto* extension = tls::find(*hello.extensions, ExtensionType::supported_groups)) {
    auto groups = tls::decode_supported_groups(extension->data);
    if (groups) limits.groups = std::move(*groups);
    limits.malformed = limits.malformed || !groups;
  }
  if (const auto* extension = tls::find(*hello.extensions, ExtensionType::signature_algorithms)) {
    auto schemes = tls::decode_signature_algorithms(extension->data);
    if (schemes) limits.schemes = std::move(*schemes);
    limits.malformed = limits.malformed || !schemes;
  }
  return limits;
}

const CurveShare* choose_curve(const Gateway& gateway, const ClientLimits& limits) {
  for (const auto group : gateway.profile.groups) {
    const auto* share = gateway.keys->curve_share(group);
    if (share != nullptr && limits.takes(group)) return share;
  }
  return nullptr;
}

/// Whether the suite's key exchange works out with this client, and how.
std::optional<Selection> try_suite(const Gateway& gateway, ProtocolVersion version, const tls::CipherSuiteInfo& suite,
                                   const ClientLimits& limits) {
  Selection selection{version, &suite, nullptr, nullptr, std::nullopt};
  if (const auto kind = certificate_kind(suite)) {
    selection.credential = gateway.keys->credential(*kind);
    if (selection.credential == nullptr) return std::nullopt;
    if (*kind == KeyKind::ecdsa && !limits.takes(selection.credential->spec.curve)) return std::nullopt;
  }
  if (suite.key_exchange == KeyExchange::ecdhe) {
    selection.curve_share = choose_curve(gateway, limits);
    if (selection.curve_share == nullptr) return std::nullopt;
  }
  const bool is_signed = suite.key_exchange == KeyExchange::dhe || suite.key_exchange == KeyExchange::ecdhe ||
                         gateway.keys->temporary_rsa(suite) != nullptr;
  if (is_signed && selection.credential != nullptr && version == ProtocolVersion::TLSv1_2) {
    std::optional<std::span<const tls::SignatureScheme>> offered;
    if (limits.schemes) offered = *limits.schemes;
    selection.scheme = choose_scheme(*selection.credential, offered, gateway.profile.schemes);
    if (!selection.scheme) return std::nullopt;
  }
  return selection;
}

/// The newest version of the profile up to `newest`, TLS 1.3 left out.
std::optional<ProtocolVersion> newest_up_to(const Profile& profile, ProtocolVersion newest) {
  std::optional<ProtocolVersion> found;
  for (const auto& [version, suites] : profile.suites) {
    if (version >= ProtocolVersion::SSLv3 && version <= std::min(newest, ProtocolVersion::TLSv1_2)) found = version;
  }
  return found;
}

/// Only who knows TLS 1.3 knows the extension; to older servers a TLS 1.3 hello is one of TLS 1.2.
std::optional<ProtocolVersion> from_supported_versions(const Profile& profile,
                                                       std::span<const ProtocolVersion> offered) {
  std::optional<ProtocolVersion> found;
  for (const auto& [version, suites] : profile.suites) {
    if (version != ProtocolVersion::SSLv2 && contains(offered, version)) found = version;
  }
  return found;
}

}  // namespace

std::variant<ProtocolVersion, AlertDescription> choose_version(const Profile& profile, const tls::ClientHello& hello) {
  const tls::Extension* extension = nullptr;
  if (hello.extensions && profile.suites.contains(ProtocolVersion::TLSv1_3)) {
    extension = tls::find(*hello.extensions, ExtensionType::supported_versions);
  }
  std::optional<ProtocolVersion> version;
  if (extension != nullptr) {
    const auto offered = tls::decode_client_supported_versions(extension->data);
    if (!offered) return AlertDescription::decode_error;
    version = from_supported_versions(profile, *offered);
  } else {
    version = newest_up_to(profile, hello.legacy_version);
    // RFC 7507 section 3: a client that says it fell back must not have had to.
    const auto newest = newest_up_to(profile, ProtocolVersion::TLSv1_2);
    if (version && version != newest && contains(hello.cipher_suites, tls::kFallbackScsv)) {
      return AlertDescription::inappropriate_fallback;
    }
  }
  if (!version) return AlertDescription::protocol_version;
  return *version;
}

std::variant<Selection, AlertDescription> choose_suite(const Gateway& gateway, ProtocolVersion version,
                                                       const tls::ClientHello& hello) {
  const auto limits = read_limits(hello);
  if (limits.malformed) return AlertDescription::decode_error;
  const auto& accepted = gateway.profile.suites.at(version);
  const bool server_decides = gateway.profile.preference == Preference::server;
  const auto& first = server_decides ? accepted : hello.cipher_suites;
  const auto& second = server_decides ? hello.cipher_suites : accepted;
  for (const auto code : first) {
    if (!contains(second, code)) continue;
    if (const auto selection = try_suite(gateway, version, *tls::find_cipher_suite(code), limits)) return *selection;
  }
  return AlertDescription::handshake_failure;
}

}  // namespace gateway
