// SPDX-License-Identifier: Apache-2.0
// What a client writes and a server reads.
#include "tls/message/code_list.hpp"
#include "tls/message/extension.hpp"
#include "tls/message/key_share.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

namespace tls {
namespace {

constexpr std::uint8_t kHostName = 0;      // RFC 6066 section 3: NameType
constexpr std::uint8_t kUncompressed = 0;  // RFC 8422 section 5.1.2: ECPointFormat
constexpr std::uint8_t kPskDheKe = 1;      // RFC 8446 section 4.2.9: PskKeyExchangeMode

template <class Code>
Extension code_list_extension(ExtensionType type, std::span<const Code> codes) {
  Writer out;
  out.vec16([&](Writer& list) { write_codes(list, codes); });
  return {type, out.take()};
}

template <class Code>
Decoded<std::vector<Code>> decode_code_list(BytesView data, const char* field) {
  Reader in(data);
  Reader list = in.sub16(field, 2);
  auto codes = read_codes<Code>(list, field);
  in.adopt(list);
  in.end(field);
  return in.outcome(std::move(codes));
}

}  // namespace

Extension server_name_extension(std::string_view host_name) {
  Writer out;
  out.vec16([&](Writer& list) {
    list.u8(kHostName);
    list.vec16([&](Writer& name) { name.raw(host_name); });
  });
  return {ExtensionType::server_name, out.take()};
}

Decoded<std::string> decode_server_name(BytesView data) {
  Reader in(data);
  Reader list = in.sub16("server_name_list", 1);
  std::string host_name;
  while (!list.empty()) {
    const std::uint8_t type = list.u8("name_type");
    // RFC 6066 3: "all future data structures associated with new NameTypes MUST begin with a 16-bit length field."
    const BytesView name = list.vec16("HostName", 1);
    if (type == kHostName && host_name.empty()) host_name.assign(name.begin(), name.end());
  }
  in.adopt(list);
  in.end("server_name");
  return in.outcome(std::move(host_name));
}

Extension supported_groups_extension(std::span<const NamedGroup> groups) {
  return code_list_extension(ExtensionType::supported_groups, groups);
}

Decoded<std::vector<NamedGroup>> decode_supported_groups(BytesView data) {
  return decode_code_list<NamedGroup>(data, "named_group_list");
}

Extension signature_algorithms_extension(std::span<const SignatureScheme> schemes) {
  return code_list_extension(ExtensionType::signature_algorithms, schemes);
}

Decoded<std::vector<SignatureScheme>> decode_signature_algorithms(BytesView data) {
  return decode_code_list<SignatureScheme>(data, "supported_signature_algorithms");
}

Extension client_supported_versions_extension(std::span<const ProtocolVersion> versions) {
  Writer out;
  out.vec8([&](Writer& list) { write_codes(list, versions); });
  return {ExtensionType::supported_versions, out.take()};
}

Decoded<std::vector<ProtocolVersion>> decode_client_supported_versions(BytesView data) {
  Reader in(data);
  Reader list = in.sub8("versions", 2, 254);
  auto versions = read_codes<ProtocolVersion>(list, "versions");
  in.adopt(list);
  in.end("supported_versions");
  return in.outcome(std::move(versions));
}

Extension client_key_share_extension(std::span<const KeyShareEntry> shares) {
  Writer out;
  out.vec16([&](Writer& list) {
    for (const auto& share : shares) write_key_share(list, share);
  });
  return {ExtensionType::key_share, out.take()};
}

Decoded<std::vector<KeyShareEntry>> decode_client_key_share(BytesView data) {
  Reader in(data);
  std::vector<KeyShareEntry> shares;
  Reader list = in.sub16("client_shares");
  while (!list.empty()) shares.push_back(read_key_share(list));
  in.adopt(list);
  in.end("key_share");
  return in.outcome(std::move(shares));
}

Extension ec_point_formats_extension() { return {ExtensionType::ec_point_formats, {1, kUncompressed}}; }

Extension psk_key_exchange_modes_extension() { return {ExtensionType::psk_key_exchange_modes, {1, kPskDheKe}}; }

Extension renegotiation_info_extension() {
  // RFC 5746 3.2: "If this is the initial handshake for a connection, then the "renegotiated_connection" field is of
  // zero length in both the ClientHello and the ServerHello."
  return {ExtensionType::renegotiation_info, {0}};
}

Extension extended_master_secret_extension() { return {ExtensionType::extended_master_secret, {}}; }
Extension encrypt_then_mac_extension() { return {ExtensionType::encrypt_then_mac, {}}; }
Extension session_ticket_extension() { return {ExtensionType::session_ticket, {}}; }
Extension padding_extension(std::size_t size) { return {ExtensionType::padding, Bytes(size, 0)}; }

}  // namespace tls
