// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_exchange.hpp"

#include "probe/hello/alert_joiner.hpp"
#include "probe/hello/first_look.hpp"
#include "probe/hello/foreign_answer.hpp"
#include "probe/hello/hello_retry.hpp"
#include "probe/hello/server_flight.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace probe {
namespace {

/// No server's flight is half as large; one that never ends is left there.
constexpr std::size_t kMostOctets = 256 * 1024;
constexpr std::size_t kMostWarnings = 16;

enum class Stage : std::uint8_t {
  first_octets,    ///< nothing is known of the answer yet
  other_protocol,  ///< no TLS; its first line is still to come
  ssl2,            ///< inside an SSL 2.0 message
  before_hello,    ///< TLS records, and no ServerHello yet
  behind_retry,    ///< the second hello is out
  behind_hello,    ///< the flight behind a ServerHello
  done,
};

std::string to_string(tls::ssl2::ErrorCode error) {
  switch (error) {
    case tls::ssl2::ErrorCode::no_cipher:
      return "no cipher";
    case tls::ssl2::ErrorCode::no_certificate:
      return "no certificate";
    case tls::ssl2::ErrorCode::bad_certificate:
      return "bad certificate";
    case tls::ssl2::ErrorCode::unsupported_certificate_type:
      return "unsupported certificate type";
  }
  return std::to_string(static_cast<unsigned>(error));
}

std::string octets(std::size_t count) { return std::to_string(count) + (count == 1 ? " octet" : " octets"); }

}  // namespace

class HelloExchange::Impl {
 public:
  Impl(Offer offer, RandomSource random);

  void feed(tls::BytesView answer);
  void closed(tls::Closure how);

  [[nodiscard]] bool done() const { return stage_ == Stage::done; }
  [[nodiscard]] tls::Bytes take_output() { return std::exchange(output_, {}); }
  [[nodiscard]] const Observation& observation() const { return observation_; }
  [[nodiscard]] bool has_retried() const { return stage_ == Stage::behind_retry; }

 private:
  void look();
  void read();
  void read_ssl2();
  void read_records();
  void take_record(const tls::Record& record);
  void take_alerts(tls::BytesView fragment);
  void take_handshake(tls::BytesView fragment);
  void take_message(const tls::HandshakeMessage& message);
  void take_server_hello(tls::BytesView body);
  void take_retry(const tls::ServerHello& retry);

  [[nodiscard]] bool is_record_stage() const {
    return stage_ == Stage::before_hello || stage_ == Stage::behind_retry || stage_ == Stage::behind_hello;
  }
  void unexpected(const std::string& what) { broken(what + " came out of place"); }
  void broken(std::string why);
  void finish(Response response, std::string detail);
  void note(std::string text);

  Offer offer_;
  RandomSource random_;
  tls::ClientHello hello_;
  tls::Bytes output_;

  Stage stage_ = Stage::first_octets;
  tls::Bytes start_;  ///< the answer until it is known to be TLS
  tls::RecordReader records_;
  tls::HandshakeJoiner messages_;
  AlertJoiner alerts_;
  Observation observation_;
};

HelloExchange::Impl::Impl(Offer offer, RandomSource random) : offer_(std::move(offer)), random_(std::move(random)) {
  if (offer_.version == tls::ProtocolVersion::SSLv2) {
    output_ = first_flight(offer_, random_);
  } else {
    hello_ = shape_hello(offer_, random_);
    output_ = hello_record(hello_, offer_);
  }
  observation_.hello_size = output_.size();
}

void HelloExchange::Impl::feed(tls::BytesView answer) {
  if (done()) return;
  answer = answer.first(std::min(answer.size(), kMostOctets - observation_.received));
  observation_.received += answer.size();
  if (is_record_stage())
    records_.feed(answer);
  else
    start_.insert(start_.end(), answer.begin(), answer.end());
  if (stage_ == Stage::first_octets) look();
  read();
  if (!done() && observation_.received == kMostOctets)
    broken("the answer is larger than the " + octets(kMostOctets) + " that this program reads");
}

void HelloExchange::Impl::read() {
  if (is_record_stage()) return read_records();
  if (stage_ == Stage::ssl2) return read_ssl2();
  if (stage_ == Stage::other_protocol && foreign_answer_is_telling(start_))
    finish(Response::not_tls, describe_foreign_answer(start_));
}

