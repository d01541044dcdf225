// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_exchange.hpp"

#include "tests/unit/probe/hello/answered.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Closure;
using tls::ProtocolVersion;
using tls::test::vector_file;

struct Flight {
  std::string name;
  ProtocolVersion version;
  tls::Bytes octets;
};

std::vector<Flight> flights() {
  return {
      {"OpenSSL, TLS 1.2", ProtocolVersion::TLSv1_2, vector_file("openssl-tls12-flight")},
      {"OpenJDK, TLS 1.0", ProtocolVersion::TLSv1_0, vector_file("jdk-tls10-flight")},
      {"RFC 8448, TLS 1.3", ProtocolVersion::TLSv1_3, handshake_records(vector_file("rfc8448-3-server-hello"))},
  };
}

}  // namespace

TEST_CASE("a real flight says the same however it is fragmented") {
  for (const auto& flight : flights()) {
    CAPTURE(flight.name);
    const Offer offer = offer_of(flight.version);
    const auto whole = answered(offer, flight.octets);
    REQUIRE(whole.response == Response::server_hello);
    for (const std::size_t step : {1U, 2U, 5U, 6U, 100U}) {
      CAPTURE(step);
      HelloExchange exchange(offer, count_up);
      feed_in_steps(exchange, flight.octets, step);
      CHECK(exchange.want() == tls::Want::done);
      CHECK(exchange.observation().selection == whole.selection);
    }
    const auto cut = answered(offer, one_octet_records(flight.octets));
    CHECK(cut.response == Response::server_hello);
    CHECK(cut.selection == whole.selection);
    CHECK(cut.detail.empty());
  }
}

TEST_CASE("a real flight that ends at any octet is half an answer, or a ServerHello") {
  for (const auto& flight : flights()) {
    CAPTURE(flight.name);
    const Offer offer = offer_of(flight.version);
    const auto whole = answered(offer, flight.octets);
    REQUIRE(whole.selection);
    bool selected = false;
    for (std::size_t size = 1; size < flight.octets.size(); ++size) {
      CAPTURE(size);
      for (const auto end : {Closure::end_of_stream, Closure::reset, Closure::timed_out}) {
        const auto observation = answered(offer, tls::BytesView(flight.octets).first(size), end);
        selected = selected || observation.response == Response::server_hello;
        // Once it is there it stays.
        CHECK(observation.response == (selected ? Response::server_hello : Response::partial));
        CHECK(observation.selection.has_value() == selected);
        if (selected) CHECK(observation.selection->suites == whole.selection->suites);
        CHECK_FALSE(observation.detail.empty());
        CHECK_FALSE(observation.alert);
      }
    }
    CHECK((selected || flight.version == ProtocolVersion::TLSv1_3));
  }
}

TEST_CASE("an octet that is changed makes no refusal of a real flight") {
  for (const auto& flight : flights()) {
    CAPTURE(flight.name);
    const Offer offer = offer_of(flight.version);
    for (std::size_t at = 0; at < flight.octets.size(); ++at) {
      CAPTURE(at);
      for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
        auto octets = flight.octets;
        octets[at] = static_cast<std::uint8_t>(octets[at] ^ flip);
        const auto response = answered(offer, octets).response;
        // 0x16 with its lowest bits changed is an alert record, or another type.
        const bool possible = response == Response::server_hello || response == Response::partial ||
                              response == Response::garbled || response == Response::not_tls ||
                              response == Response::retry_failed;
        CHECK(possible);
      }
    }
  }
}
