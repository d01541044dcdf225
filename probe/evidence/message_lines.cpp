// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/message_lines.hpp"

#include "tls/message/certificate.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/extension.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/message/ssl2.hpp"

#include <algorithm>
#include <array>

namespace probe::evidence {
namespace {

std::string hexadecimal(tls::BytesView octets, std::size_t most) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const auto octet : octets.first(std::min(most, octets.size()))) {
    text += text.empty() ? "" : " ";
    text += kDigits[octet >> 4U];
    text += kDigits[octet & 0xFU];
  }
  return text + (octets.size() > most ? " ..." : "");
}

std::string listed(const std::vector<tls::CipherSuite>& suites) {
  constexpr std::size_t kMost = 8;
  std::string text;
  for (std::size_t at = 0; at < suites.size() && at < kMost; ++at)
    text += (at == 0 ? "" : ", ") + to_string(suites[at]);
  if (suites.size() > kMost) text += " and " + std::to_string(suites.size() - kMost) + " more";
  return std::to_string(suites.size()) + (suites.size() == 1 ? " suite: " : " suites: ") + text;
}

std::string listed(const std::vector<tls::Extension>& extensions) {
  std::string text;
  for (const auto& extension : extensions) {
    text += (text.empty() ? "" : ", ") + std::to_string(static_cast<unsigned>(extension.type));
    if (extension.type != tls::ExtensionType::server_name) continue;
    if (const auto name = tls::decode_server_name(extension.data)) text += " (server_name " + *name + ")";
  }
  return "extensions: " + (text.empty() ? "none" : text);
}

void read_client_hello(tls::BytesView body, std::vector<std::string>& lines) {
  const auto hello = tls::decode_client_hello(body);
  if (!hello) return lines.push_back("ClientHello that cannot be read: " + to_string(hello.error()));
  lines.push_back("ClientHello, " + to_string(hello->legacy_version) + ", " + listed(hello->cipher_suites));
  if (hello->extensions) lines.push_back("  " + listed(*hello->extensions));
}

void read_server_hello(tls::BytesView body, std::vector<std::string>& lines) {
  const auto hello = tls::decode_server_hello(body);
  if (!hello) return lines.push_back("ServerHello that cannot be read: " + to_string(hello.error()));
  const bool is_retry = tls::is_hello_retry_request(*hello);
  lines.push_back((is_retry ? "HelloRetryRequest, " : "ServerHello, ") + to_string(hello->legacy_version) + ", " +
                  to_string(hello->cipher_suite));
  if (!hello->extensions.empty()) lines.push_back("  " + listed(hello->extensions));
}

}  // namespace

std::vector<std::string> MessageLines::feed(tls::BytesView octets) {
  std::vector<std::string> lines;
  if (version_ == tls::ProtocolVersion::SSLv2) {
    all_.insert(all_.end(), octets.begin(), octets.end());
    read_ssl2(lines);
    return lines;
  }
  records_.feed(octets);
  while (!is_unreadable_) {
    const auto record = records_.next();
    if (!record) {
      is_unreadable_ = true;
      lines.push_back("no record of TLS: " + hexadecimal(octets, 32));
    } else if (*record) {
      read_record(**record, lines);
    } else {
      break;
    }
  }
  return lines;
}

void MessageLines::read_record(const tls::Record& record, std::vector<std::string>& lines) {
  const auto size = std::to_string(record.fragment.size());
  switch (record.type) {
    case tls::ContentType::alert: {
      const auto alert = is_encrypted_ ? tls::Decoded<tls::Alert>(tls::Alert{}) : tls::decode_alert(record.fragment);
      if (is_encrypted_ || !alert) return lines.push_back("alert, encrypted, " + size + " octets");
      return lines.push_back("alert, " + to_string(*alert) + ": " + hexadecimal(record.fragment, 2));
    }
    case tls::ContentType::change_cipher_spec:
      lines.emplace_back("change_cipher_spec");
      // TLS 1.3 sends it for looks; what is encrypted there comes as application data.
      is_encrypted_ = version_ != tls::ProtocolVersion::TLSv1_3;
      return;
    case tls::ContentType::application_data:
      return lines.push_back("application data, encrypted, " + size + " octets");
    case tls::ContentType::heartbeat:
      return lines.push_back("heartbeat, " + size + " octets");
    case tls::ContentType::handshake:
      break;
  }
  if (is_encrypted_) return lines.push_back("handshake, encrypted, " + size + " octets");
  messages_.feed(record.fragment);
  for (;;) {
    const auto message = messages_.next();
    if (!message) return lines.push_back("handshake that cannot be read: " + hexadecimal(record.fragment, 32));
    if (!*message) return;
    const auto body = (*message)->body();
    if ((*message)->type == tls::HandshakeType::client_hello)
      read_client_hello(body, lines);
    else if ((*message)->type == tls::HandshakeType::server_hello)
      read_server_hello(body, lines);
    else
      lines.push_back("handshake message " + std::to_string(static_cast<unsigned>((*message)->type)) + ", " +
                      std::to_string(body.size()) + " octets");
  }
}

void MessageLines::read_ssl2(std::vector<std::string>& lines) {
  const auto record = tls::ssl2::first_record(all_);
  if (is_unreadable_ || (record && !*record)) return;
  is_unreadable_ = true;  // what follows is not needed
  if (!record) return lines.push_back("no record of SSL 2.0: " + hexadecimal(all_, 32));
  const auto payload = (*record)->payload;
  if (side_ == Side::client) {
    const auto hello = tls::ssl2::decode_client_hello(payload);
    return lines.push_back(hello ? "CLIENT-HELLO, " + listed(hello->cipher_kinds) : "no CLIENT-HELLO");
  }
  const auto hello = tls::ssl2::decode_server_hello(payload);
  lines.push_back(hello ? "SERVER-HELLO, " + listed(hello->cipher_kinds)
                        : "no SERVER-HELLO: " + hexadecimal(payload, 32));
}

}  // namespace probe::evidence
