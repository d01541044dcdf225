// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/legacy_client.hpp"

#include "tls/client/closure_failure.hpp"
#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/handshake_notes.hpp"
#include "tls/client/legacy/hello.hpp"

#include <stdexcept>
#include <utility>

namespace tls::legacy {

LegacyClient::LegacyClient(ClientConfig config)
    : config_(std::move(config)), suite_(find_cipher_suite(config_.suite)), channel_(config_.version, config_.random) {
  if (suite_ == nullptr || !config_.random || !carries(*suite_, config_.version)) {
    throw std::invalid_argument("tls::legacy::LegacyClient: a cell that it does not carry, or no random source");
  }
  config_.random(client_random_);
  const Bytes hello = encode(make_hello(config_, client_random_));
  transcript_ = hello;
  // RFC 5246 appendix E.1: the first record bears a low version, since servers may not know the one in the hello.
  const bool ssl3 = config_.version == ProtocolVersion::SSLv3;
  output_ = encode_records(ContentType::handshake, ssl3 ? ProtocolVersion::SSLv3 : ProtocolVersion::TLSv1_0, hello);
}

bool LegacyClient::carries(const CipherSuiteInfo& suite, ProtocolVersion version) {
  return version >= ProtocolVersion::SSLv3 && version <= ProtocolVersion::TLSv1_2 && suite.versions.contains(version) &&
         can_exchange(suite.key_exchange) && RecordProtection::carries(suite);
}

Want LegacyClient::want() const {
  return state_ == ClientState::handshaking || state_ == ClientState::connected ? Want::read : Want::done;
}

Bytes LegacyClient::output() { return std::exchange(output_, {}); }

Bytes LegacyClient::received() { return std::exchange(received_, {}); }

void LegacyClient::feed(BytesView octets) {
  if (want() == Want::done) return;
  channel_.feed(octets);
  try {
    read_records();
  } catch (const crypto::CryptoError& error) {
    end({awaiting_, HandshakeFault::unsupported, std::nullopt, error.what()});
  }
}

void LegacyClient::closed(Closure how) {
  if (want() == Want::done) return;
  if (state_ == ClientState::connected && how == Closure::end_of_stream) {
    state_ = ClientState::closed;
  } else {
    end(failure_by(how, awaiting_));
  }
}

void LegacyClient::send(BytesView plaintext) {
  if (state_ != ClientState::connected || leaving_ || plaintext.empty()) return;
  queue(ContentType::application_data, plaintext);
}

void LegacyClient::close() {
  if (state_ != ClientState::connected || leaving_) return;
  leaving_ = true;
  queue(ContentType::alert, encode(Alert{AlertLevel::warning, AlertDescription::close_notify}));
}

void LegacyClient::read_records() {
  while (want() == Want::read) {
    const auto record = channel_.next();
    if (!record) return fail(record.error());
    if (!*record) return;
    if (const Outcome problem = on_record(**record)) return fail(*problem);
  }
}

LegacyClient::Outcome LegacyClient::on_record(const PlainRecord& record) {
  switch (record.type) {
    case ContentType::change_cipher_spec:
      return on_change_cipher_spec(record.content);
    case ContentType::alert:
      return on_alert_octets(record.content);
    case ContentType::handshake:
      return on_handshake_octets(record.content);
    case ContentType::application_data:
      return on_application_data(record.content);
    case ContentType::heartbeat:
      break;
  }
  return unexpected_message("a heartbeat came, which was not offered");
}

LegacyClient::Outcome LegacyClient::on_handshake_octets(BytesView content) {
  messages_.feed(content);
  while (want() == Want::read) {
    const auto message = messages_.next();
    if (!message) return undecodable(message.error());
    if (!*message) break;
    if (const Outcome problem = on_message(**message)) return problem;
  }
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_alert_octets(BytesView content) {
  constexpr std::size_t kAlertSize = 2;
  for (const std::uint8_t octet : content) {
    alert_.push_back(octet);
    if (alert_.size() < kAlertSize) continue;
    const auto alert = decode_alert(std::exchange(alert_, {}));
    if (!alert) return undecodable(alert.error());
    on_alert(*alert);
    if (want() == Want::done) break;
  }
  return std::nullopt;
}

void LegacyClient::on_alert(const Alert& alert) {
  if (alert.description == AlertDescription::close_notify) {
    report_.close_notify = true;
    if (state_ != ClientState::connected) return end(failure_by(alert, awaiting_));
    close();
    state_ = ClientState::closed;
    return;
  }
  if (alert.level == AlertLevel::warning) return note_warning(report_, alert);
  end(failure_by(alert, awaiting_));
}

LegacyClient::Outcome LegacyClient::on_change_cipher_spec(BytesView content) {
  if (awaiting_ != HandshakeStep::change_cipher_spec || !messages_.empty()) {
    return unexpected_message("a ChangeCipherSpec came out of turn");
  }
  if (content.size() != 1 || content[0] != 1) return illegal("a ChangeCipherSpec is not the octet 1");
  channel_.protect_reading(*suite_, *server_record_keys_);
  server_record_keys_.reset();
  report_.reached = HandshakeStep::change_cipher_spec;
  awaiting_ = HandshakeStep::finished;
  return std::nullopt;
}

LegacyClient::Outcome LegacyClient::on_application_data(const Bytes& content) {
  if (state_ != ClientState::connected)
    return unexpected_message("application data came before the handshake was done");
  if (received_.size() + content.size() > kMaxReceived) {
    return beyond_limit(std::string(kTooMuchData));
  }
  received_.insert(received_.end(), content.begin(), content.end());
  return std::nullopt;
}

void LegacyClient::queue(ContentType type, BytesView content) {
  const Bytes records = channel_.seal(type, content);
  output_.insert(output_.end(), records.begin(), records.end());
}

void LegacyClient::fail(const Problem& problem) {
  if (!leaving_) queue(ContentType::alert, encode(Alert{AlertLevel::fatal, problem.alert}));
  end({awaiting_, problem.fault, std::nullopt, problem.sentence});
}

void LegacyClient::end(HandshakeFailure failure) {
  state_ = ClientState::failed;
  report_.failure = std::move(failure);
}

}  // namespace tls::legacy
