// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/message.hpp"

#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <algorithm>
#include <utility>

namespace probe::sstp {
namespace {

constexpr std::uint32_t kReserved1 = 0;  ///< three octets
constexpr std::size_t kShortStatusSize = 4;

Packet message(MessageType type, Attribute attribute) {
  Packet packet = bare_message(type);
  packet.attributes.push_back(std::move(attribute));
  return packet;
}

Attribute encode(const StatusInfo& info) {
  tls::Writer out;
  out.u24(kReserved1);
  out.u8(static_cast<std::uint8_t>(info.attribute));
  out.u32(static_cast<std::uint32_t>(info.status));
  return {AttributeId::status_info, out.take()};
}

const Attribute* find(const Packet& packet, AttributeId id) {
  const auto found = std::find_if(packet.attributes.begin(), packet.attributes.end(),
                                  [id](const Attribute& attribute) { return attribute.id == id; });
  return found == packet.attributes.end() ? nullptr : &*found;
}

std::optional<StatusInfo> decode_status_info(tls::BytesView value) {
  StatusInfo info;
  tls::Reader in(value);
  if (value.size() != kShortStatusSize) {
    static_cast<void>(in.u24("Reserved1"));
    info.attribute = AttributeId{in.u8("AttribID")};
  }
  info.status = Status{in.u32("Status")};
  // AttribValue follows: the peer's echo of what it did not like. Nobody needs it.
  if (!in.ok()) return std::nullopt;
  return info;
}

}  // namespace

std::string to_string(const StatusInfo& info) {
  if (info.attribute == AttributeId::no_error) return to_string(info.status);
  return to_string(info.status) + " for " + to_string(info.attribute);
}

Packet call_connect_request(std::uint16_t protocol) {
  tls::Writer out;
  out.u16(protocol);
  return message(MessageType::call_connect_request, {AttributeId::encapsulated_protocol_id, out.take()});
}

Packet call_connect_ack(const CryptoBindingRequest& request) {
  tls::Writer out;
  out.u24(kReserved1);
  out.u8(request.hashes);
  out.raw(request.nonce);
  return message(MessageType::call_connect_ack, {AttributeId::crypto_binding_request, out.take()});
}

Packet call_connect_nak(const StatusInfo& info) { return message(MessageType::call_connect_nak, encode(info)); }
Packet call_abort(const StatusInfo& info) { return message(MessageType::call_abort, encode(info)); }
Packet call_disconnect(const StatusInfo& info) { return message(MessageType::call_disconnect, encode(info)); }

Packet bare_message(MessageType type) {
  Packet packet;
  packet.type = type;
  return packet;
}

Packet data_packet(tls::BytesView frame) {
  Packet packet;
  packet.kind = PacketKind::data;
  packet.frame.assign(frame.begin(), frame.end());
  return packet;
}

std::optional<std::uint16_t> encapsulated_protocol(const Packet& packet) {
  const auto* attribute = find(packet, AttributeId::encapsulated_protocol_id);
  if (!attribute) return std::nullopt;
  tls::Reader in(attribute->value);
  const auto protocol = in.u16("Protocol ID");
  if (!in.ok()) return std::nullopt;
  return protocol;
}

std::optional<CryptoBindingRequest> crypto_binding_request(const Packet& packet) {
  const auto* attribute = find(packet, AttributeId::crypto_binding_request);
  if (!attribute) return std::nullopt;
  CryptoBindingRequest request;
  tls::Reader in(attribute->value);
  static_cast<void>(in.u24("Reserved1"));
  request.hashes = in.u8("Hash Protocol Bitmask");
  const auto nonce = in.fixed("Nonce", request.nonce.size());
  if (!in.ok()) return std::nullopt;
  std::copy(nonce.begin(), nonce.end(), request.nonce.begin());
  return request;
}

std::optional<StatusInfo> status_info(const Packet& packet) {
  if (const auto* attribute = find(packet, AttributeId::status_info)) return decode_status_info(attribute->value);
  const auto* nameless = find(packet, AttributeId::no_error);
  if (nameless && nameless->value.size() == kShortStatusSize) return decode_status_info(nameless->value);
  return std::nullopt;
}

}  // namespace probe::sstp
