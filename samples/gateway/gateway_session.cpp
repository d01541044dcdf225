// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/gateway_session.hpp"

#include "samples/gateway/selection.hpp"
#include "samples/gateway/server_flight.hpp"
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
    : gateway_(std::move(gateway)), random_(std::move(random)) {}

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
    case State::awaiting_client_key_exchange: {
      const bool is_alert = !octets.empty() && octets.front() == static_cast<std::uint8_t>(ContentType::alert);
      if (is_alert) return end(Ending::close);
      return fail(AlertDescription::internal_error);
    }
    case State::in_tls13:
      tls13_->feed(octets);
      output_ = tls13_->output();
      if (tls13_->ended()) end(Ending::close);
      return;
    case State::done:
      return;
  }
}

void GatewaySession::closed(tls::Closure) { end(Ending::close); }

void GatewaySession::on_hello(const ReceivedHello& received) {
  if (const auto* hello = std::get_if<tls::ClientHello>(&received.message)) {
    answer(*hello);
  } else {
    answer_ssl2(std::get<tls::ssl2::ClientHello>(received.message));
  }
  received_ = {};
}

void GatewaySession::answer(const tls::ClientHello& hello) {
  // Older clients drop records of a version that they don't know; none is newer than theirs.
  record_version_ = std::clamp(hello.legacy_version, ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_2);
  const auto version = choose_version(gateway_->profile, hello);
  if (const auto* alert = std::get_if<AlertDescription>(&version)) return refuse(*alert);
  record_version_ = std::min(std::get<ProtocolVersion>(version), ProtocolVersion::TLSv1_2);
  if (std::get<ProtocolVersion>(version) == ProtocolVersion::TLSv1_3) return start_tls13();
  const auto choice = choose_suite(*gateway_, record_version_, hello);
  if (const auto* alert = std::get_if<AlertDescription>(&choice)) return refuse(*alert);
  tls::Random random{};
  random_(random);
  output_ = tls::encode_records(ContentType::handshake, record_version_,
                                server_flight(*gateway_, hello, std::get<Selection>(choice), random));
  state_ = State::awaiting_client_key_exchange;
}

void GatewaySession::answer_ssl2(const tls::ssl2::ClientHello& hello) {
  if (plays_up_to(gateway_->profile, hello.version)) return answer(to_tls_hello(hello));
  if (!gateway_->profile.suites.contains(ProtocolVersion::SSLv2)) return refuse(AlertDescription::protocol_version);
  std::array<std::uint8_t, 16> connection_id{};
  random_(connection_id);
  output_ = ssl2_answer(*gateway_, hello, connection_id);
  constexpr std::size_t kMessageType = 2;  // behind the record's length
  const bool is_error = output_.at(kMessageType) == static_cast<std::uint8_t>(tls::ssl2::MessageType::error);
  if (!is_error) {
    state_ = State::awaiting_client_key_exchange;
  } else if (gateway_->profile.refusal == Refusal::alert) {
    end(Ending::close);
  } else {
    refuse(AlertDescription::handshake_failure);
  }
}

void GatewaySession::start_tls13() {
  tls13_.emplace(gateway_->keys->tls13_context());
  tls13_->feed(received_);
  auto answer = tls13_->output();
  const bool is_answered = !answer.empty() && answer.front() == static_cast<std::uint8_t>(ContentType::handshake);
  if (!is_answered && gateway_->profile.refusal != Refusal::alert) return refuse(AlertDescription::handshake_failure);
  output_ = std::move(answer);
  state_ = State::in_tls13;
  if (tls13_->ended()) end(Ending::close);
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
