// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace tls {

/// Reads the presentation language of RFC 8446 section 3 from a borrowed buffer.
///
/// Sticky: the first fault is kept, and from then on the reader is empty and every read returns zero or nothing, so
/// that a decoder reads like the RFC's struct and looks at the outcome once, at its end.
class Reader {
 public:
  /// `base` is where `input` starts in the message, for offsets in errors.
  explicit Reader(BytesView input, std::size_t base = 0) : input_(input), base_(base) {}

  std::uint8_t u8(const char* field);
  std::uint16_t u16(const char* field);
  std::uint32_t u24(const char* field);
  std::uint32_t u32(const char* field);

  /// Exactly `size` octets, borrowed from the input.
  BytesView fixed(const char* field, std::size_t size);

  /// opaque field<min..max> behind a length of one, two or three octets; borrowed from the input.
  BytesView vec8(const char* field, std::size_t min = 0, std::size_t max = 0xFF);
  BytesView vec16(const char* field, std::size_t min = 0, std::size_t max = 0xFFFF);
  BytesView vec24(const char* field, std::size_t min = 0, std::size_t max = 0xFFFFFF);

  /// A reader over such a vector. It shares nothing: take its error over with `adopt()`.
  Reader sub8(const char* field, std::size_t min = 0, std::size_t max = 0xFF);
  Reader sub16(const char* field, std::size_t min = 0, std::size_t max = 0xFFFF);
  Reader sub24(const char* field, std::size_t min = 0, std::size_t max = 0xFFFFFF);
  void adopt(const Reader& inner);

  /// All that is left, borrowed.
  BytesView rest();

  /// Records `fault` for a value that was read well but that the standard forbids; its offset is the last read's.
  void fail(DecodeFault fault, const char* field);

  /// Nothing may be left.
  void end(const char* field);

  [[nodiscard]] bool empty() const { return input_.size() == offset_; }
  [[nodiscard]] std::size_t remaining() const { return input_.size() - offset_; }
  [[nodiscard]] bool ok() const { return !error_; }
  [[nodiscard]] const std::optional<DecodeError>& error() const { return error_; }

  /// What a decoder returns: `value`, or the first fault.
  template <class T>
  [[nodiscard]] Decoded<std::decay_t<T>> outcome(T&& value) const {
    if (error_) return *error_;
    return std::forward<T>(value);
  }

 private:
  std::uint32_t integer(const char* field, std::size_t width);
  BytesView take(const char* field, std::size_t size);
  Reader vector(const char* field, std::size_t width, std::size_t min, std::size_t max);
  void fail_at(DecodeFault fault, const char* field, std::size_t offset);

  BytesView input_;
  std::size_t base_ = 0;
  std::size_t offset_ = 0;
  std::size_t last_ = 0;  ///< where the last read began
  std::optional<DecodeError> error_;
};

}  // namespace tls
