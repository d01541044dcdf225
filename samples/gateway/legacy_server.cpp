// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/legacy_server.hpp"

#include "samples/gateway/client_key.hpp"
#include "samples/gateway/server_flight.hpp"
#include "tls/client/crypto/crypto_error.hpp"
#include "tls/message/handshake_type.hpp"

#include <openssl/crypto.h>

#include <utility>
#include <variant>

namespace gateway {
namespace {

using tls::Alert;
using tls::AlertDescription;
using tls::AlertLevel;
using tls::append;
using tls::Bytes;
using tls::BytesView;
using tls::ContentType;
using tls::HandshakeType;
using tls::ProtocolVersion;
using tls::legacy::Side;

/// A ClientKeyExchange and a Finished are all that may come: no client of ours has more to say.
constexpr std::size_t kMaxMessage = 16 * 1024;

/// RFC 6101 section 5.4.2 has no alert of its own for these.
AlertDescription in_ssl3(AlertDescription description) {
  const bool is_of_tls =
      description == AlertDescription::record_overflow || description == AlertDescription::decode_error ||
      description == AlertDescription::decrypt_error || description == AlertDescription::internal_error;
  return is_of_tls ? AlertDescription::handshake_failure : description;
}

}  // namespace

LegacyServer::LegacyServer(const Gateway& gateway, const Selection& selection, const tls::ClientHello& hello,
                           BytesView hello_octets, tls::RandomSource random)
    : gateway_(gateway),
      selection_(selection),
      offered_(hello.legacy_version),
      random_(std::move(random)),
      channel_(selection.version, random_),
      messages_(kMaxMessage),
      transcript_(hello_octets.begin(), hello_octets.end()) {
  tls::Random server_random{};
  random_(server_random);
  const auto flight = server_flight(gateway, hello, selection, server_random);
  schedule_.emplace(selection.version, *selection.suite, hello.random, flight.random);
  extended_master_secret_ = flight.extended_master_secret;
  append(transcript_, flight.messages);
  queue(ContentType::handshake, flight.messages);
}

Bytes LegacyServer::output() { return std::exchange(output_, {}); }
Bytes LegacyServer::received() { return std::exchange(received_, {}); }

void LegacyServer::feed(BytesView octets) {
  if (state_ == State::ended) return;
  channel_.feed(octets);
  try {
    read_records();
  } catch (const tls::crypto::CryptoError&) {
    fail(AlertDescription::internal_error);
  }
}

void LegacyServer::send(BytesView plaintext) {
  if (state_ == State::connected && !leaving_ && !plaintext.empty()) queue(ContentType::application_data, plaintext);
}

void LegacyServer::close() {
  if (state_ != State::connected || leaving_) return;
  queue_alert(AlertLevel::warning, AlertDescription::close_notify);
  leaving_ = true;
}

void LegacyServer::read_records() {
  while (state_ != State::ended) {
    const auto record = channel_.next();
    if (!record) return fail(record.error().alert);
    if (!*record) return;
    if (const Outcome alert = on_record(**record)) return fail(*alert);
  }
}

LegacyServer::Outcome LegacyServer::on_record(const tls::legacy::PlainRecord& record) {
  switch (record.type) {
    case ContentType::change_cipher_spec:
      return on_change_cipher_spec(record.content);
    case ContentType::alert:
      return on_alert_octets(record.content);
    case ContentType::handshake:
      return on_handshake_octets(record.content);
    case ContentType::application_data:
      if (state_ != State::connected) return AlertDescription::unexpected_message;
      append(received_, record.content);
      return std::nullopt;
    case ContentType::heartbeat:
      break;
  }
  return AlertDescription::unexpected_message;
}

LegacyServer::Outcome LegacyServer::on_handshake_octets(BytesView content) {
  messages_.feed(content);
  while (state_ != State::ended) {
    const auto message = messages_.next();
    if (!message) return AlertDescription::decode_error;
    if (!*message) break;
    if (const Outcome alert = on_message(**message)) return alert;
  }
  return std::nullopt;
}

LegacyServer::Outcome LegacyServer::on_alert_octets(BytesView content) {
  constexpr std::size_t kAlertSize = 2;
  for (const std::uint8_t octet : content) {
    alert_.push_back(octet);
    if (alert_.size() < kAlertSize) continue;
    const auto alert = tls::decode_alert(std::exchange(alert_, {}));
    if (!alert) return AlertDescription::decode_error;
    if (alert->level == AlertLevel::warning && alert->description != AlertDescription::close_notify) continue;
    // RFC 5246 section 7.2.1: the other side answers a close_notify with its own.
    close();
    state_ = State::ended;
    break;
  }
  return std::nullopt;
}

LegacyServer::Outcome LegacyServer::on_change_cipher_spec(BytesView content) {
  if (state_ != State::awaiting_change_cipher_spec || !messages_.empty()) return AlertDescription::unexpected_message;
  if (content.size() != 1 || content[0] != 1) return AlertDescription::illegal_parameter;
  channel_.protect_reading(*selection_.suite, keys_.client);
  state_ = State::awaiting_finished;
  return std::nullopt;
}

LegacyServer::Outcome LegacyServer::on_message(const tls::HandshakeMessage& message) {
  switch (state_) {
    case State::awaiting_client_key_exchange:
      if (message.type == HandshakeType::client_key_exchange) return on_client_key_exchange(message);
      break;
    case State::awaiting_finished:
      if (message.type == HandshakeType::finished) return on_finished(message);
      break;
    case State::connected:
      if (message.type == HandshakeType::client_hello) return on_renegotiation();
      break;
    case State::awaiting_change_cipher_spec:
    case State::ended:
      break;
  }
  return AlertDescription::unexpected_message;
}

LegacyServer::Outcome LegacyServer::on_client_key_exchange(const tls::HandshakeMessage& message) {
  if (!tls::legacy::RecordProtection::carries(*selection_.suite)) return AlertDescription::internal_error;
  const auto premaster = premaster_secret(*gateway_.keys, selection_, offered_, message.body(), random_);
  if (const auto* alert = std::get_if<AlertDescription>(&premaster)) return *alert;
  append(transcript_, message.raw);
  const auto& secret = std::get<Bytes>(premaster);
  master_secret_ = extended_master_secret_ ? schedule_->extended_master_secret(secret, transcript_)
                                           : schedule_->master_secret(secret);
  keys_ = schedule_->traffic_keys(master_secret_);
  state_ = State::awaiting_change_cipher_spec;
  return std::nullopt;
}

LegacyServer::Outcome LegacyServer::on_finished(const tls::HandshakeMessage& message) {
  const Bytes expected = schedule_->verify_data(master_secret_, Side::client, transcript_);
  const BytesView told = message.body();
  if (told.size() != expected.size()) return AlertDescription::decode_error;
  if (CRYPTO_memcmp(told.data(), expected.data(), expected.size()) != 0) return AlertDescription::decrypt_error;
  if (!messages_.empty()) return AlertDescription::unexpected_message;
  append(transcript_, message.raw);
  queue(ContentType::change_cipher_spec, Bytes{1});
  channel_.protect_writing(*selection_.suite, keys_.server);
  queue(ContentType::handshake,
        tls::handshake_message(HandshakeType::finished,
                               schedule_->verify_data(master_secret_, Side::server, transcript_)));
  transcript_ = {};
  state_ = State::connected;
  return std::nullopt;
}

LegacyServer::Outcome LegacyServer::on_renegotiation() {
  // RFC 5246 section 7.2.2: no_renegotiation "is always a warning"; SSL 3.0 does not know it.
  if (selection_.version == ProtocolVersion::SSLv3) return AlertDescription::handshake_failure;
  if (!leaving_) queue_alert(AlertLevel::warning, AlertDescription::no_renegotiation_RESERVED);
  return std::nullopt;
}

void LegacyServer::queue(ContentType type, BytesView content) { append(output_, channel_.seal(type, content)); }

void LegacyServer::queue_alert(AlertLevel level, AlertDescription description) {
  queue(ContentType::alert, tls::encode(Alert{level, description}));
}

void LegacyServer::fail(AlertDescription description) {
  const bool is_ssl3 = selection_.version == ProtocolVersion::SSLv3;
  if (!leaving_) queue_alert(AlertLevel::fatal, is_ssl3 ? in_ssl3(description) : description);
  state_ = State::ended;
}

}  // namespace gateway
