// SPDX-License-Identifier: Apache-2.0
#include "tls/message/ssl2.hpp"
#include "tls/wire/reader.hpp"

namespace tls::ssl2 {

Decoded<std::optional<RecordView>> first_record(BytesView input) {
  Reader in(input);
  const std::size_t head = in.u16("RECORD-LENGTH");
  if (!in.ok()) return std::optional<RecordView>{};

  // Hickman 1.1: the first bit says that the header has two octets and that there is no padding; the second, in a
  // header of three, that the record is a security escape, of which none was ever defined.
  const bool short_header = (head & 0x8000) != 0;
  const std::size_t length = head & (short_header ? 0x7FFF : 0x3FFF);
  if (!short_header && (head & 0x4000) != 0) in.fail(DecodeFault::illegal_value, "IS-ESCAPE");
  if (length == 0) in.fail(DecodeFault::length_too_small, "RECORD-LENGTH");
  if (!in.ok()) return *in.error();

  const std::size_t padding = short_header ? 0 : in.u8("PADDING");
  if (in.ok() && padding >= length) return DecodeError{DecodeFault::length_too_large, "PADDING", 2};
  const BytesView data = in.fixed("MESSAGE", length);
  if (!in.ok()) return std::optional<RecordView>{};
  return std::optional<RecordView>{RecordView{data.first(length - padding), input.size() - in.remaining()}};
}

}  // namespace tls::ssl2
