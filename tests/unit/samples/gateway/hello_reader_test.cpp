// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/hello_reader.hpp"

#include <doctest/doctest.h>

#include "tests/unit/samples/gateway/captured_hello.hpp"

namespace {

using gateway::HelloReader;

TEST_CASE("A hello is found however it is cut") {
  const auto hello = gateway::test::tls12_hello();
  for (std::size_t cut = 0; cut <= hello.size(); ++cut) {
    CAPTURE(cut);
    HelloReader reader;
    reader.feed(tls::BytesView(hello).first(cut));
    const auto early = reader.next();
    REQUIRE(early.has_value());
    CHECK(early->has_value() == (cut == hello.size()));
    if (cut == hello.size()) break;
    reader.feed(tls::BytesView(hello).subspan(cut));
    const auto whole = reader.next();
    REQUIRE(whole.has_value());
    REQUIRE(whole->has_value());
    CHECK((*whole)->size == hello.size());
    CHECK(std::get<tls::ClientHello>((*whole)->message) == gateway::test::decoded(hello));
  }
}

TEST_CASE("A second hello follows a first, with a change_cipher_spec between") {
  HelloReader reader;
  auto octets = gateway::test::tls13_hello();
  reader.feed(octets);
  REQUIRE(reader.next().has_value());
  reader.feed(tls::Bytes{20, 3, 3, 0, 1, 1});
  CHECK_FALSE(reader.next()->has_value());
  reader.feed(octets);
  CHECK(reader.next()->has_value());
}

TEST_CASE("What is no hello is an error") {
  struct Row {
    const char* name;
    tls::Bytes octets;
  };
  const Row rows[] = {
      {"HTTP", {'G', 'E', 'T', ' ', '/'}},
      {"an alert", {21, 3, 1, 0, 2, 1, 0}},
      {"a server's message", {22, 3, 1, 0, 4, 14, 0, 0, 0}},
      {"a message of 16 MiB", {22, 3, 1, 0, 4, 1, 0xFF, 0xFF, 0xFF}},
      {"an empty ClientHello", {22, 3, 1, 0, 4, 1, 0, 0, 0}},
      {"an empty SSL 2.0 hello", {0x80, 3, 1, 0, 2}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    HelloReader reader;
    reader.feed(row.octets);
    CHECK_FALSE(reader.next().has_value());
  }
}

TEST_CASE("An SSL 2.0 hello of a client that knows TLS becomes one of TLS") {
  // The record that RFC 5246 appendix E.2 describes: version 3.1, RC4-128 as an SSL 2.0 kind, 0x0005 and 0x000A as
  // TLS codes, a challenge of 16 octets.
  const tls::Bytes record{0x80, 34,   1,    3,    1,    0,    9,    0,    0,    0,    16,   1,
                          0,    0x80, 0,    0,    5,    0,    0,    10,   0xA0, 0xA1, 0xA2, 0xA3,
                          0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF};
  HelloReader reader;
  reader.feed(record);
  const auto received = reader.next();
  REQUIRE(received.has_value());
  REQUIRE(received->has_value());
  const auto hello = gateway::to_tls_hello(std::get<tls::ssl2::ClientHello>((*received)->message));
  CHECK(hello.legacy_version == tls::ProtocolVersion::TLSv1_0);
  CHECK(hello.cipher_suites == std::vector{tls::CipherSuite{0x0005}, tls::CipherSuite{0x000A}});
  CHECK(hello.random[15] == 0);
  CHECK(hello.random[16] == 0xA0);
  CHECK(hello.random[31] == 0xAF);
}

}  // namespace
