// SPDX-License-Identifier: Apache-2.0
#include "tls/message/ssl2.hpp"

#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <span>
#include <stdexcept>

namespace tls::ssl2 {
namespace {

constexpr std::size_t kKindSize = 3;
constexpr std::size_t kMaxRecord = 0x7FFF;

/// The two-octet header has no padding, and its first bit set.
Bytes record(const Writer& payload) {
  const std::size_t size = payload.bytes().size();
  if (size > kMaxRecord) throw std::length_error("tls::ssl2: message outgrew its record");
  Writer out;
  out.u16(static_cast<std::uint16_t>(0x8000 | size));
  out.raw(payload.bytes());
  return out.take();
}

void write_type(Writer& out, MessageType type) { out.u8(static_cast<std::uint8_t>(type)); }

void read_type(Reader& in, MessageType expected) {
  if (in.u8("MSG-TYPE") != static_cast<std::uint8_t>(expected)) in.fail(DecodeFault::illegal_value, "MSG-TYPE");
}

void write_size(Writer& out, std::size_t size) {
  if (size > 0xFFFF) throw std::length_error("tls::ssl2: field outgrew its length");
  out.u16(static_cast<std::uint16_t>(size));
}

/// A length that stands in the message's fixed part; its octets follow later.
std::size_t read_size(Reader& in, const char* field, std::size_t min, std::size_t max) {
  const std::size_t size = in.u16(field);
  if (in.ok() && size < min) in.fail(DecodeFault::length_too_small, field);
  if (size > max) in.fail(DecodeFault::length_too_large, field);
  return size;
}

std::size_t read_kinds_size(Reader& in) {
  const std::size_t size = read_size(in, "CIPHER-SPECS-LENGTH", 0, kMaxRecord);
  if (size % kKindSize != 0) in.fail(DecodeFault::not_a_multiple, "CIPHER-SPECS-LENGTH");
  return size;
}

Bytes read_bytes(Reader& in, const char* field, std::size_t size) {
  const BytesView octets = in.fixed(field, size);
  return Bytes(octets.begin(), octets.end());
}

void write_kinds(Writer& out, std::span<const CipherSuite> kinds) {
  for (const auto kind : kinds) out.u24(static_cast<std::uint32_t>(kind));
}

std::vector<CipherSuite> read_kinds(Reader& in, std::size_t size) {
  Reader list(in.fixed("CIPHER-SPECS-DATA", size));
  std::vector<CipherSuite> kinds;
  kinds.reserve(size / kKindSize);
  while (!list.empty()) kinds.push_back(CipherSuite{list.u24("CIPHER-SPECS-DATA")});
  return kinds;
}

}  // namespace

Bytes encode_record(const ClientHello& hello) {
  Writer out;
  write_type(out, MessageType::client_hello);
  out.u16(static_cast<std::uint16_t>(hello.version));
  write_size(out, hello.cipher_kinds.size() * kKindSize);
  write_size(out, hello.session_id.size());
  write_size(out, hello.challenge.size());
  write_kinds(out, hello.cipher_kinds);
  out.raw(hello.session_id);
  out.raw(hello.challenge);
  return record(out);
}

Decoded<ClientHello> decode_client_hello(BytesView payload) {
  Reader in(payload);
  ClientHello hello;
  read_type(in, MessageType::client_hello);
  hello.version = ProtocolVersion{in.u16("CLIENT-VERSION")};
  const std::size_t kinds_size = read_kinds_size(in);
  const std::size_t session_id_size = read_size(in, "SESSION-ID-LENGTH", 0, 16);
  // RFC 2246 E.1: "This field must have a value of either zero or 16."
  if (session_id_size != 0 && session_id_size != 16) in.fail(DecodeFault::illegal_value, "SESSION-ID-LENGTH");
  // RFC 5246 E.2: "Historically, permissible values are between 16 and 32 bytes inclusive."
  const std::size_t challenge_size = read_size(in, "CHALLENGE-LENGTH", 16, 32);
  hello.cipher_kinds = read_kinds(in, kinds_size);
  hello.session_id = read_bytes(in, "SESSION-ID-DATA", session_id_size);
  hello.challenge = read_bytes(in, "CHALLENGE-DATA", challenge_size);
  in.end("CLIENT-HELLO");
  return in.outcome(std::move(hello));
}

Bytes encode_record(const ServerHello& hello) {
  Writer out;
  write_type(out, MessageType::server_hello);
  out.u8(hello.session_id_hit ? 1 : 0);
  out.u8(hello.certificate_type);
  out.u16(static_cast<std::uint16_t>(hello.version));
  write_size(out, hello.certificate.size());
  write_size(out, hello.cipher_kinds.size() * kKindSize);
  write_size(out, hello.connection_id.size());
  out.raw(hello.certificate);
  write_kinds(out, hello.cipher_kinds);
  out.raw(hello.connection_id);
  return record(out);
}

Decoded<ServerHello> decode_server_hello(BytesView payload) {
  Reader in(payload);
  ServerHello hello;
  read_type(in, MessageType::server_hello);
  hello.session_id_hit = in.u8("SESSION-ID-HIT") != 0;
  hello.certificate_type = in.u8("CERTIFICATE-TYPE");
  hello.version = ProtocolVersion{in.u16("SERVER-VERSION")};
  const std::size_t certificate_size = read_size(in, "CERTIFICATE-LENGTH", 0, kMaxRecord);
  const std::size_t kinds_size = read_kinds_size(in);
  const std::size_t connection_id_size = read_size(in, "CONNECTION-ID-LENGTH", 16, 32);
  hello.certificate = read_bytes(in, "CERTIFICATE-DATA", certificate_size);
  hello.cipher_kinds = read_kinds(in, kinds_size);
  hello.connection_id = read_bytes(in, "CONNECTION-ID-DATA", connection_id_size);
  in.end("SERVER-HELLO");
  return in.outcome(std::move(hello));
}

Bytes encode_record(ErrorCode error) {
  Writer out;
  write_type(out, MessageType::error);
  out.u16(static_cast<std::uint16_t>(error));
  return record(out);
}

Decoded<ErrorCode> decode_error_message(BytesView payload) {
  Reader in(payload);
  read_type(in, MessageType::error);
  const ErrorCode error{in.u16("ERROR-CODE")};
  in.end("ERROR");
  return in.outcome(error);
}

}  // namespace tls::ssl2
