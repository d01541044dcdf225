// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fuzz/fuzz_support.hpp"
#include "tls/client/client.hpp"
#include "tls/wire/bytes.hpp"

#include <algorithm>
#include <cstddef>

/// What the fuzzers of TLS clients share.
namespace tls::fuzz {

/// What must hold of a client at any time.
inline void check(const Client& client) {
  const auto& report = client.report();
  require((client.state() == ClientState::failed) == report.failure.has_value());
  require((client.want() == Want::read) ==
          (client.state() == ClientState::handshaking || client.state() == ClientState::connected));
  const bool is_up = client.state() == ClientState::connected || client.state() == ClientState::closed;
  require(!is_up || report.reached >= HandshakeStep::finished);
  require(report.warnings.size() <= HandshakeReport::kMaxWarnings);
  if (!report.failure) return;
  require(report.failure->alert.has_value() == (report.failure->fault == HandshakeFault::alert));
  require(!report.failure->sentence.empty() && report.failure->sentence.size() < 300);
  for (const char c : report.failure->sentence) require(c >= 0x20 && c < 0x7F);
}

/// Feeds octets in pieces, for as long as the client reads.
inline void feed_in_pieces(Client& client, BytesView octets, std::size_t size) {
  while (!octets.empty() && client.want() == Want::read) {
    const auto piece = octets.first(std::min(size, octets.size()));
    octets = octets.subspan(piece.size());
    client.feed(piece);
  }
}

/// The end of a connection; nothing may be wanted behind it, and nothing changes any more.
inline void end(Client& client, std::uint8_t choice) {
  client.closed(choice % 3 == 0 ? Closure::timed_out : choice % 3 == 1 ? Closure::reset : Closure::end_of_stream);
  require(client.want() == Want::done);
  const auto state = client.state();
  client.feed(Bytes{22, 3, 1, 0, 1, 0});
  client.send(Bytes{1});
  client.close();
  require(client.state() == state);
  require(client.received().size() <= Client::kMaxReceived);
  static_cast<void>(client.output());
  check(client);
}

/// A part of the input with its length in one octet before it.
inline BytesView take_part(BytesView& input) {
  const auto part = input.first(std::min<std::size_t>(take_choice(input), input.size()));
  input = input.subspan(part.size());
  return part;
}

}  // namespace tls::fuzz
