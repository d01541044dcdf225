// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/first_look.hpp"

#include "tls/message/ssl2.hpp"
#include "tls/record/record.hpp"

#include <cstddef>

namespace probe {
namespace {

bool is_content_type(std::uint8_t octet) {
  return octet >= static_cast<std::uint8_t>(tls::ContentType::change_cipher_spec) &&
         octet <= static_cast<std::uint8_t>(tls::ContentType::heartbeat);
}

/// An ERROR has exactly three octets; a SERVER-HELLO has eleven, and 16 more of a connection-id.
bool is_server_message(std::uint8_t type, std::size_t size) {
  constexpr std::size_t kErrorSize = 3;
  constexpr std::size_t kSmallestHello = 27;
  if (type == static_cast<std::uint8_t>(tls::ssl2::MessageType::error)) return size == kErrorSize;
  return type == static_cast<std::uint8_t>(tls::ssl2::MessageType::server_hello) && size >= kSmallestHello;
}

/// Hickman 1995, section 1.1: a header of two octets with the first bit set, or of three with two flag bits clear
/// whose third octet counts padding.
FirstLook look_for_ssl2(tls::BytesView answer) {
  const bool short_header = (answer[0] & 0x80) != 0;
  if (!short_header && (answer[0] & 0x40) != 0) return FirstLook::other;
  const std::size_t type_at = short_header ? 2 : 3;
  if (answer.size() <= type_at) return FirstLook::undecided;

  const std::size_t length = std::size_t{answer[0] & (short_header ? 0x7FU : 0x3FU)} << 8 | answer[1];
  const std::size_t padding = short_header ? 0 : answer[2];
  if (padding >= length) return FirstLook::other;
  return is_server_message(answer[type_at], length - padding) ? FirstLook::ssl2 : FirstLook::other;
}

}  // namespace

FirstLook first_look(tls::BytesView answer) {
  if (answer.empty()) return FirstLook::undecided;
  if (!is_content_type(answer[0])) return look_for_ssl2(answer);
  if (answer.size() < 2) return FirstLook::undecided;
  // The first octet could begin an SSL 2.0 header of three as well; then it is not followed by a 3 unless the record's
  // length happens to be 0x1403 to 0x1803.
  return answer[1] == 3 ? FirstLook::tls : look_for_ssl2(answer);
}

}  // namespace probe
