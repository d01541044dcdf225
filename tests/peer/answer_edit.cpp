// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/answer_edit.hpp"

#include "tls/message/handshake_type.hpp"
#include "tls/record/record.hpp"

#include <algorithm>

namespace peer {

using tls::Bytes;
using tls::ContentType;

std::optional<Answer> take_apart(tls::BytesView octets) {
  if (octets.empty() || octets.front() != static_cast<std::uint8_t>(ContentType::handshake)) return std::nullopt;
  tls::RecordReader reader;
  reader.feed(octets);
  Answer answer;
  Bytes handshake;
  while (true) {
    const auto record = reader.next();
    if (!record || !*record) break;
    if ((*record)->type == ContentType::handshake && answer.records.empty()) {
      answer.record_version = (*record)->version;
      handshake.insert(handshake.end(), (*record)->fragment.begin(), (*record)->fragment.end());
    } else {
      const auto whole =
          tls::encode_records((*record)->type, (*record)->version, (*record)->fragment, tls::kMaxCiphertextFragment);
      answer.records.insert(answer.records.end(), whole.begin(), whole.end());
    }
  }
  constexpr std::size_t kHeader = 4;
  if (handshake.size() < kHeader) return std::nullopt;
  const std::size_t size = kHeader + (std::size_t{handshake[1]} << 16 | std::size_t{handshake[2]} << 8 | handshake[3]);
  const bool is_hello = handshake[0] == static_cast<std::uint8_t>(tls::HandshakeType::server_hello);
  if (!is_hello || handshake.size() < size) return std::nullopt;
  const auto end_of_hello = handshake.begin() + static_cast<std::ptrdiff_t>(size);
  answer.server_hello.assign(handshake.begin(), end_of_hello);
  answer.messages.assign(end_of_hello, handshake.end());
  return answer;
}

Bytes put_together(const Answer& answer, std::size_t max_fragment) {
  Bytes messages = answer.server_hello;
  messages.insert(messages.end(), answer.messages.begin(), answer.messages.end());
  auto octets = tls::encode_records(ContentType::handshake, answer.record_version, messages, max_fragment);
  octets.insert(octets.end(), answer.records.begin(), answer.records.end());
  return octets;
}

void edit_server_hello(Answer& answer, const std::function<void(tls::ServerHello&)>& edit) {
  auto hello = tls::decode_server_hello(tls::BytesView(answer.server_hello).subspan(4));
  if (!hello) return;
  edit(*hello);
  answer.server_hello = tls::encode(*hello);
}

void set_version(tls::ServerHello& hello, tls::ProtocolVersion version) {
  using tls::ProtocolVersion;
  hello.legacy_version = std::min(version, ProtocolVersion::TLSv1_2);
  auto& extensions = hello.extensions;
  extensions.erase(std::remove_if(extensions.begin(), extensions.end(),
                                  [](const auto& e) { return e.type == tls::ExtensionType::supported_versions; }),
                   extensions.end());
  if (version > ProtocolVersion::TLSv1_2) extensions.push_back(tls::server_supported_versions_extension(version));
}

}  // namespace peer
