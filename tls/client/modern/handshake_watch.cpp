// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/handshake_watch.hpp"

#include "tls/client/crypto/public_key.hpp"
#include "tls/client/handshake_notes.hpp"
#include "tls/record/record.hpp"
#include "tls/wire/reader.hpp"

namespace tls::modern {
namespace {

bool is_tls13(ProtocolVersion version) { return version == ProtocolVersion::TLSv1_3; }

/// What comes next where nothing optional comes.
HandshakeStep step_after(HandshakeStep step, ProtocolVersion version, const CipherSuiteInfo& suite) {
  const bool tls13 = is_tls13(version);
  const bool ephemeral = suite.key_exchange == KeyExchange::dhe || suite.key_exchange == KeyExchange::ecdhe;
  switch (step) {
    case HandshakeStep::client_hello:
      return HandshakeStep::server_hello;
    case HandshakeStep::server_hello:
      if (tls13) return HandshakeStep::encrypted_extensions;
      return suite.authentication == Authentication::anonymous ? HandshakeStep::server_key_exchange
                                                               : HandshakeStep::certificate;
    case HandshakeStep::encrypted_extensions:
      return HandshakeStep::certificate;
    case HandshakeStep::certificate:
      if (tls13) return HandshakeStep::certificate_verify;
      return ephemeral ? HandshakeStep::server_key_exchange : HandshakeStep::server_hello_done;
    case HandshakeStep::server_key_exchange:
      return HandshakeStep::server_hello_done;
    case HandshakeStep::certificate_request:
      return tls13 ? HandshakeStep::certificate : HandshakeStep::server_hello_done;
    case HandshakeStep::certificate_verify:
      return HandshakeStep::finished;
    case HandshakeStep::server_hello_done:
      return HandshakeStep::client_key_exchange;
    case HandshakeStep::client_key_exchange:
      return HandshakeStep::change_cipher_spec;
    case HandshakeStep::change_cipher_spec:
      return HandshakeStep::finished;
    case HandshakeStep::finished:
    case HandshakeStep::application_data:
      return HandshakeStep::application_data;
  }
  return HandshakeStep::application_data;
}

}  // namespace

HandshakeWatch::HandshakeWatch(CipherSuite suite, ProtocolVersion version)
    : suite_(find_cipher_suite(suite)), version_(version) {}

void HandshakeWatch::attach(SSL& ssl) {
  SSL_set_msg_callback(&ssl, on_octets);
  SSL_set_msg_callback_arg(&ssl, this);
  SSL_set_app_data(&ssl, this);
  SSL_CTX_set_keylog_callback(SSL_get_SSL_CTX(&ssl), on_secret);
}

void HandshakeWatch::pass() {
  if (dealing_with_) report_.reached = *dealing_with_;
  dealing_with_.reset();
}

void HandshakeWatch::finish() {
  finished_ = true;
  // Before TLS 1.3 the server's Finished is the last.
  report_.acknowledged = report_.acknowledged || !is_tls13(version_);
}

HandshakeStep HandshakeWatch::pending() const {
  return dealing_with_ ? *dealing_with_ : step_after(report_.reached, version_, *suite_);
}

void HandshakeWatch::take_certificates(const SSL& ssl) {
  const STACK_OF(X509)* const chain = SSL_get_peer_cert_chain(&ssl);
  if (!report_.certificates.empty() || chain == nullptr) return;
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    const X509* const certificate = sk_X509_value(chain, i);
    Bytes der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)));
    unsigned char* position = der.data();
    i2d_X509(certificate, &position);
    report_.certificates.push_back(std::move(der));
  }
  if (suite_->key_exchange != KeyExchange::rsa || report_.certificates.empty()) return;
  if (const auto key = crypto::certificate_key(report_.certificates.front())) {
    report_.key_bits = crypto::key_bits(*key);
  }
}

void HandshakeWatch::on_octets(int written, int, int content_type, const void* data, std::size_t size, SSL*,
                               void* watch) {
  auto& self = *static_cast<HandshakeWatch*>(watch);
  const BytesView octets(static_cast<const std::uint8_t*>(data), size);
  if (content_type == SSL3_RT_ALERT) {
    if (written == 0) return self.on_alert(octets);
    if (const auto alert = decode_alert(octets)) self.own_alert_ = *alert;
  } else if (content_type == SSL3_RT_CHANGE_CIPHER_SPEC) {
    // RFC 8446 appendix D.4: in TLS 1.3 it is there for middleboxes and means nothing.
    if (written == 0 && !is_tls13(self.version_)) self.begin(HandshakeStep::change_cipher_spec);
  } else if (content_type == SSL3_RT_HANDSHAKE) {
    Reader in(octets);
    const HandshakeType type{in.u8("msg_type")};
    const BytesView body = in.vec24("body");
    if (!in.ok()) return;
    if (written == 0) return self.on_message(type, body);
    if (type == HandshakeType::client_key_exchange) self.begin(HandshakeStep::client_key_exchange);
  }
}

void HandshakeWatch::on_secret(const SSL* ssl, const char* line) {
  static_cast<HandshakeWatch*>(SSL_get_app_data(ssl))->report_.key_log.emplace_back(line);
}

void HandshakeWatch::on_message(HandshakeType type, BytesView body) {
  switch (type) {
    case HandshakeType::server_hello:
      if (const auto hello = decode_server_hello(body); hello && !is_hello_retry_request(*hello)) {
        begin(HandshakeStep::server_hello);
        note_server_hello(report_, *hello);
      }
      break;
    case HandshakeType::encrypted_extensions:
      begin(HandshakeStep::encrypted_extensions);
      break;
    case HandshakeType::certificate:
      begin(HandshakeStep::certificate);
      break;
    case HandshakeType::server_key_exchange:
      begin(HandshakeStep::server_key_exchange);
      if (const auto message = decode_server_key_exchange(body, *suite_, version_)) {
        note_server_key_exchange(report_, *message);
      }
      break;
    case HandshakeType::certificate_request:
      begin(HandshakeStep::certificate_request);
      report_.certificate_requested = true;
      break;
    case HandshakeType::certificate_verify:
      begin(HandshakeStep::certificate_verify);
      report_.scheme = SignatureScheme{Reader(body).u16("algorithm")};
      break;
    case HandshakeType::server_hello_done:
      begin(HandshakeStep::server_hello_done);
      break;
    case HandshakeType::finished:
      begin(HandshakeStep::finished);
      break;
    case HandshakeType::hello_request:
      if (finished_) report_.renegotiation_requested = true;
      break;
    case HandshakeType::new_session_ticket:
      if (finished_) report_.acknowledged = true;
      break;
    case HandshakeType::client_hello:
    case HandshakeType::client_key_exchange:
    case HandshakeType::certificate_status:
    case HandshakeType::key_update:
      break;
  }
}

void HandshakeWatch::on_alert(BytesView octets) {
  const auto alert = decode_alert(octets);
  if (!alert) return;
  // libssl reads on only when it is through with the message before.
  pass();
  if (alert->description == AlertDescription::close_notify) {
    report_.close_notify = true;
    peer_alert_ = *alert;
  } else if (alert->level == AlertLevel::fatal || is_tls13(version_)) {
    // RFC 8446 6: "the AlertLevel ... can safely be ignored", all but two are fatal.
    peer_alert_ = *alert;
  } else {
    note_warning(report_, *alert);
  }
}

void HandshakeWatch::begin(HandshakeStep step) {
  pass();
  dealing_with_ = step;
}

}  // namespace tls::modern