void HelloExchange::Impl::look() {
  switch (first_look(start_)) {
    case FirstLook::undecided:
      break;
    case FirstLook::tls:
      stage_ = Stage::before_hello;
      records_.feed(std::exchange(start_, {}));
      break;
    case FirstLook::ssl2:
      stage_ = Stage::ssl2;
      break;
    case FirstLook::other:
      stage_ = Stage::other_protocol;
      break;
  }
}

void HelloExchange::Impl::read_ssl2() {
  const auto record = tls::ssl2::first_record(start_);
  if (!record) return broken(to_string(record.error()));
  if (!*record) return;
  const auto payload = (*record)->payload;
  if (const auto error = tls::ssl2::decode_error_message(payload))
    return finish(Response::ssl2_error, "SSL 2.0 error: " + to_string(*error));
  auto hello = tls::ssl2::decode_server_hello(payload);
  if (!hello) return broken(to_string(hello.error()));

  ServerSelection selection;
  selection.version = hello->version;
  selection.suites = std::move(hello->cipher_kinds);
  if (!hello->certificate.empty()) selection.certificates.push_back(std::move(hello->certificate));
  observation_.selection = std::move(selection);
  finish(Response::server_hello, {});
}

void HelloExchange::Impl::read_records() {
  while (!done()) {
    const auto record = records_.next();
    if (!record) return broken(to_string(record.error()));
    if (!*record) return;
    take_record(**record);
  }
}

void HelloExchange::Impl::take_record(const tls::Record& record) {
  switch (record.type) {
    case tls::ContentType::alert:
      return take_alerts(record.fragment);
    case tls::ContentType::handshake:
      return take_handshake(record.fragment);
    case tls::ContentType::change_cipher_spec:
      // RFC 8446 5: one "with the single byte value 0x01 [...] MUST simply drop it without further processing".
      if (offer_.version == tls::ProtocolVersion::TLSv1_3 && record.fragment == tls::Bytes{1}) return;
      return unexpected("a ChangeCipherSpec");
    case tls::ContentType::application_data:
      return unexpected("application data");
    case tls::ContentType::heartbeat:
      return unexpected("a heartbeat");
  }
}

void HelloExchange::Impl::take_alerts(tls::BytesView fragment) {
  const auto alerts = alerts_.feed(fragment);
  if (!alerts) return broken(to_string(alerts.error()));
  for (const auto& alert : *alerts) {
    if (alert.level == tls::AlertLevel::warning) {
      if (observation_.warnings.size() < kMostWarnings) observation_.warnings.push_back(alert);
      continue;
    }
    observation_.alert = alert;
    if (stage_ == Stage::before_hello) return finish(Response::fatal_alert, to_string(alert));
    return broken(to_string(alert));
  }
}

void HelloExchange::Impl::take_handshake(tls::BytesView fragment) {
  messages_.feed(fragment);
  while (!done()) {
    const auto message = messages_.next();
    if (!message) return broken(to_string(message.error()));
    if (!*message) return;
    take_message(**message);
  }
}

void HelloExchange::Impl::take_message(const tls::HandshakeMessage& message) {
  if (stage_ == Stage::behind_hello) {
    auto step = read_flight(message, *observation_.selection);
    note(std::move(step.note));
    if (step.position == FlightPosition::complete) finish(Response::server_hello, {});
    return;
  }
  // RFC 5246 7.4.1.1: a HelloRequest "will be ignored by the client if the client is currently negotiating a session."
  if (message.type == tls::HandshakeType::hello_request) return;
  if (message.type == tls::HandshakeType::server_hello) return take_server_hello(message.body());
  unexpected("handshake message " + std::to_string(static_cast<unsigned>(message.type)));
}

void HelloExchange::Impl::take_server_hello(tls::BytesView body) {
  const auto hello = tls::decode_server_hello(body);
  if (!hello) return broken("ServerHello: " + to_string(hello.error()));
  const auto version = tls::negotiated_version(*hello);
  if (!version) return broken("ServerHello: " + to_string(version.error()));

  const bool retry = offer_.version == tls::ProtocolVersion::TLSv1_3 && tls::is_hello_retry_request(*hello);
  if (retry && stage_ == Stage::behind_retry) return broken("a second HelloRetryRequest came");
  auto selection = selection_of(*hello, *version);
  if (stage_ == Stage::behind_retry) {
    selection.after_retry = true;
    selection.retry_suite = observation_.selection->suites.front();
    if (selection.suites.front() != *selection.retry_suite)
      note("the HelloRetryRequest had named " + to_string(*selection.retry_suite));
  }
  observation_.selection = std::move(selection);
  if (retry) return take_retry(*hello);
  stage_ = Stage::behind_hello;
  if (!has_clear_flight(*version)) finish(Response::server_hello, {});
}

