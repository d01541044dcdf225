// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/server_flight.hpp"

#include "tls/message/certificate.hpp"
#include "tls/message/server_key_exchange.hpp"

#include <utility>
#include <variant>

namespace probe {
namespace {

using tls::HandshakeType;
using tls::ProtocolVersion;

/// A peer that sends more must not fill the record.
constexpr std::size_t kMostExtensions = 32;

std::optional<std::size_t> bits_of(tls::NamedGroup group) {
  const auto* const info = tls::find_named_group(group);
  if (info == nullptr || info->bits == 0) return std::nullopt;
  return info->bits;
}

std::string read_certificate(tls::BytesView body, ServerSelection& selection) {
  auto message = tls::decode_certificate(body);
  if (!message) return "Certificate: " + to_string(message.error());
  selection.certificates = std::move(message->chain);
  return {};
}

std::string read_key_exchange(tls::BytesView body, ServerSelection& selection) {
  const auto* const suite = tls::find_cipher_suite(selection.suites.front());
  if (suite == nullptr) return {};
  const auto message = tls::decode_server_key_exchange(body, *suite, selection.version);
  if (!message) return "ServerKeyExchange: " + to_string(message.error());
  if (const auto* const params = std::get_if<tls::ServerEcdhParams>(&message->key)) selection.group = params->group;
  selection.key_bits = tls::key_bits(*message);
  selection.signature_scheme = message->scheme;
  return {};
}

}  // namespace

ServerSelection selection_of(const tls::ServerHello& hello, ProtocolVersion version) {
  ServerSelection selection;
  selection.version = version;
  selection.suites = {hello.cipher_suite};
  selection.compression_method = hello.compression_method;
  for (const auto& extension : hello.extensions)
    if (selection.extensions.size() < kMostExtensions) selection.extensions.push_back(extension.type);
  if (version != ProtocolVersion::TLSv1_3) return selection;
  const auto* const share = tls::find(hello.extensions, tls::ExtensionType::key_share);
  if (share == nullptr) return selection;
  if (const auto entry = tls::decode_server_key_share(share->data)) {
    selection.group = entry->group;
    selection.key_bits = bits_of(entry->group);
  }
  return selection;
}

bool has_clear_flight(ProtocolVersion version) {
  return version >= ProtocolVersion::SSLv3 && version <= ProtocolVersion::TLSv1_2;
}

FlightStep read_flight(const tls::HandshakeMessage& message, ServerSelection& selection) {
  switch (message.type) {
    case HandshakeType::server_hello_done:
      return {FlightPosition::complete, {}};
    case HandshakeType::certificate:
      return {FlightPosition::inside, read_certificate(message.body(), selection)};
    case HandshakeType::server_key_exchange:
      return {FlightPosition::inside, read_key_exchange(message.body(), selection)};
    // Nothing that is of use here.
    case HandshakeType::hello_request:
    case HandshakeType::certificate_request:
    case HandshakeType::certificate_status:
    case HandshakeType::key_update:
      return {};
    case HandshakeType::client_hello:
    case HandshakeType::server_hello:
    case HandshakeType::new_session_ticket:
    case HandshakeType::encrypted_extensions:
    case HandshakeType::certificate_verify:
    case HandshakeType::client_key_exchange:
    case HandshakeType::finished:
      break;
  }
  return {FlightPosition::complete,
          "handshake message " + std::to_string(static_cast<unsigned>(message.type)) + " came behind the ServerHello"};
}

}  // namespace probe
