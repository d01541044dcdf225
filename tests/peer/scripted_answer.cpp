// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/scripted_answer.hpp"

#include "tls/message/alert.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace peer {
namespace {

using tls::Bytes;
using tls::ContentType;
using tls::ExtensionType;
using tls::ProtocolVersion;

Bytes to_bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

bool offers_tls13(const tls::ClientHello& hello) {
  const auto* extension = hello.extensions ? tls::find(*hello.extensions, ExtensionType::supported_versions) : nullptr;
  if (extension == nullptr) return false;
  const auto versions = tls::decode_client_supported_versions(extension->data);
  return versions && std::find(versions->begin(), versions->end(), ProtocolVersion::TLSv1_3) != versions->end();
}

std::vector<tls::NamedGroup> offered_groups(const tls::ClientHello& hello) {
  const auto* extension = tls::find(*hello.extensions, ExtensionType::supported_groups);
  if (extension == nullptr) return {};
  auto groups = tls::decode_supported_groups(extension->data);
  if (!groups) return {};
  return std::move(*groups);
}

tls::NamedGroup choose_group(const tls::ClientHello& hello, RetryGroup group) {
  const auto offered = offered_groups(hello);
  if (group == RetryGroup::offered && !offered.empty()) return offered.back();
  for (const auto& candidate : tls::named_groups()) {
    if (std::find(offered.begin(), offered.end(), candidate.code) == offered.end()) return candidate.code;
  }
  return tls::NamedGroup::secp256r1;
}

}  // namespace

Bytes alert_answer(tls::AlertLevel level, tls::AlertDescription description, ProtocolVersion version) {
  return tls::encode_records(ContentType::alert, version, tls::encode(tls::Alert{level, description}));
}

Bytes http_answer() {
  return to_bytes(
      "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 15\r\n"
      "Connection: close\r\n\r\n<h1>400</h1>\r\n\r\n");
}

Bytes garbage_answer() {
  // A banner in no protocol's alphabet; the same each time, so that failures repeat.
  Bytes octets;
  for (unsigned i = 0; i < 300; ++i) octets.push_back(static_cast<std::uint8_t>(0x9D ^ (i * 37)));
  return octets;
}

Bytes garbled_hello_answer() {
  // server_hello, 40 octets long, whose session_id would have 255 octets (RFC 8446 section 4.1.3 allows 32).
  Bytes message(44, 0xFF);
  const Bytes start{2, 0, 0, 40, 3, 3};
  std::copy(start.begin(), start.end(), message.begin());
  return tls::encode_records(ContentType::handshake, ProtocolVersion::TLSv1_2, message);
}

Bytes huge_record_answer() {
  Bytes octets{22, 3, 3, 0xFF, 0xFF, 2, 0, 0xFF, 0xFB};
  octets.resize(tls::kRecordHeaderSize + 0xFFFF);
  return octets;
}

std::optional<Bytes> retry_answer(const tls::ClientHello& hello, RetryGroup group) {
  if (!offers_tls13(hello)) return std::nullopt;
  tls::ServerHello retry;
  retry.random = tls::kHelloRetryRequestRandom;
  retry.session_id = hello.session_id;
  for (const auto suite : hello.cipher_suites) {
    const auto* info = tls::find_cipher_suite(suite);
    if (info == nullptr || info->key_exchange != tls::KeyExchange::tls13) continue;
    retry.cipher_suite = suite;
    break;
  }
  retry.extensions = {tls::server_supported_versions_extension(ProtocolVersion::TLSv1_3),
                      tls::retry_key_share_extension(choose_group(hello, group))};
  return tls::encode_records(ContentType::handshake, ProtocolVersion::TLSv1_2, tls::encode(retry));
}

tls::CipherSuite unoffered_suite(const tls::ClientHello& hello, ProtocolVersion version) {
  const auto& offered = hello.cipher_suites;
  for (const auto& suite : tls::cipher_suites()) {
    const bool is_offered = std::find(offered.begin(), offered.end(), suite.code) != offered.end();
    if (suite.versions.contains(version) && !is_offered) return suite.code;
  }
  return tls::CipherSuite{0x4A4A};  // GREASE, RFC 8701: whoever offered everything did not offer this
}

}  // namespace peer
