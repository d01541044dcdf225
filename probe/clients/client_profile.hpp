// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/windows_error.hpp"
#include "tls/message/extension.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace probe {

/// A suite, and the versions that this Windows offers it in.
struct ClientSuite {
  tls::CipherSuite code{};
  tls::VersionSet versions;
};

/// The order of extensions that a hello was captured with.
struct ClientShape {
  std::span<const tls::ExtensionType> extensions;
  std::string_view capture;  ///< whose hello it was
};

/// What was done to a Windows.
enum class ClientState : std::uint8_t {
  as_shipped,
  updated,       ///< the updates are installed, no value is set
  registry_set,  ///< and the values that Microsoft names
};
/// The states in which the versions of Windows differ.
enum class StateSet : std::uint8_t { shipped, shipped_and_registry, all };

/// One version of Windows as an SSTP client.
struct ClientProfile {
  std::string_view id;  ///< "7sp1"
  std::string_view label;
  std::span<const ClientSuite> suites;  ///< in its order of preference
  std::span<const tls::NamedGroup> groups;
  std::span<const tls::SignatureScheme> schemes;
  Confidence schemes_confidence{};
  tls::VersionSet outer, inner;                    ///< versions of either handshake, as shipped
  tls::VersionSet registry_outer, registry_inner;  ///< once the registry values are set
  StateSet states{};
  std::string_view updates;   ///< which; empty: none is needed
  std::string_view registry;  ///< which values; empty: none is needed
  std::string_view to_reach_tls12;
  std::string_view notes;
  ClientShape legacy_shape;  ///< of a hello up to TLS 1.1
  ClientShape shape;
};

/// Oldest first.
[[nodiscard]] std::span<const ClientProfile> client_profiles();
[[nodiscard]] std::span<const ClientState> states_of(const ClientProfile& profile);
/// "as-shipped", "updated", "registry-set".
[[nodiscard]] std::string_view to_string(ClientState state);

/// The versions that it offers in that state. Updates alone change nothing: without the values WinHTTP and EAP keep
/// their defaults (KB3140245, KB2977292). Inside, a client by default takes older versions than its newest too: there
/// it is the server who asks first (RFC 5216 section 2.1.1, KB3121002).
[[nodiscard]] tls::VersionSet outer_versions(const ClientProfile& profile, ClientState state);
[[nodiscard]] tls::VersionSet inner_versions(const ClientProfile& profile, ClientState state);

/// None of an empty set.
[[nodiscard]] std::optional<tls::ProtocolVersion> newest(tls::VersionSet versions);

}  // namespace probe
