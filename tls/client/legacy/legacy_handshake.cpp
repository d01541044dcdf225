// SPDX-License-Identifier: Apache-2.0
#include "tls/client/crypto/public_key.hpp"
#include "tls/client/handshake_notes.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/client/legacy/server_signature.hpp"
#include "tls/message/certificate.hpp"
#include "tls/message/certificate_request.hpp"
#include "tls/wire/writer.hpp"

#include <openssl/crypto.h>

namespace tls::legacy {

LegacyClient::Outcome LegacyClient::on_message(const HandshakeMessage& message) {
  const BytesView body = message.body();
  // RFC 5246 7.4.1.1: a HelloRequest belongs to no transcript.
  if (message.type == HandshakeType::hello_request) return on_hello_request();
  const Bytes transcript_before = awaiting_ == HandshakeStep::finished ? transcript_ : Bytes{};
  transcript_.insert(transcript_.end(), message.raw.begin(), message.raw.end());

  switch (awaiting_) {
    case HandshakeStep::server_hello:
      if (message.type == HandshakeType::server_hello) return on_server_hello(body);
      break;
    case HandshakeStep::certificate:
      if (message.type == HandshakeType::certificate) return on_certificate(body);
      break;
    case HandshakeStep::server_key_exchange:
      if (message.type == HandshakeType::server_key_exchange) return on_server_key_exchange(body);
      if (server_key_exchange_presence(suite_->key_exchange) == Presence::always) break;
      [[fallthrough]];
    case HandshakeStep::server_hello_done:
      if (message.type == HandshakeType::certificate_request) return on_certificate_request(body);
      if (message.type == HandshakeType::server_hello_done) return on_server_hello_done(body);
      break;
    case HandshakeStep::finished:
      if (message.type == HandshakeType::finished) return on_finished(body, transcript_before);
      break;
    case HandshakeStep::client_hello:
    case HandshakeStep::encrypted_extensions:
    case HandshakeStep::certificate_request:
    case HandshakeStep::certificate_verify:
    case HandshakeStep::client_key_exchange:
    case HandshakeStep::change_cipher_spec:
    case HandshakeStep::application_data:
      break;
  }
  return unexpected_message("a handshake message of type " + std::to_string(static_cast<unsigned>(message.type)) +
                            " came out of turn");
}

LegacyClient::Outcome LegacyClient::on_hello_request() {
  // RFC 5246 7.4.1.1: "This message will be ignored by the client if the client is currently negotiating a session."
  // Otherwise it "may ... respond with a no_renegotiation alert"; SSL 3.0 has none.
  if (state_ != ClientState::connected) return std::nullopt;
  report_.renegotiation_requested = true;
  if (!leaving_ && config_.version != ProtocolVersion::SSLv3) {
    queue(ContentType::alert, encode(Alert{AlertLevel::warning, AlertDescription::no_renegotiation_RESERVED}));
  }
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_server_hello(BytesView body) {
  const auto hello = decode_server_hello(body);
  if (!hello) return undecodable(hello.error());
  note_server_hello(report_, *hello);
  if (report_.version != config_.version) {
    return Problem{HandshakeFault::bad_message, AlertDescription::protocol_version,
                   "the server chose " + to_string(*report_.version) + ", which was not offered"};
  }
  if (hello->cipher_suite != config_.suite) {
    return illegal("the server chose " + to_string(hello->cipher_suite) + ", which was not offered");
  }
  if (hello->compression_method != 0) return illegal("the server chose a compression that was not offered");
  if (report_.encrypt_then_mac) {
    return Problem{HandshakeFault::bad_message, AlertDescription::unsupported_extension,
                   "the server chose encrypt_then_mac, which was not offered"};
  }
  if (const Extension* const info = tls::find(hello->extensions, ExtensionType::renegotiation_info);
      info != nullptr && info->data != Bytes{0}) {
    // RFC 5746 3.4: "the client MUST then verify that the length of the 'renegotiated_connection' field is zero".
    return Problem{HandshakeFault::bad_message, AlertDescription::handshake_failure,
                   "the server's renegotiation_info is not that of a first handshake"};
  }
  // RFC 7627 5.1 is about TLS: SSL 3.0's master secret is as it always was.
  if (config_.version == ProtocolVersion::SSLv3) report_.extended_master_secret = false;
  server_random_ = hello->random;
  schedule_.emplace(config_.version, *suite_, client_random_, server_random_);
  report_.reached = HandshakeStep::server_hello;
  awaiting_ = suite_->authentication == Authentication::anonymous ? HandshakeStep::server_key_exchange
                                                                  : HandshakeStep::certificate;
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_certificate(BytesView body) {
  auto message = decode_certificate(body);
  if (!message) return undecodable(message.error());
  report_.certificates = std::move(message->chain);
  if (report_.certificates.empty()) return illegal("the server sent no certificate");
  certificate_key_ = crypto::certificate_key(report_.certificates.front());
  if (!certificate_key_) {
    return Problem{HandshakeFault::unsupported, AlertDescription::bad_certificate,
                   "the key in the server's certificate cannot be read here"};
  }
  const bool has_key_exchange = server_key_exchange_presence(suite_->key_exchange) != Presence::never;
  if (server_key_exchange_presence(suite_->key_exchange) != Presence::always) {
    report_.key_bits = crypto::key_bits(*certificate_key_);
  }
  report_.reached = HandshakeStep::certificate;
  awaiting_ = has_key_exchange ? HandshakeStep::server_key_exchange : HandshakeStep::server_hello_done;
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_server_key_exchange(BytesView body) {
  auto message = decode_server_key_exchange(body, *suite_, config_.version);
  if (!message) return undecodable(message.error());
  server_key_exchange_ = std::move(*message);
  note_server_key_exchange(report_, *server_key_exchange_);
  if (Outcome problem = check_server_key_exchange(*suite_, server_keys(), client_random_, server_random_)) {
    return problem;
  }
  report_.reached = HandshakeStep::server_key_exchange;
  awaiting_ = HandshakeStep::server_hello_done;
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_certificate_request(BytesView body) {
  if (report_.certificate_requested) return unexpected_message("a second CertificateRequest came");
  const auto message = decode_certificate_request(body, config_.version);
  if (!message) return undecodable(message.error());
  report_.certificate_requested = true;
  report_.reached = HandshakeStep::certificate_request;
  awaiting_ = HandshakeStep::server_hello_done;
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_server_hello_done(BytesView body) {
  if (!body.empty()) return undecodable({DecodeFault::trailing_bytes, "ServerHelloDone", 0});
  report_.reached = HandshakeStep::server_hello_done;
  return answer_flight();
}

LegacyClient::Outcome LegacyClient::answer_flight() {
  const auto keys = exchange_keys(*suite_, config_.version, server_keys(), config_.random);
  if (!keys) return keys.error();

  if (report_.certificate_requested) {
    if (config_.version == ProtocolVersion::SSLv3) {
      // RFC 6101 5.6.6: without a certificate "it should send a no_certificate alert instead".
      queue(ContentType::alert, encode(Alert{AlertLevel::warning, AlertDescription::no_certificate_RESERVED}));
    } else {
      const Bytes certificate = encode(CertificateMessage{});
      transcript_.insert(transcript_.end(), certificate.begin(), certificate.end());
      queue(ContentType::handshake, certificate);
    }
  }
  send_message(HandshakeType::client_key_exchange, keys->body);
  report_.reached = HandshakeStep::client_key_exchange;

  master_secret_ = report_.extended_master_secret ? schedule_->extended_master_secret(keys->premaster, transcript_)
                                                  : schedule_->master_secret(keys->premaster);
  report_.key_log.push_back(key_log_line("CLIENT_RANDOM", client_random_, master_secret_));
  TrafficKeys traffic = schedule_->traffic_keys(master_secret_);
  queue(ContentType::change_cipher_spec, Bytes{1});
  channel_.protect_writing(*suite_, traffic.client);
  server_record_keys_ = std::move(traffic.server);
  send_message(HandshakeType::finished, schedule_->verify_data(master_secret_, Side::client, transcript_));
  awaiting_ = HandshakeStep::change_cipher_spec;
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_finished(BytesView body, BytesView transcript_before) {
  const Bytes expected = schedule_->verify_data(master_secret_, Side::server, transcript_before);
  if (body.size() != expected.size() || CRYPTO_memcmp(body.data(), expected.data(), expected.size()) != 0) {
    return unverified(AlertDescription::decrypt_error, "the server's Finished is wrong");
  }
  report_.reached = HandshakeStep::finished;
  report_.acknowledged = true;
  awaiting_ = HandshakeStep::application_data;
  state_ = ClientState::connected;
  transcript_ = {};
  return std::nullopt;
}

void LegacyClient::send_message(HandshakeType type, BytesView body) {
  const Bytes message = handshake_message(type, body);
  transcript_.insert(transcript_.end(), message.begin(), message.end());
  queue(ContentType::handshake, message);
}

ServerKeys LegacyClient::server_keys() const {
  return {certificate_key_.get(), server_key_exchange_ ? &*server_key_exchange_ : nullptr};
}

}  // namespace tls::legacy
