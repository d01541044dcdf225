// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/misbehaving_session.hpp"

#include "tests/peer/answer_edit.hpp"
#include "tests/peer/scripted_answer.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <utility>

namespace peer {
namespace {

using gateway::Ending;
using tls::Bytes;
using tls::ProtocolVersion;

constexpr std::size_t kEndlessIs = 64 * 1024 * 1024;  ///< four times what the message claims; then it is silent
constexpr std::size_t kMaxHello = 256 * 1024;

/// The newest version that a hello offers.
ProtocolVersion newest_offered(const tls::ClientHello& hello) {
  const auto* extension =
      hello.extensions ? tls::find(*hello.extensions, tls::ExtensionType::supported_versions) : nullptr;
  if (extension == nullptr) return hello.legacy_version;
  const auto versions = tls::decode_client_supported_versions(extension->data);
  if (!versions || versions->empty()) return hello.legacy_version;
  return *std::max_element(versions->begin(), versions->end());
}

ProtocolVersion next_version(ProtocolVersion version, int step) {
  return static_cast<ProtocolVersion>(static_cast<int>(version) + step);
}

/// What both formats have in common, for those who only look.
tls::ClientHello as_tls(const gateway::ReceivedHello& received) {
  if (const auto* hello = std::get_if<tls::ClientHello>(&received.message)) return *hello;
  const auto& ssl2 = std::get<tls::ssl2::ClientHello>(received.message);
  auto hello = gateway::to_tls_hello(ssl2);
  hello.cipher_suites = ssl2.cipher_kinds;
  return hello;
}

}  // namespace

MisbehavingSession::MisbehavingSession(const Misbehaviour& misbehaviour, std::unique_ptr<gateway::ServerSession> inner,
                                       std::optional<ProtocolVersion> only_version)
    : misbehaviour_(misbehaviour), inner_(std::move(inner)), only_version_(only_version) {
  if (misbehaviour_.at_accept) end(*misbehaviour_.at_accept);
}

tls::Want MisbehavingSession::want() const {
  if (state_ == State::done) return tls::Want::done;
  return state_ == State::passing ? inner_->want() : tls::Want::read;
}

Bytes MisbehavingSession::output() {
  if (!output_.empty()) return std::exchange(output_, {});
  switch (state_) {
    case State::awaiting_hello:
    case State::done:
      return {};
    case State::passing:
      return inner_->output();
    case State::flooding:
      flooded_ += tls::kMaxPlaintextFragment;
      if (flooded_ > kEndlessIs) {
        end(Ending::hold);
        return {};
      }
      return tls::encode_records(tls::ContentType::handshake, ProtocolVersion::TLSv1_2,
                                 Bytes(tls::kMaxPlaintextFragment));
  }
  return {};
}

void MisbehavingSession::feed(tls::BytesView octets) {
  if (state_ == State::passing) return inner_->feed(octets);
  if (state_ != State::awaiting_hello) return;
  received_.insert(received_.end(), octets.begin(), octets.end());
  hello_.feed(octets);
  const auto received = hello_.next();
  if (received && *received) {
    on_hello(**received);
  } else if (!received || received_.size() > kMaxHello) {
    // No hello: that is for the gateway to answer.
    state_ = State::passing;
    inner_->feed(received_);
  }
}

void MisbehavingSession::closed(tls::Closure how) {
  inner_->closed(how);
  end(Ending::close);
}

Ending MisbehavingSession::ending() const { return state_ == State::passing ? inner_->ending() : ending_; }

gateway::Pace MisbehavingSession::pace() const {
  if (misbehaviour_.drip) return {1, *misbehaviour_.drip};
  return inner_->pace();
}

void MisbehavingSession::on_hello(const gateway::ReceivedHello& received) {
  const auto hello = as_tls(received);
  if (only_version_ && newest_offered(hello) != *only_version_) misbehaviour_ = {};
  if (misbehaviour_.after_hello) return end(*misbehaviour_.after_hello);
  if (is_dropped(hello, received.size)) return end(misbehaviour_.drop_by);
  if (answer_instead(hello)) return;
  state_ = State::passing;
  inner_->feed(received_);
  received_ = {};
  output_ = inner_->output();
  spoil(hello);
}

bool MisbehavingSession::is_dropped(const tls::ClientHello& hello, std::size_t size) const {
  const auto& suites = hello.cipher_suites;
  if (misbehaviour_.drop_hello_over && size > *misbehaviour_.drop_hello_over) return true;
  if (misbehaviour_.drop_suites_from && suites.size() >= *misbehaviour_.drop_suites_from) return true;
  return misbehaviour_.drop_without_scsv &&
         std::find(suites.begin(), suites.end(), tls::kEmptyRenegotiationInfoScsv) == suites.end();
}

bool MisbehavingSession::answer_instead(const tls::ClientHello& hello) {
  const auto& wrong = misbehaviour_;
  if (wrong.alert_always) {
    const auto version = std::clamp(hello.legacy_version, ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_2);
    say(alert_answer(tls::AlertLevel::fatal, *wrong.alert_always, version), Ending::close);
  } else if (wrong.ssl2_error) {
    say(tls::ssl2::encode_record(tls::ssl2::ErrorCode::no_cipher), Ending::close);
  } else if (wrong.http) {
    say(http_answer(), Ending::close);
  } else if (wrong.garbage) {
    say(garbage_answer(), Ending::close);
  } else if (wrong.garbled_hello) {
    say(garbled_hello_answer(), Ending::close);
  } else if (wrong.huge_record) {
    say(huge_record_answer(), Ending::close);
  } else if (wrong.retry_loop || wrong.retry_unoffered_group) {
    auto retry = retry_answer(hello, wrong.retry_loop ? RetryGroup::offered : RetryGroup::unoffered);
    if (!retry) return false;
    output_ = std::move(*retry);
    received_.clear();  // and on it goes: the next hello is awaited
  } else {
    return false;
  }
  return true;
}

void MisbehavingSession::spoil(const tls::ClientHello& hello) {
  const auto& wrong = misbehaviour_;
  if (auto answer = take_apart(output_)) {
    const auto record_version = answer->record_version;
    edit_server_hello(*answer, [&](tls::ServerHello& server_hello) {
      const auto version = tls::negotiated_version(server_hello);
      if (!version) return;
      if (wrong.older_version) set_version(server_hello, next_version(*version, -1));
      if (wrong.newer_version) set_version(server_hello, next_version(*version, 1));
      if (wrong.unoffered_suite) server_hello.cipher_suite = unoffered_suite(hello, *version);
    });
    if (wrong.alert_after_server_hello || wrong.endless_certificate) {
      answer->messages.clear();
      answer->records.clear();
    }
    if (wrong.endless_certificate) answer->messages = {11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0xFF, 0xFF, 0xF9};
    output_ = put_together(*answer, wrong.one_octet_records ? 1 : tls::kMaxPlaintextFragment);
    if (wrong.endless_certificate) state_ = State::flooding;
    if (wrong.alert_after_server_hello) {
      const auto alert = alert_answer(tls::AlertLevel::fatal, *wrong.alert_after_server_hello, record_version);
      output_.insert(output_.end(), alert.begin(), alert.end());
      end(Ending::close);
    }
  }
  const bool is_ssl2 = !output_.empty() && (output_.front() & 0x80) != 0;
  if (wrong.warning_first && !is_ssl2 && !output_.empty()) {
    const auto version = std::clamp(hello.legacy_version, ProtocolVersion::SSLv3, ProtocolVersion::TLSv1_2);
    const auto warning = alert_answer(tls::AlertLevel::warning, tls::AlertDescription::unrecognized_name, version);
    output_.insert(output_.begin(), warning.begin(), warning.end());
  }
  if (wrong.cut_answer_at && !output_.empty()) {
    output_.resize(std::min(*wrong.cut_answer_at, output_.size() / 2));
    end(wrong.cut_ending);
  }
}

void MisbehavingSession::say(Bytes octets, Ending ending) {
  output_ = std::move(octets);
  end(ending);
}

void MisbehavingSession::end(Ending how) {
  if (state_ == State::done) return;
  state_ = State::done;
  ending_ = how;
}

}  // namespace peer
