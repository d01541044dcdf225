// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/extension.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// How much a hello carries besides its suites. Some servers drop hellos that are large or that have extensions.
enum class HelloShape : std::uint8_t {
  full,   ///< what a browser or Windows sends: SNI, groups, point formats, signature schemes, ...
  small,  ///< under 256 octets with its record header: short lists, few suites
  bare,   ///< no extension but the target's name; impossible for TLS 1.3
  rich,   ///< all that any client sends: encrypt_then_mac, the groups of RFC 7919, tickets, ... on top of `full`
};

/// "full", "small", "bare", "rich".
[[nodiscard]] std::string_view to_string(HelloShape shape);
[[nodiscard]] std::optional<HelloShape> hello_shape_from(std::string_view word);

/// Why a connection was made.
enum class Purpose : std::uint8_t {
  sweep,    ///< asks for suites that are still open
  control,  ///< an offer that was answered, again: is the server still itself?
  repeat,   ///< asks a doubtful offer again
  look,     ///< asks for what was refused in another hello: reversed, richer, smaller
  climb,    ///< carries an accepted cell further
  feature,  ///< asks what else the server can do, in a cell that it accepts
  client,   ///< the hello of a real client
};
/// "sweep", "control", "repeat", "look", "climb", "feature", "client".
[[nodiscard]] std::string_view to_string(Purpose purpose);
[[nodiscard]] std::optional<Purpose> purpose_from(std::string_view word);

using ExchangeId = std::uint32_t;  ///< counts from 1 within a target; 0: none

/// What a TLS 1.3 hello brings keys for.
enum class KeyShares : std::uint8_t {
  usual,  ///< the commonest groups among those that it lists
  none,   ///< none: the server asks for the group that it likes best (RFC 8446 section 4.2.8)
};

/// The hello of a real client, as far as it differs from the shapes of this program.
struct ClientLayout {
  std::vector<tls::ExtensionType> extensions;    ///< exactly these, in this order
  std::vector<tls::ProtocolVersion> older = {};  ///< listed behind the offer's version, which has to be TLS 1.3
  friend bool operator==(const ClientLayout&, const ClientLayout&) = default;
};

/// One ClientHello's content. Exactly one version is offered, so that an answer speaks about that version alone; but
/// for the hello of a real client, where a server may take an older one.
struct Offer {
  tls::ProtocolVersion version = tls::ProtocolVersion::TLSv1_2;
  std::vector<tls::CipherSuite> suites;  ///< in this order; without signalling values
  HelloShape shape = HelloShape::full;
  std::optional<std::string> sni;
  std::vector<tls::NamedGroup> groups;        ///< empty: the shape's own list
  std::vector<tls::SignatureScheme> schemes;  ///< empty: the shape's own list
  // What only a question about one feature adds.
  std::vector<tls::CipherSuite> signalling = {};  ///< signalling values behind the suites
  std::vector<std::uint8_t> compression = {};     ///< compression methods in front of null
  std::vector<tls::Extension> extensions = {};    ///< in front of those of the shape
  KeyShares shares = KeyShares::usual;
  std::optional<ClientLayout> layout = std::nullopt;  ///< in place of what the shape adds, signalling values too

  friend bool operator==(const Offer&, const Offer&) = default;
};

}  // namespace probe
