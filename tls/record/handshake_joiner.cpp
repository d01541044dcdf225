// SPDX-License-Identifier: Apache-2.0
#include "tls/record/handshake_joiner.hpp"

#include "tls/wire/reader.hpp"

#include <utility>

namespace tls {

void HandshakeJoiner::feed(BytesView fragment) {
  if (error_) return;
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  buffer_.insert(buffer_.end(), fragment.begin(), fragment.end());
}

Decoded<std::optional<HandshakeMessage>> HandshakeJoiner::next() {
  if (error_) return *error_;

  Reader in(BytesView(buffer_).subspan(start_));
  HandshakeMessage message;
  message.type = HandshakeType{in.u8("msg_type")};
  const std::size_t length = in.u24("length");
  if (!in.ok()) return std::optional<HandshakeMessage>{};
  if (length > max_message_) {
    error_ = DecodeError{DecodeFault::own_limit, "length", 1};
    buffer_ = Bytes{};
    start_ = 0;
    return *error_;
  }
  if (length > in.remaining()) return std::optional<HandshakeMessage>{};

  const auto first = buffer_.begin() + static_cast<std::ptrdiff_t>(start_);
  const std::size_t size = buffer_.size() - start_ - in.remaining() + length;
  message.raw.assign(first, first + static_cast<std::ptrdiff_t>(size));
  start_ += size;
  return std::optional<HandshakeMessage>{std::move(message)};
}

}  // namespace tls
