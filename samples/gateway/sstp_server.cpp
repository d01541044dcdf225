// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/sstp_server.hpp"

#include "probe/sstp/request.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway {
namespace {

using probe::sstp::MessageType;
using probe::sstp::Packet;
using probe::sstp::PacketKind;
using probe::sstp::Status;

constexpr std::string_view kServerField = "Server: sstp-sample-gateway\r\n";
constexpr std::string_view kMethod = "SSTP_DUPLEX_POST";
/// [MS-SSTP] note <2>: Windows servers count to 3.
constexpr unsigned kMaxNaks = 3;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// [MS-SSTP] 3.2.4.1: a query ("?tenantid=...") may follow the path. Servers in the field ignore the GUID's case.
bool is_duplex_path(std::string_view target) {
  const auto path = target.substr(0, target.find('?'));
  return std::equal(path.begin(), path.end(), probe::kDuplexPath.begin(), probe::kDuplexPath.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

SstpServer::SstpServer(std::uint8_t hashes, tls::RandomSource random) : hashes_(hashes), random_(std::move(random)) {}

tls::Bytes SstpServer::output() { return std::exchange(output_, {}); }

void SstpServer::feed(tls::BytesView plaintext) {
  switch (state_) {
    case State::awaiting_request:
      request_.feed(plaintext);
      return on_request();
    case State::awaiting_connect_request:
    case State::in_call:
      packets_.feed(plaintext);
      return read_packets();
    case State::ended:
      return;
  }
}

void SstpServer::on_request() {
  switch (request_.state()) {
    case RequestState::reading:
      return;
    case RequestState::malformed:
      return refuse("400 Bad Request");
    case RequestState::too_long:
      return refuse("431 Request Header Fields Too Large");
    case RequestState::complete:
      break;
  }
  if (!is_duplex_path(request_.target())) return refuse("404 Not Found");
  if (request_.method() != kMethod) return refuse("405 Method Not Allowed", "Allow: SSTP_DUPLEX_POST\r\n");
  // [MS-SSTP] 4.1 shows the status line of Windows: without a reason.
  say("HTTP/1.1 200\r\n");
  say("Content-Length: " + std::string(probe::kDuplexContentLength) + "\r\n");
  say(kServerField);
  say("\r\n");
  state_ = State::awaiting_connect_request;
  packets_.feed(request_.take_rest());
  read_packets();
}

void SstpServer::refuse(std::string_view status, std::string_view more_fields) {
  say("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\nConnection: close\r\n");
  say(more_fields);
  say(kServerField);
  say("\r\n");
  state_ = State::ended;
}

void SstpServer::read_packets() {
  while (state_ != State::ended) {
    const auto packet = packets_.next();
    if (!packet) {
      // [MS-SSTP] 3.1.5.1: what cannot be decoded ends the connection without a message.
      state_ = State::ended;
      return;
    }
    if (!*packet) return;
    if ((*packet)->kind == PacketKind::control) on_packet(**packet);
  }
}

void SstpServer::on_packet(const Packet& packet) {
  const bool is_in_call = state_ == State::in_call;
  switch (packet.type) {
    case MessageType::call_connect_request:
      if (is_in_call) break;
      return on_connect_request(packet);
    case MessageType::call_connected:
    case MessageType::echo_response:
      // Nobody here can check the crypto binding: its keys come from PPP.
      if (!is_in_call) break;
      return;
    case MessageType::echo_request:
      if (!is_in_call) break;
      return say(probe::sstp::bare_message(MessageType::echo_response));
    case MessageType::call_disconnect:
      say(probe::sstp::bare_message(MessageType::call_disconnect_ack));
      state_ = State::ended;
      return;
    case MessageType::call_abort:
      return abort(Status::no_error);
    case MessageType::call_connect_ack:
    case MessageType::call_connect_nak:
    case MessageType::call_disconnect_ack:
      break;
  }
  abort(Status::unaccepted_frame_received);
}

void SstpServer::on_connect_request(const Packet& packet) {
  const auto protocol = probe::sstp::encapsulated_protocol(packet);
  if (!protocol) return nak(Status::required_attribute_missing);
  if (*protocol != probe::sstp::kProtocolPpp) return nak(Status::value_not_supported);
  probe::sstp::CryptoBindingRequest binding;
  binding.hashes = hashes_;
  random_(binding.nonce);
  say(probe::sstp::call_connect_ack(binding));
  state_ = State::in_call;
}

void SstpServer::nak(Status status) {
  if (++naks_ > kMaxNaks) return abort(Status::retry_count_exceeded);
  say(probe::sstp::call_connect_nak({probe::sstp::AttributeId::encapsulated_protocol_id, status}));
}

void SstpServer::abort(Status status) {
  say(probe::sstp::call_abort({probe::sstp::AttributeId::no_error, status}));
  state_ = State::ended;
}

void SstpServer::say(const Packet& packet) {
  const auto octets = probe::sstp::encode(packet);
  output_.insert(output_.end(), octets.begin(), octets.end());
}

void SstpServer::say(std::string_view text) { output_.insert(output_.end(), text.begin(), text.end()); }

}  // namespace gateway
