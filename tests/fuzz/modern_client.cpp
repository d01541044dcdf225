// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/modern_client.hpp"

#include "tests/fuzz/client_support.hpp"
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/libssl_server.hpp"

#include <openssl/err.h>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::CipherSuite;
using tls::ProtocolVersion;
using tls::fuzz::require;

struct Cell {
  ProtocolVersion version;
  CipherSuite suite;
};

/// Each key exchange once, and TLS 1.3; NULL ciphers, behind which octets turned over are seen and not only guessed.
constexpr Cell kCells[] = {
    {ProtocolVersion::TLSv1_3, CipherSuite::TLS_AES_128_GCM_SHA256},
    {ProtocolVersion::TLSv1_2, CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
    {ProtocolVersion::TLSv1_2, CipherSuite::TLS_RSA_WITH_NULL_SHA256},
    {ProtocolVersion::TLSv1_0, CipherSuite::TLS_ECDH_anon_WITH_NULL_SHA},
    {ProtocolVersion::TLSv1_1, CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA},
    {ProtocolVersion::TLSv1_3, CipherSuite::TLS_CHACHA20_POLY1305_SHA256},
};

/// What the server says under its keys, and what becomes of it on the way.
class Talk {
 public:
  Talk(const Cell& cell, bool asks_for_certificate)
      : client_(tls::test::cell_config(cell.version, cell.suite)),
        server_({.version = cell.version, .asks_for_certificate = asks_for_certificate}) {}

  /// The genuine talk goes on by one flight.
  void advance() { on_the_way_ = server_.exchange(client_.output()); }
  void deliver(std::size_t piece) {
    tls::fuzz::feed_in_pieces(client_, on_the_way_, piece);
    on_the_way_.clear();
  }
  void act(std::uint8_t deed, BytesView& input);

  [[nodiscard]] tls::modern::ModernClient& client() { return client_; }
  [[nodiscard]] bool is_genuine() const { return genuine_; }

 private:
  void spoil(BytesView part);

  tls::modern::ModernClient client_;
  tls::test::LibsslServer server_;
  Bytes on_the_way_;
  bool genuine_ = true;
};

/// Positions (of two octets) and what is added to the octet there.
void Talk::spoil(BytesView part) {
  for (; part.size() >= 3 && !on_the_way_.empty(); part = part.subspan(3)) {
    auto& octet = on_the_way_[(std::size_t{part[0]} << 8 | part[1]) % on_the_way_.size()];
    octet = static_cast<std::uint8_t>(octet ^ part[2]);
  }
}

void Talk::act(std::uint8_t deed, BytesView& input) {
  switch (deed % 10U) {
    case 0:
    case 1:
      advance();
      return deliver(std::size_t{deed} + 1);
    case 2:
      genuine_ = false;
      advance();
      spoil(tls::fuzz::take_part(input));
      return deliver(on_the_way_.size() + 1);
    case 3:  // cut short
      genuine_ = false;
      advance();
      on_the_way_.resize(on_the_way_.size() - std::min<std::size_t>(on_the_way_.size(), tls::fuzz::take_choice(input)));
      return deliver(on_the_way_.size() + 1);
    case 4:  // octets of the input between
      genuine_ = false;
      return client_.feed(tls::fuzz::take_part(input));
    case 5:
      if (server_.connected()) server_.write(tls::fuzz::take_part(input));
      return;
    case 6:
      if (server_.connected()) SSL_key_update(server_.ssl(), deed / 10U % 2U);
      return;
    case 7:
      if (!server_.connected()) return;
      if (deed / 10U % 2U == 0) return server_.close();
      genuine_ = false;  // libssl's server takes no no_renegotiation for an answer
      return server_.ask_to_renegotiate();
    case 8:
      return client_.send(tls::fuzz::take_part(input));
    case 9:
      return deed / 10U % 2U == 0 ? client_.close() : static_cast<void>(client_.received());
  }
}

}  // namespace

// A genuine server and the way to it, on which the input's deeds are done; see Talk::act().
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  BytesView input(data, size);
  const std::uint8_t choice = tls::fuzz::take_choice(input);
  Talk talk(kCells[choice % std::size(kCells)], choice >= 0x80);
  while (!input.empty() && talk.client().want() == tls::Want::read) {
    talk.act(tls::fuzz::take_choice(input), input);
    tls::fuzz::check(talk.client());
    require(!talk.is_genuine() || talk.client().state() != tls::ClientState::failed);
  }
  ERR_clear_error();
  tls::fuzz::end(talk.client(), size % 3U);
  return 0;
}
