// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/basic_authorization.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace probe {
namespace {

/// RFC 4648 section 4.
std::string base64(std::string_view octets) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < octets.size() ? static_cast<std::uint8_t>(octets[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) text += at + i > octets.size() ? '=' : kAlphabet[group >> (18 - 6 * i) & 0x3F];
  }
  return text;
}

}  // namespace

Secret basic_authorization(const Credentials& credentials) {
  return Secret("Basic " + base64(credentials.user + ":" + credentials.password.reveal()));
}

}  // namespace probe
