// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/packet.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace probe::sstp {

/// Encapsulated Protocol ID's one value, [MS-SSTP] 2.2.5.
inline constexpr std::uint16_t kProtocolPpp = 0x0001;

/// 2.2.8, without its reserved octets.
struct StatusInfo {
  AttributeId attribute = AttributeId::no_error;  ///< the attribute that it speaks of
  Status status = Status::no_error;
  friend bool operator==(const StatusInfo&, const StatusInfo&) = default;
};

/// "ATTRIB_STATUS_VALUE_NOT_SUPPORTED for SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID".
[[nodiscard]] std::string to_string(const StatusInfo& info);

/// 2.2.6, without its reserved octets.
struct CryptoBindingRequest {
  static constexpr std::size_t kNonceSize = 32;
  std::uint8_t hashes = 0;  ///< kHashSha1, kHashSha256
  std::array<std::uint8_t, kNonceSize> nonce{};
  friend bool operator==(const CryptoBindingRequest&, const CryptoBindingRequest&) = default;
};

// What a client sends...
[[nodiscard]] Packet call_connect_request(std::uint16_t protocol = kProtocolPpp);
// ... what a server sends...
[[nodiscard]] Packet call_connect_ack(const CryptoBindingRequest& request);
[[nodiscard]] Packet call_connect_nak(const StatusInfo& info);
// ... and what both do.
[[nodiscard]] Packet call_abort(const StatusInfo& info);
[[nodiscard]] Packet call_disconnect(const StatusInfo& info = {});
/// A message without attributes: Call Disconnect Ack, Echo Request, Echo Response; Abort and Disconnect in short.
[[nodiscard]] Packet bare_message(MessageType type);
[[nodiscard]] Packet data_packet(tls::BytesView frame);

/// The first attribute of that kind, when it is there and long enough.
[[nodiscard]] std::optional<std::uint16_t> encapsulated_protocol(const Packet& packet);
[[nodiscard]] std::optional<CryptoBindingRequest> crypto_binding_request(const Packet& packet);
/// Also in the short form of sstp-server (github.com/sorz/sstp-server): four octets of status and nothing else, in an
/// attribute whose ID may be 0.
[[nodiscard]] std::optional<StatusInfo> status_info(const Packet& packet);

}  // namespace probe::sstp
