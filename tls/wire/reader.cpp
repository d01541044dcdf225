// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/reader.hpp"

namespace tls {

std::uint8_t Reader::u8(const char* field) { return static_cast<std::uint8_t>(integer(field, 1)); }
std::uint16_t Reader::u16(const char* field) { return static_cast<std::uint16_t>(integer(field, 2)); }
std::uint32_t Reader::u24(const char* field) { return integer(field, 3); }
std::uint32_t Reader::u32(const char* field) { return integer(field, 4); }

BytesView Reader::fixed(const char* field, std::size_t size) { return take(field, size); }

BytesView Reader::vec8(const char* field, std::size_t min, std::size_t max) {
  return vector(field, 1, min, max).input_;
}
BytesView Reader::vec16(const char* field, std::size_t min, std::size_t max) {
  return vector(field, 2, min, max).input_;
}
BytesView Reader::vec24(const char* field, std::size_t min, std::size_t max) {
  return vector(field, 3, min, max).input_;
}

Reader Reader::sub8(const char* field, std::size_t min, std::size_t max) { return vector(field, 1, min, max); }
Reader Reader::sub16(const char* field, std::size_t min, std::size_t max) { return vector(field, 2, min, max); }
Reader Reader::sub24(const char* field, std::size_t min, std::size_t max) { return vector(field, 3, min, max); }

void Reader::adopt(const Reader& inner) {
  if (inner.error_) fail_at(inner.error_->fault, inner.error_->field, inner.error_->offset);
}

BytesView Reader::rest() { return take("", remaining()); }

void Reader::fail(DecodeFault fault, const char* field) { fail_at(fault, field, base_ + last_); }

void Reader::end(const char* field) {
  if (!empty()) fail_at(DecodeFault::trailing_bytes, field, base_ + offset_);
}

std::uint32_t Reader::integer(const char* field, std::size_t width) {
  std::uint32_t value = 0;
  for (const auto octet : take(field, width)) value = value << 8 | octet;
  return value;
}

BytesView Reader::take(const char* field, std::size_t size) {
  if (error_) return {};
  last_ = offset_;
  if (size > remaining()) {
    fail_at(DecodeFault::truncated, field, base_ + offset_);
    return {};
  }
  offset_ += size;
  return input_.subspan(last_, size);
}

Reader Reader::vector(const char* field, std::size_t width, std::size_t min, std::size_t max) {
  const std::size_t start = offset_;
  const std::size_t length = integer(field, width);
  if (error_) return Reader({}, base_ + offset_);
  if (length < min) {
    fail_at(DecodeFault::length_too_small, field, base_ + start);
  } else if (length > max) {
    fail_at(DecodeFault::length_too_large, field, base_ + start);
  } else if (length > remaining()) {
    fail_at(DecodeFault::truncated, field, base_ + start);
  }
  const std::size_t content = base_ + offset_;
  const BytesView octets = take(field, length);
  last_ = start;
  return Reader(octets, content);
}

void Reader::fail_at(DecodeFault fault, const char* field, std::size_t offset) {
  if (error_) return;
  error_ = DecodeError{fault, field, offset};
  offset_ = input_.size();
}

}  // namespace tls
