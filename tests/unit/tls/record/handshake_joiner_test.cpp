// SPDX-License-Identifier: Apache-2.0
#include "tls/record/handshake_joiner.hpp"

#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::HandshakeJoiner;
using tls::HandshakeMessage;
using tls::HandshakeType;
using tls::test::from_hex;
using tls::test::vector_file;

std::vector<HandshakeMessage> drain(HandshakeJoiner& joiner) {
  std::vector<HandshakeMessage> messages;
  for (auto message = joiner.next(); message && *message; message = joiner.next()) messages.push_back(**message);
  return messages;
}

/// The handshake layer of a captured flight, all fragments joined.
Bytes handshake_octets(const std::string& name) {
  tls::RecordReader reader;
  reader.feed(vector_file(name));
  Bytes octets;
  for (auto record = reader.next(); record && *record; record = reader.next()) {
    octets.insert(octets.end(), (*record)->fragment.begin(), (*record)->fragment.end());
  }
  return octets;
}

}  // namespace

TEST_CASE("messages are joined and cut apart, however the records cut them") {
  const Bytes octets = handshake_octets("jdk-tls10-flight");
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{64}, octets.size()}) {
    CAPTURE(step);
    HandshakeJoiner joiner;
    std::vector<HandshakeMessage> messages;
    for (std::size_t at = 0; at < octets.size(); at += step) {
      joiner.feed(BytesView(octets).subspan(at, std::min(step, octets.size() - at)));
      for (auto& message : drain(joiner)) messages.push_back(std::move(message));
    }
    CHECK(joiner.empty());
    REQUIRE(messages.size() == 4);
    CHECK(messages[0].type == HandshakeType::server_hello);
    CHECK(messages[1].type == HandshakeType::certificate);
    CHECK(messages[2].type == HandshakeType::server_key_exchange);
    CHECK(messages[3].type == HandshakeType::server_hello_done);
    CHECK(messages[2].raw == vector_file("jdk-tls10-rsa-export-server-key-exchange"));
    CHECK(messages[2].body().size() == messages[2].raw.size() - 4);
    CHECK(messages[3].body().empty());
  }
}

TEST_CASE("half a message is not given out, and shows") {
  const Bytes message = vector_file("rfc8448-3-server-hello");
  for (std::size_t size = 1; size < message.size(); ++size) {
    CAPTURE(size);
    HandshakeJoiner joiner;
    joiner.feed(BytesView(message).first(size));
    CHECK_FALSE(joiner.next().value().has_value());
    CHECK_FALSE(joiner.empty());
  }
}

TEST_CASE("a message beyond the bound is refused by its header, and nothing of it is kept") {
  const struct {
    std::string name;
    std::size_t max_message;
    Bytes input;
    bool refused;
  } rows[] = {
      {"at the bound", 16, from_hex("0b 00 00 10"), false},
      {"one beyond", 16, from_hex("0b 00 00 11"), true},
      {"as much as can be said", HandshakeJoiner::kDefaultMaxMessage, from_hex("0b ff ff ff"), true},
      {"the default bound", HandshakeJoiner::kDefaultMaxMessage, from_hex("0b 02 00 00"), false},
      {"one beyond the default bound", HandshakeJoiner::kDefaultMaxMessage, from_hex("0b 02 00 01"), true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    HandshakeJoiner joiner(row.max_message);
    joiner.feed(row.input);
    CHECK(joiner.next().has_error() == row.refused);
    if (!row.refused) continue;
    CHECK(joiner.empty());
    joiner.feed(vector_file("rfc8448-3-server-hello"));
    CHECK(joiner.empty());
    CHECK(joiner.next().has_error());
  }
}

TEST_CASE("messages before the refused one are still given out") {
  HandshakeJoiner joiner(16);
  joiner.feed(from_hex("0e 00 00 00  0b 00 00 11"));
  CHECK(joiner.next().value().value().type == HandshakeType::server_hello_done);
  CHECK(joiner.next().has_error());
}
