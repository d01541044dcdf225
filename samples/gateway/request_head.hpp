// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gateway {

enum class RequestState : std::uint8_t {
  reading,    ///< more octets are needed
  complete,   ///< method() and target() are final
  malformed,  ///< the first line is none of HTTP/1
  too_long,   ///< no end within kMaxHead octets
};

/// Reads the head of an HTTP/1 request, tolerantly: bare LF, blank lines before it, and fields of whatever form, none
/// of which a gateway of SSTP looks at.
class RequestHead {
 public:
  static constexpr std::size_t kMaxHead = 16 * 1024;

  /// Ignored unless `reading`.
  void feed(tls::BytesView octets);

  [[nodiscard]] RequestState state() const { return state_; }
  [[nodiscard]] const std::string& method() const { return method_; }
  [[nodiscard]] const std::string& target() const { return target_; }
  /// Takes the octets that the last feed() had behind the head.
  [[nodiscard]] tls::Bytes take_rest();

 private:
  void take_line();
  void take_request_line(std::string_view line);

  RequestState state_ = RequestState::reading;
  std::size_t size_ = 0;
  std::string line_;
  std::string method_, target_;
  tls::Bytes rest_;
};

}  // namespace gateway
