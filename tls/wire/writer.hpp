// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace tls {

/// Writes the presentation language of RFC 8446 section 3. Lengths are filled in when a scope ends, so that an
/// encoder reads like the RFC's struct. A vector that outgrows its length field is a bug of ours: std::length_error.
class Writer {
 public:
  void u8(std::uint8_t value);
  void u16(std::uint16_t value);
  void u24(std::uint32_t value);
  void u32(std::uint32_t value);
  void raw(BytesView bytes);
  void raw(std::string_view text);

  /// Whole vectors behind a length of one, two or three octets.
  void vec8(BytesView bytes);
  void vec16(BytesView bytes);
  void vec24(BytesView bytes);

  /// Everything that `body(writer)` writes becomes one vector.
  template <std::invocable<Writer&> Body>
  void vec8(Body&& body) {
    scoped(1, body);
  }
  template <std::invocable<Writer&> Body>
  void vec16(Body&& body) {
    scoped(2, body);
  }
  template <std::invocable<Writer&> Body>
  void vec24(Body&& body) {
    scoped(3, body);
  }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] Bytes take() { return std::move(bytes_); }

 private:
  template <class Body>
  void scoped(std::size_t width, Body& body) {
    const std::size_t start = bytes_.size();
    bytes_.resize(start + width);
    body(*this);
    close(start, width);
  }
  void close(std::size_t start, std::size_t width);

  Bytes bytes_;
};

}  // namespace tls
