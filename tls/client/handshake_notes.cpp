// SPDX-License-Identifier: Apache-2.0
#include "tls/client/handshake_notes.hpp"

#include "tls/registry/named_group.hpp"

namespace tls {
namespace {

std::string hex_text(BytesView octets) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += kDigits[octet >> 4];
    text += kDigits[octet & 0xF];
  }
  return text;
}

void note_tls13_hello(HandshakeReport& report, const ServerHello& hello) {
  // RFC 8446 appendix D: what RFC 5746 and RFC 7627 add is part of TLS 1.3.
  report.extended_master_secret = true;
  report.secure_renegotiation = true;
  const Extension* const share = tls::find(hello.extensions, ExtensionType::key_share);
  if (share == nullptr) return;
  const auto entry = decode_server_key_share(share->data);
  if (!entry) return;
  report.group = entry->group;
  const NamedGroupInfo* const row = find_named_group(entry->group);
  if (row != nullptr && row->bits != 0) report.key_bits = row->bits;
}

}  // namespace

void note_server_hello(HandshakeReport& report, const ServerHello& hello) {
  const auto version = negotiated_version(hello);
  report.version = version ? *version : hello.legacy_version;
  report.suite = hello.cipher_suite;
  report.compression_method = hello.compression_method;
  if (report.version == ProtocolVersion::TLSv1_3) {
    note_tls13_hello(report, hello);
    return;
  }
  const auto has = [&hello](ExtensionType type) { return tls::find(hello.extensions, type) != nullptr; };
  report.extended_master_secret = has(ExtensionType::extended_master_secret);
  report.secure_renegotiation = has(ExtensionType::renegotiation_info);
  report.encrypt_then_mac = has(ExtensionType::encrypt_then_mac);
}

void note_server_key_exchange(HandshakeReport& report, const ServerKeyExchange& message) {
  if (const auto* const ecdh = std::get_if<ServerEcdhParams>(&message.key)) report.group = ecdh->group;
  if (const auto bits = key_bits(message)) report.key_bits = bits;
  report.scheme = message.scheme;
}

void note_warning(HandshakeReport& report, const Alert& alert) {
  if (report.warnings.size() < HandshakeReport::kMaxWarnings) report.warnings.push_back(alert);
}

std::string key_log_line(std::string_view label, BytesView client_random, BytesView secret) {
  return std::string(label) + ' ' + hex_text(client_random) + ' ' + hex_text(secret);
}

}  // namespace tls
