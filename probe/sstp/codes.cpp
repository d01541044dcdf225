// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/codes.hpp"

#include "probe/model/words.hpp"
#include "tls/registry/code_text.hpp"

namespace probe::sstp {
namespace {

constexpr Word<MessageType> kMessageTypes[] = {
    {MessageType::call_connect_request, "SSTP_MSG_CALL_CONNECT_REQUEST"},
    {MessageType::call_connect_ack, "SSTP_MSG_CALL_CONNECT_ACK"},
    {MessageType::call_connect_nak, "SSTP_MSG_CALL_CONNECT_NAK"},
    {MessageType::call_connected, "SSTP_MSG_CALL_CONNECTED"},
    {MessageType::call_abort, "SSTP_MSG_CALL_ABORT"},
    {MessageType::call_disconnect, "SSTP_MSG_CALL_DISCONNECT"},
    {MessageType::call_disconnect_ack, "SSTP_MSG_CALL_DISCONNECT_ACK"},
    {MessageType::echo_request, "SSTP_MSG_ECHO_REQUEST"},
    {MessageType::echo_response, "SSTP_MSG_ECHO_RESPONSE"},
};

constexpr Word<AttributeId> kAttributeIds[] = {
    {AttributeId::no_error, "SSTP_ATTRIB_NO_ERROR"},
    {AttributeId::encapsulated_protocol_id, "SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID"},
    {AttributeId::status_info, "SSTP_ATTRIB_STATUS_INFO"},
    {AttributeId::crypto_binding, "SSTP_ATTRIB_CRYPTO_BINDING"},
    {AttributeId::crypto_binding_request, "SSTP_ATTRIB_CRYPTO_BINDING_REQ"},
};

constexpr Word<Status> kStatuses[] = {
    {Status::no_error, "ATTRIB_STATUS_NO_ERROR"},
    {Status::duplicate_attribute, "ATTRIB_STATUS_DUPLICATE_ATTRIBUTE"},
    {Status::unrecognized_attribute, "ATTRIB_STATUS_UNRECOGNIZED_ATTRIBUTE"},
    {Status::invalid_attrib_value_length, "ATTRIB_STATUS_INVALID_ATTRIB_VALUE_LENGTH"},
    {Status::value_not_supported, "ATTRIB_STATUS_VALUE_NOT_SUPPORTED"},
    {Status::unaccepted_frame_received, "ATTRIB_STATUS_UNACCEPTED_FRAME_RECEIVED"},
    {Status::retry_count_exceeded, "ATTRIB_STATUS_RETRY_COUNT_EXCEEDED"},
    {Status::invalid_frame_received, "ATTRIB_STATUS_INVALID_FRAME_RECEIVED"},
    {Status::negotiation_timeout, "ATTRIB_STATUS_NEGOTIATION_TIMEOUT"},
    {Status::attrib_not_supported_in_msg, "ATTRIB_STATUS_ATTRIB_NOT_SUPPORTED_IN_MSG"},
    {Status::required_attribute_missing, "ATTRIB_STATUS_REQUIRED_ATTRIBUTE_MISSING"},
    {Status::status_info_not_supported_in_msg, "ATTRIB_STATUS_STATUS_INFO_NOT_SUPPORTED_IN_MSG"},
};

template <class Enum, std::size_t Size>
std::string name_or_number(const Word<Enum> (&table)[Size], Enum value) {
  const auto word = word_of(table, value);
  if (!word.empty()) return std::string(word);
  return tls::hex_code(static_cast<std::uint32_t>(value), 2 * sizeof(Enum));
}

}  // namespace

std::string to_string(MessageType type) { return name_or_number(kMessageTypes, type); }
std::string to_string(AttributeId id) { return name_or_number(kAttributeIds, id); }
std::string to_string(Status status) { return name_or_number(kStatuses, status); }

std::string hash_names(std::uint8_t bitmask) {
  std::string names;
  const auto add = [&names](const std::string& name) { names += names.empty() ? name : ", " + name; };
  if (bitmask & kHashSha1) add("SHA-1");
  if (bitmask & kHashSha256) add("SHA-256");
  for (unsigned bit = 0x04; bit <= 0x80; bit <<= 1)
    if (bitmask & bit) add(tls::hex_code(bit, 2));
  return names.empty() ? "none" : names;
}

bool is_sane_hash_bitmask(std::uint8_t bitmask) {
  constexpr unsigned kKnown = kHashSha1 | kHashSha256;
  return bitmask != 0 && (bitmask & ~kKnown) == 0;
}

}  // namespace probe::sstp
