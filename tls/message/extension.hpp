// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tls {

/// ExtensionType of IANA's "TLS ExtensionType Values". Open.
enum class ExtensionType : std::uint16_t {
  server_name = 0,
  status_request = 5,
  supported_groups = 10,
  ec_point_formats = 11,
  signature_algorithms = 13,
  application_layer_protocol_negotiation = 16,
  padding = 21,
  encrypt_then_mac = 22,
  extended_master_secret = 23,
  session_ticket = 35,
  pre_shared_key = 41,
  supported_versions = 43,
  cookie = 44,
  psk_key_exchange_modes = 45,
  post_handshake_auth = 49,
  signature_algorithms_cert = 50,
  key_share = 51,
  renegotiation_info = 0xFF01,
};

struct Extension {
  ExtensionType type{};
  Bytes data;
  friend bool operator==(const Extension&, const Extension&) = default;
};

/// The first extension of that type, or nullptr.
[[nodiscard]] const Extension* find(std::span<const Extension> extensions, ExtensionType type);

/// KeyShareEntry of RFC 8446 section 4.2.8.
struct KeyShareEntry {
  NamedGroup group{};
  Bytes key_exchange;
  friend bool operator==(const KeyShareEntry&, const KeyShareEntry&) = default;
};

// What a client sends. Each returns a whole extension.
[[nodiscard]] Extension server_name_extension(std::string_view host_name);               // RFC 6066 section 3
[[nodiscard]] Extension supported_groups_extension(std::span<const NamedGroup> groups);  // RFC 8446 section 4.2.7
[[nodiscard]] Extension ec_point_formats_extension();  // RFC 8422 section 5.1.2: uncompressed
[[nodiscard]] Extension signature_algorithms_extension(
    std::span<const SignatureScheme> schemes);               // RFC 8446 section 4.2.3
[[nodiscard]] Extension renegotiation_info_extension();      // RFC 5746 section 3.2: initial handshake
[[nodiscard]] Extension extended_master_secret_extension();  // RFC 7627 section 5.1
[[nodiscard]] Extension encrypt_then_mac_extension();        // RFC 7366 section 2
[[nodiscard]] Extension session_ticket_extension();          // RFC 5077 section 3.2: empty
[[nodiscard]] Extension client_supported_versions_extension(
    std::span<const ProtocolVersion> versions);              // RFC 8446 section 4.2.1
[[nodiscard]] Extension psk_key_exchange_modes_extension();  // RFC 8446 section 4.2.9: psk_dhe_ke
[[nodiscard]] Extension client_key_share_extension(std::span<const KeyShareEntry> shares);  // RFC 8446 section 4.2.8
[[nodiscard]] Extension cookie_extension(BytesView cookie);                                 // RFC 8446 section 4.2.2
[[nodiscard]] Extension padding_extension(std::size_t size);                                // RFC 7685 section 3

// What a server sends. Each takes the extension's data.
[[nodiscard]] Extension server_supported_versions_extension(ProtocolVersion selected);
[[nodiscard]] Extension server_key_share_extension(const KeyShareEntry& share);
[[nodiscard]] Extension retry_key_share_extension(NamedGroup selected);
[[nodiscard]] Decoded<ProtocolVersion> decode_server_supported_versions(BytesView data);
[[nodiscard]] Decoded<KeyShareEntry> decode_server_key_share(BytesView data);
[[nodiscard]] Decoded<NamedGroup> decode_retry_key_share(BytesView data);
[[nodiscard]] Decoded<Bytes> decode_cookie(BytesView data);

// What a server reads from a client.
[[nodiscard]] Decoded<std::string> decode_server_name(BytesView data);
[[nodiscard]] Decoded<std::vector<NamedGroup>> decode_supported_groups(BytesView data);
[[nodiscard]] Decoded<std::vector<SignatureScheme>> decode_signature_algorithms(BytesView data);
[[nodiscard]] Decoded<std::vector<ProtocolVersion>> decode_client_supported_versions(BytesView data);
[[nodiscard]] Decoded<std::vector<KeyShareEntry>> decode_client_key_share(BytesView data);

}  // namespace tls
