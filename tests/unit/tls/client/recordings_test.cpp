// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/recorded.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::ClientState;
using tls::HandshakeFault;
using tls::HandshakeStep;
using tls::legacy::LegacyClient;
using tls::test::recorded_cells;
using tls::test::RecordedCell;
using tls::test::recording;
using tls::test::recording_name;

LegacyClient client_of(const RecordedCell& cell) {
  return LegacyClient(tls::test::cell_config(cell.version, cell.suite));
}

std::string why(const tls::Client& client) {
  return client.report().failure ? to_string(*client.report().failure) : "no failure";
}

/// How many of the octets make the handshake: up to the record that makes the client `connected`.
std::size_t handshake_size(const RecordedCell& cell, BytesView octets) {
  LegacyClient client = client_of(cell);
  std::size_t size = 0;
  while (client.state() == ClientState::handshaking && size < octets.size()) client.feed(octets.subspan(size++, 1));
  return size;
}

TEST_CASE("our client finishes again what it finished with JDK 17") {
  for (const auto& cell : recorded_cells()) {
    CAPTURE(recording_name(cell));
    LegacyClient client = client_of(cell);
    client.feed(recording(cell));
    CAPTURE(why(client));
    CHECK(client.report().reached == HandshakeStep::finished);
    CHECK(client.state() == ClientState::closed);
    CHECK(client.report().close_notify);
    CHECK(tls::test::text(client.received()) == tls::test::kRecordedQuestion);
    CHECK(client.report().version == cell.version);
    CHECK(client.report().suite == cell.suite);
  }
}

TEST_CASE("however the transport cuts it") {
  for (const auto& cell : recorded_cells()) {
    CAPTURE(recording_name(cell));
    LegacyClient client = client_of(cell);
    for (const std::uint8_t& octet : recording(cell)) client.feed({&octet, 1});
    CHECK(client.state() == ClientState::closed);
    CHECK(tls::test::text(client.received()) == tls::test::kRecordedQuestion);
  }
}

TEST_CASE("a handshake that ends early is never finished") {
  for (const auto& cell : recorded_cells()) {
    CAPTURE(recording_name(cell));
    const Bytes octets = recording(cell);
    const std::size_t whole = handshake_size(cell, octets);
    for (std::size_t size = 0; size < whole; ++size) {
      CAPTURE(size);
      LegacyClient cut = client_of(cell);
      cut.feed(BytesView(octets).first(size));
      REQUIRE(cut.state() == ClientState::handshaking);
      cut.closed(tls::Closure::reset);
      REQUIRE(cut.state() == ClientState::failed);
      REQUIRE(cut.report().failure->fault == HandshakeFault::reset);
      REQUIRE(cut.report().failure->step > cut.report().reached);
    }
  }
}

/// In a record's header the low octet of the version means nothing (RFC 8446 5.1), and a length may cut the record in
/// another place.
std::vector<bool> headers_of(BytesView octets) {
  std::vector<bool> header(octets.size(), false);
  for (std::size_t at = 0; at + tls::kRecordHeaderSize <= octets.size();) {
    for (std::size_t i = 0; i < tls::kRecordHeaderSize; ++i) header[at + i] = true;
    at += tls::kRecordHeaderSize + (std::size_t{octets[at + 3]} << 8 | octets[at + 4]);
  }
  return header;
}

// Every seventh octet, and in each recording others: whole handshakes cost time.
TEST_CASE("a handshake with one bit turned over is never finished") {
  constexpr std::size_t kStride = 7;
  std::size_t first = 0;
  for (const auto& cell : recorded_cells()) {
    CAPTURE(recording_name(cell));
    Bytes octets = recording(cell);
    octets.resize(handshake_size(cell, octets));
    const std::vector<bool> is_header = headers_of(octets);
    for (std::size_t at = first++ % kStride; at < octets.size(); at += kStride) {
      if (is_header[at]) continue;
      CAPTURE(at);
      const auto bit = static_cast<std::uint8_t>(1U << at % 8);
      octets[at] ^= bit;
      LegacyClient client = client_of(cell);
      client.feed(octets);
      REQUIRE(client.state() != ClientState::connected);
      octets[at] ^= bit;
    }
  }
}

TEST_CASE("application data with one bit turned over is never taken") {
  for (const auto& cell : recorded_cells()) {
    CAPTURE(recording_name(cell));
    Bytes octets = recording(cell);
    const std::vector<bool> is_header = headers_of(octets);
    for (std::size_t at = handshake_size(cell, octets); at < octets.size(); ++at) {
      if (is_header[at]) continue;
      CAPTURE(at);
      octets[at] ^= 0x10;
      LegacyClient client = client_of(cell);
      client.feed(octets);
      const bool last_padding = client.state() == ClientState::closed;
      // SSL 3.0 leaves the content of padding open (RFC 6101 5.2.3.2): POODLE's hole.
      if (!(last_padding && cell.version == tls::ProtocolVersion::SSLv3)) {
        REQUIRE(client.state() == ClientState::failed);
        REQUIRE(client.report().failure->fault == HandshakeFault::unverified);
      }
      octets[at] ^= 0x10;
    }
  }
}

}  // namespace
