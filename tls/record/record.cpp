// SPDX-License-Identifier: Apache-2.0
#include "tls/record/record.hpp"

#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>
#include <stdexcept>

namespace tls {
namespace {

bool is_known(ContentType type) {
  switch (type) {
    case ContentType::change_cipher_spec:
    case ContentType::alert:
    case ContentType::handshake:
    case ContentType::application_data:
    case ContentType::heartbeat:
      return true;
  }
  return false;
}

/// What can be said against the first octets of a record. Each octet is judged as soon as it is there: a web server's
/// "HTTP" is no record, and nobody should wait for the rest of one.
std::optional<DecodeError> fault_in_header(BytesView octets) {
  if (octets.size() >= 1 && !is_known(ContentType{octets[0]})) {
    return DecodeError{DecodeFault::illegal_value, "ContentType", 0};
  }
  // RFC 8446 5.1: legacy_record_version "MUST be ignored for all purposes"; yet every version has 3 in its first octet,
  // and nothing else tells a record from noise.
  if (octets.size() >= 2 && octets[1] != 3) return DecodeError{DecodeFault::illegal_value, "ProtocolVersion", 1};
  if (octets.size() >= kRecordHeaderSize && (std::size_t{octets[3]} << 8 | octets[4]) > kMaxCiphertextFragment) {
    // RFC 5246 6.2.3: "The length MUST NOT exceed 2^14 + 2048."
    return DecodeError{DecodeFault::length_too_large, "fragment", 3};
  }
  return std::nullopt;
}

}  // namespace

Bytes encode_records(ContentType type, ProtocolVersion version, BytesView payload, std::size_t max_fragment) {
  if (max_fragment == 0) throw std::invalid_argument("tls::encode_records: max_fragment is zero");
  Writer out;
  do {
    const BytesView fragment = payload.first(std::min(max_fragment, payload.size()));
    out.u8(static_cast<std::uint8_t>(type));
    out.u16(static_cast<std::uint16_t>(version));
    out.vec16(fragment);
    payload = payload.subspan(fragment.size());
  } while (!payload.empty());
  return out.take();
}

void RecordReader::feed(BytesView bytes) {
  if (error_) return;
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

Decoded<std::optional<Record>> RecordReader::next() {
  if (!error_) error_ = fault_in_header(pending());
  if (error_) return *error_;

  Reader in(pending());
  Record record;
  record.type = ContentType{in.u8("ContentType")};
  record.version = ProtocolVersion{in.u16("ProtocolVersion")};
  const BytesView fragment = in.vec16("fragment");
  if (!in.ok()) return std::optional<Record>{};

  record.fragment.assign(fragment.begin(), fragment.end());
  start_ += kRecordHeaderSize + fragment.size();
  return std::optional<Record>{std::move(record)};
}

}  // namespace tls
