// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/writer.hpp"

#include <stdexcept>

namespace tls {
namespace {

std::uint8_t octet(std::size_t value, std::size_t index) { return static_cast<std::uint8_t>(value >> (8 * index)); }

}  // namespace

void Writer::u8(std::uint8_t value) { bytes_.push_back(value); }

void Writer::u16(std::uint16_t value) {
  u8(octet(value, 1));
  u8(octet(value, 0));
}

void Writer::u24(std::uint32_t value) {
  if (value > 0xFFFFFF) throw std::length_error("tls::Writer: value needs more than 24 bits");
  u8(octet(value, 2));
  u16(static_cast<std::uint16_t>(value));
}

void Writer::u32(std::uint32_t value) {
  u16(static_cast<std::uint16_t>(value >> 16));
  u16(static_cast<std::uint16_t>(value));
}

void Writer::raw(BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
void Writer::raw(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }

void Writer::vec8(BytesView bytes) {
  vec8([&](Writer& out) { out.raw(bytes); });
}
void Writer::vec16(BytesView bytes) {
  vec16([&](Writer& out) { out.raw(bytes); });
}
void Writer::vec24(BytesView bytes) {
  vec24([&](Writer& out) { out.raw(bytes); });
}

void Writer::close(std::size_t start, std::size_t width) {
  const std::size_t length = bytes_.size() - start - width;
  if (length >> (8 * width) != 0) throw std::length_error("tls::Writer: vector outgrew its length field");
  for (std::size_t i = 0; i < width; ++i) bytes_[start + i] = octet(length, width - 1 - i);
}

}  // namespace tls
