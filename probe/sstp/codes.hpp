// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/climb.hpp"

#include <cstdint>
#include <string>

/// SSTP as [MS-SSTP] writes it down. Section numbers are that document's.
namespace probe::sstp {

/// Message Type of a control packet, 2.2.2. Open.
enum class MessageType : std::uint16_t {
  call_connect_request = 0x0001,
  call_connect_ack = 0x0002,
  call_connect_nak = 0x0003,
  call_connected = 0x0004,
  call_abort = 0x0005,
  call_disconnect = 0x0006,
  call_disconnect_ack = 0x0007,
  echo_request = 0x0008,
  echo_response = 0x0009,
};

/// Attribute ID, 2.2.4. Open.
enum class AttributeId : std::uint8_t {
  no_error = 0x00,  ///< only inside a Status Info: it speaks of no attribute
  encapsulated_protocol_id = 0x01,
  status_info = 0x02,
  crypto_binding = 0x03,
  crypto_binding_request = 0x04,
};

/// Status of a Status Info, 2.2.8. Open.
enum class Status : std::uint32_t {
  no_error = 0x00000000,
  duplicate_attribute = 0x00000001,
  unrecognized_attribute = 0x00000002,
  invalid_attrib_value_length = 0x00000003,
  value_not_supported = 0x00000004,
  unaccepted_frame_received = 0x00000005,
  retry_count_exceeded = 0x00000006,
  invalid_frame_received = 0x00000007,
  negotiation_timeout = 0x00000008,
  attrib_not_supported_in_msg = 0x00000009,
  required_attribute_missing = 0x0000000A,
  status_info_not_supported_in_msg = 0x0000000B,
};

// The document's names ("SSTP_MSG_CALL_CONNECT_ACK"), and the number in hexadecimal for a value that it has not.
[[nodiscard]] std::string to_string(MessageType type);
[[nodiscard]] std::string to_string(AttributeId id);
[[nodiscard]] std::string to_string(Status status);

/// Hash Protocol Bitmask, 2.2.6.
inline constexpr std::uint8_t kHashSha1 = kBindingSha1;
inline constexpr std::uint8_t kHashSha256 = kBindingSha256;

/// "SHA-1, SHA-256"; bits without a meaning as "0x80"; "none" for no bit at all.
[[nodiscard]] std::string hash_names(std::uint8_t bitmask);

/// 2.2.6 wants at least one of the two bits, and defines no others. Servers that send none exist.
[[nodiscard]] bool is_sane_hash_bitmask(std::uint8_t bitmask);

}  // namespace probe::sstp
