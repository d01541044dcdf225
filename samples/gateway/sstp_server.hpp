// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/message.hpp"
#include "probe/sstp/packet_reader.hpp"
#include "samples/gateway/request_head.hpp"
#include "tls/client/random_source.hpp"
#include "tls/wire/bytes.hpp"

#include <cstdint>
#include <string_view>

namespace gateway {

/// The server's side of an SSTP call above TLS, up to its Ack: plaintext in, plaintext out. There is no PPP behind it:
/// frames are dropped, and a call lasts until the client leaves or the server's patience ends.
class SstpServer {
 public:
  /// `hashes` is the Hash Protocol Bitmask of the Ack.
  SstpServer(std::uint8_t hashes, tls::RandomSource random);

  /// Ignored once ended().
  void feed(tls::BytesView plaintext);
  /// Takes what is to be sent.
  [[nodiscard]] tls::Bytes output();
  /// Nothing more will be said: time to close.
  [[nodiscard]] bool ended() const { return state_ == State::ended; }

 private:
  enum class State : std::uint8_t { awaiting_request, awaiting_connect_request, in_call, ended };

  void on_request();
  void refuse(std::string_view status, std::string_view more_fields = {});
  void read_packets();
  void on_packet(const probe::sstp::Packet& packet);
  void on_connect_request(const probe::sstp::Packet& packet);
  void nak(probe::sstp::Status status);
  void abort(probe::sstp::Status status);
  void say(const probe::sstp::Packet& packet);
  void say(std::string_view text);

  std::uint8_t hashes_;
  tls::RandomSource random_;
  State state_ = State::awaiting_request;
  RequestHead request_;
  probe::sstp::PacketReader packets_;
  unsigned naks_ = 0;
  tls::Bytes output_;
};

}  // namespace gateway