void HelloExchange::Impl::take_retry(const tls::ServerHello& retry) {
  stage_ = Stage::behind_retry;
  // The group is what it asks for, and the share is no answer to anything.
  observation_.selection->group.reset();
  observation_.selection->key_bits.reset();
  if (observation_.selection->version != tls::ProtocolVersion::TLSv1_3)
    return broken("the HelloRetryRequest is for " + to_string(observation_.selection->version));
  auto second = second_hello(hello_, retry, random_);
  if (!second.hello) return broken(std::move(second.problem));
  output_ = second_flight(*second.hello);
}

void HelloExchange::Impl::closed(tls::Closure how) {
  if (done()) return;
  const bool timed_out = how == tls::Closure::timed_out;
  if (how == tls::Closure::end_of_stream) observation_.close = CloseStyle::end_of_stream;
  if (how == tls::Closure::reset) observation_.close = CloseStyle::reset;
  if (observation_.received == 0) return finish(timed_out ? Response::silent : Response::closed, {});

  const std::string end = timed_out ? "nothing more came" : "the connection was closed";
  switch (stage_) {
    case Stage::other_protocol:
      return finish(Response::not_tls, describe_foreign_answer(start_));
    case Stage::behind_retry:
      return finish(Response::retry_failed, end + " after a HelloRetryRequest");
    case Stage::behind_hello:
      return finish(Response::server_hello, end + " before the ServerHelloDone");
    case Stage::first_octets:
    case Stage::ssl2:
    case Stage::before_hello:
      return finish(Response::partial, end + " after " + octets(observation_.received));
    case Stage::done:
      break;
  }
}

/// What the stage that was reached makes of an answer that cannot be read on.
void HelloExchange::Impl::broken(std::string why) {
  switch (stage_) {
    case Stage::behind_retry:
      return finish(Response::retry_failed, std::move(why));
    case Stage::behind_hello:
      return finish(Response::server_hello, "behind the ServerHello: " + why);
    case Stage::first_octets:
    case Stage::other_protocol:
    case Stage::ssl2:
    case Stage::before_hello:
      return finish(Response::garbled, std::move(why));
    case Stage::done:
      break;
  }
}

void HelloExchange::Impl::finish(Response response, std::string detail) {
  stage_ = Stage::done;
  observation_.response = response;
  note(std::move(detail));
  if (!observation_.warnings.empty()) note("there came a " + to_string(observation_.warnings.front()));
}

void HelloExchange::Impl::note(std::string text) {
  if (text.empty()) return;
  if (!observation_.detail.empty()) observation_.detail += "; ";
  observation_.detail += text;
}

HelloExchange::HelloExchange(Offer offer, RandomSource random)
    : impl_(std::make_unique<Impl>(std::move(offer), std::move(random))) {}
HelloExchange::~HelloExchange() = default;

tls::Want HelloExchange::want() const { return impl_->done() ? tls::Want::done : tls::Want::read; }
tls::Bytes HelloExchange::output() { return impl_->take_output(); }
void HelloExchange::feed(tls::BytesView octets) { impl_->feed(octets); }
void HelloExchange::closed(tls::Closure how) { impl_->closed(how); }
std::optional<tls::CipherSuite> HelloExchange::chosen() const {
  const auto& selection = impl_->observation().selection;
  const bool reads_flight = selection && selection->version != tls::ProtocolVersion::TLSv1_3 &&
                            selection->version != tls::ProtocolVersion::SSLv2 && want() != tls::Want::done;
  return reads_flight && selection->suites.size() == 1 ? std::optional(selection->suites.front()) : std::nullopt;
}

bool HelloExchange::has_retried() const { return impl_->has_retried(); }
const Observation& HelloExchange::observation() const { return impl_->observation(); }

}  // namespace probe
