// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/gateway_session.hpp"

#include "samples/gateway/legacy_server.hpp"
#include "samples/gateway/selection.hpp"
#include "samples/gateway/server_flight.hpp"
#include "samples/gateway/tls13_server.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway {
namespace {

using tls::AlertDescription;
using tls::Bytes;
using tls::ContentType;
using tls::ProtocolVersion;

/// Room for the largest hello in the smallest sensible records; what is more is no client's hello.
constexpr std::size_t kMaxBeforeAnswer = 256 * 1024;

bool plays_up_to(const Profile& profile, ProtocolVersion newest) {
  return std::any_of(profile.suites.begin(), profile.suites.end(),
                     [&](const auto& entry) { return entry.first >= ProtocolVersion::SSLv3 && entry.first <= newest; });
}

}  // namespace

GatewaySession::GatewaySession(std::shared_ptr<const Gateway> gateway, RandomSource random)
    : gateway_(std::move(gateway)), random_(std::move(random)), sstp_(gateway_->profile.sstp_hashes, random_) {}

tls::Want GatewaySession::want() const { return state_ == State::done ? tls::Want::done : tls::Want::read; }

Bytes GatewaySession::output() { return std::exchange(output_, {}); }

void GatewaySession::feed(tls::BytesView octets) {
  switch (state_) {
    case State::awaiting_hello: {
      if (received_.size() + octets.size() > kMaxBeforeAnswer) return fail(AlertDescription::decode_error);
      received_.insert(received_.end(), octets.begin(), octets.end());
      hello_.feed(octets);
      const auto received = hello_.next();
      if (!received) return fail(AlertDescription::decode_error);
      if (*received) on_hello(**received);
      return;
    }
    case State::answered_ssl2: {
      const bool is_alert = !octets.empty() && octets.front() == static_cast<std::uint8_t>(ContentType::alert);
      if (is_alert) return end(Ending::close);
      return fail(AlertDescription::internal_error);
    }
    case State::secured:
      secure_->feed(octets);
      return converse();
    case State::done:
      return;
  }
}

void GatewaySession::closed(tls::Closure) { end(Ending::close); }

void GatewaySession::on_hello(const ReceivedHello& received) {
  if (const auto* hello = std::get_if<tls::ClientHello>(&received.message)) {
    answer(*hello, received.octets);
  } else {
    answer_ssl2(std::get<tls::ssl2::ClientHello>(received.message), received.octets);
  }
  received_ = {};
}

void GatewaySession::answer(const tls::ClientHello& hello, tls::BytesView octets) {
  // Older clients drop records of a version that they don't know; none is newer than theirs.
  record_version_ = std::clamp(hello.legacy_version, ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_2);
  const auto version = choose_version(gateway_->profile, hello);
  if (const auto* alert = std::get_if<AlertDescription>(&version)) return refuse(*alert);
  record_version_ = std::min(std::get<ProtocolVersion>(version), ProtocolVersion::TLSv1_2);
  if (std::get<ProtocolVersion>(version) == ProtocolVersion::TLSv1_3) return start_tls13();
  // RFC 5246 section 7.4.1.2: the list "MUST contain, and all implementations MUST support, CompressionMethod.null".
  const auto& methods = hello.compression_methods;
  if (std::find(methods.begin(), methods.end(), 0) == methods.end()) return fail(AlertDescription::illegal_parameter);
  const auto choice = choose_suite(*gateway_, record_version_, hello);
  if (const auto* alert = std::get_if<AlertDescription>(&choice)) return refuse(*alert);
  const auto rest = hello_.rest();
  if (!rest) return fail(AlertDescription::unexpected_message);
  secure_ = std::make_unique<LegacyServer>(*gateway_, std::get<Selection>(choice), hello, octets, random_);
  state_ = State::secured;
  if (!rest->empty()) secure_->feed(*rest);
  converse();
}

void GatewaySession::answer_ssl2(const tls::ssl2::ClientHello& hello, tls::BytesView octets) {
  if (plays_up_to(gateway_->profile, hello.version)) return answer(to_tls_hello(hello), octets);
  if (!gateway_->profile.suites.contains(ProtocolVersion::SSLv2)) return refuse(AlertDescription::protocol_version);
  std::array<std::uint8_t, 16> connection_id{};
  random_(connection_id);
  output_ = ssl2_answer(*gateway_, hello, connection_id);
  constexpr std::size_t kMessageType = 2;  // behind the record's length
  const bool is_error = output_.at(kMessageType) == static_cast<std::uint8_t>(tls::ssl2::MessageType::error);
  if (!is_error) {
    state_ = State::answered_ssl2;
  } else if (gateway_->profile.refusal == Refusal::alert) {
    end(Ending::close);
  } else {
    refuse(AlertDescription::handshake_failure);
  }
}

void GatewaySession::start_tls13() {
  secure_ = std::make_unique<Tls13Server>(gateway_->keys->tls13_context());
  secure_->feed(received_);
  auto answer = secure_->output();
  const bool is_answered = !answer.empty() && answer.front() == static_cast<std::uint8_t>(ContentType::handshake);
  if (!is_answered && gateway_->profile.refusal != Refusal::alert) return refuse(AlertDescription::handshake_failure);
  output_ = std::move(answer);
  state_ = State::secured;
  if (secure_->ended()) end(Ending::close);
}

/// Carries plaintext between the call and what secures it.
void GatewaySession::converse() {
  const auto plaintext = secure_->received();
  if (!plaintext.empty()) sstp_.feed(plaintext);
  secure_->send(sstp_.output());
  if (sstp_.ended()) secure_->close();
  const auto octets = secure_->output();
  output_.insert(output_.end(), octets.begin(), octets.end());
  if (sstp_.ended() || secure_->ended()) end(Ending::close);
}

void GatewaySession::refuse(AlertDescription description) {
  output_.clear();
  switch (gateway_->profile.refusal) {
    case Refusal::alert:
      return fail(description);
    case Refusal::reset:
      return end(Ending::reset);
    case Refusal::close:
      return end(Ending::close);
    case Refusal::silence:
      return end(Ending::hold);
  }
}

void GatewaySession::fail(AlertDescription description) {
  output_ = tls::encode_records(ContentType::alert, record_version_,
                                tls::encode(tls::Alert{tls::AlertLevel::fatal, description}));
  end(Ending::close);
}

void GatewaySession::end(Ending how) {
  if (state_ == State::done) return;
  state_ = State::done;
  ending_ = how;
}

}  // namespace gateway
