// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_retry.hpp"

#include "tests/unit/probe/hello/answered.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Bytes;
using tls::Closure;
using tls::ExtensionType;
using tls::NamedGroup;
using tls::ProtocolVersion;
using tls::test::vector_body;
using tls::test::vector_file;

/// Brings a share of X25519 alone, so that RFC 8448's server has to ask for one of P-256.
const Offer kOffer13 = offer_of(ProtocolVersion::TLSv1_3, HelloShape::small);

Bytes rfc_retry() { return handshake_records(vector_file("rfc8448-5-hello-retry-request")); }
Bytes rfc_server_hello() { return handshake_records(vector_file("rfc8448-5-server-hello")); }

tls::ServerHello retry_with(std::vector<tls::Extension> extensions) {
  auto retry = *tls::decode_server_hello(vector_body("rfc8448-5-hello-retry-request"));
  retry.extensions = std::move(extensions);
  retry.extensions.push_back(tls::server_supported_versions_extension(ProtocolVersion::TLSv1_3));
  return retry;
}

/// The one ClientHello in records of handshake type.
tls::ClientHello hello_in(const Bytes& flight) {
  tls::RecordReader records;
  tls::HandshakeJoiner messages;
  records.feed(flight);
  for (auto record = records.next(); record && *record; record = records.next())
    if ((*record)->type == tls::ContentType::handshake) messages.feed((*record)->fragment);
  const auto message = messages.next();
  REQUIRE(message.has_value());
  REQUIRE(message->has_value());
  return tls::decode_client_hello((*message)->body()).value();
}

}  // namespace

TEST_CASE("RFC 8448 section 5: a HelloRetryRequest is followed on the same connection") {
  for (const std::size_t step : {1U, 7U, 10'000U}) {
    CAPTURE(step);
    HelloExchange exchange(kOffer13, count_up);
    const auto first = hello_in(exchange.output());
    CHECK(exchange.output().empty());
    feed_in_steps(exchange, rfc_retry(), step);
    REQUIRE(exchange.want() == tls::Want::read);
    const auto second = hello_in(exchange.output());

    // RFC 8446 4.1.2: the same hello, but for key_share and cookie.
    CHECK(second.random == first.random);
    CHECK(second.session_id == first.session_id);
    CHECK(second.cipher_suites == first.cipher_suites);
    const auto shares = tls::decode_client_key_share(tls::find(*second.extensions, ExtensionType::key_share)->data);
    REQUIRE(shares.has_value());
    REQUIRE(shares->size() == 1);
    CHECK(shares->front().group == NamedGroup::secp256r1);
    CHECK(shares->front().key_exchange.size() == 65);
    const auto rfc = *tls::decode_server_hello(vector_body("rfc8448-5-hello-retry-request"));
    const auto* const cookie = tls::find(*second.extensions, ExtensionType::cookie);
    REQUIRE(cookie != nullptr);
    CHECK(cookie->data == tls::find(rfc.extensions, ExtensionType::cookie)->data);
    CHECK(second.extensions->size() == first.extensions->size() + 1);

    feed_in_steps(exchange, rfc_server_hello(), step);
    CHECK(exchange.want() == tls::Want::done);
    const auto& observation = exchange.observation();
    CHECK(observation.response == Response::server_hello);
    CHECK(observation.detail.empty());
    REQUIRE(observation.selection);
    CHECK(observation.selection->after_retry);
    CHECK(observation.selection->suites == std::vector{tls::CipherSuite{0x1301}});
    CHECK(observation.selection->group == NamedGroup::secp256r1);
  }
}

TEST_CASE("a full hello goes on in middlebox compatibility mode") {
  const Offer offer = offer_of(ProtocolVersion::TLSv1_3);
  HelloExchange exchange(offer, count_up);
  const auto first = hello_in(exchange.output());
  CHECK(first.session_id.size() == 32);
  exchange.feed(handshake_records(tls::encode(retry_with({tls::retry_key_share_extension(NamedGroup::secp384r1)}))));
  const auto flight = exchange.output();
  // RFC 8446 D.4: a ChangeCipherSpec stands in front.
  CHECK(Bytes(flight.begin(), flight.begin() + 6) == Bytes{0x14, 0x03, 0x03, 0x00, 0x01, 0x01});
  CHECK(hello_in(flight).session_id == first.session_id);
  // A server's own ChangeCipherSpec may come at any time.
  exchange.feed(tls::test::from_hex("140303000101"));
  exchange.feed(rfc_server_hello());
  CHECK(exchange.observation().response == Response::server_hello);
}

TEST_CASE("a retry that leads nowhere says where it ended, and keeps the suite that it named") {
  struct Row {
    std::string name;
    Bytes rest;
    Closure end;
    std::string detail;
  };
  const std::vector<Row> rows{
      {"closed", {}, Closure::end_of_stream, "the connection was closed after a HelloRetryRequest"},
      {"reset", {}, Closure::reset, "the connection was closed after a HelloRetryRequest"},
      {"silent", {}, Closure::timed_out, "nothing more came after a HelloRetryRequest"},
      {"a second one", rfc_retry(), Closure::timed_out, "a second HelloRetryRequest came"},
      {"an alert", alert_record(2, 47), Closure::timed_out, "fatal illegal_parameter (47)"},
      {"noise", octets_of("HTTP/1.1 400"), Closure::timed_out,
       "ContentType has a value that is not allowed here (octet 0)"},
      {"half a ServerHello", tls::test::from_hex("16030300ff0200"), Closure::timed_out,
       "nothing more came after a HelloRetryRequest"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto observation = answered(kOffer13, rfc_retry() + row.rest, row.end);
    CHECK(observation.response == Response::retry_failed);
    CHECK(observation.detail == row.detail);
    REQUIRE(observation.selection);
    CHECK(observation.selection->suites == std::vector{tls::CipherSuite{0x1301}});
    CHECK_FALSE(observation.selection->group);
  }
}

TEST_CASE("a retry that asks for what it may not is not followed") {
  struct Row {
    std::string name;
    std::vector<tls::Extension> extensions;
    std::string detail;
  };
  const std::vector<Row> rows{
      {"no change", {}, "the HelloRetryRequest asks for no change"},
      {"a share that it had",
       {tls::retry_key_share_extension(NamedGroup::x25519)},
       "the HelloRetryRequest asks for a share of group x25519, which it had already"},
      {"a group that was not offered",
       {tls::retry_key_share_extension(NamedGroup::x448)},
       "the HelloRetryRequest asks for group x448, which was not offered"},
      {"a group that nobody knows",
       {tls::retry_key_share_extension(NamedGroup{0xFAFA})},
       "the HelloRetryRequest asks for group 0xFAFA, which was not offered"},
      {"a whole share",
       {tls::server_key_share_extension({NamedGroup::secp256r1, Bytes(65, 4)})},
       "HelloRetryRequest: key_share has octets behind its end (octet 2)"},
      {"an empty cookie",
       {{ExtensionType::cookie, {0, 0}}},
       "HelloRetryRequest: cookie is shorter than it may be (octet 0)"},
      {"a cookie that is too large to give back",
       {tls::cookie_extension(Bytes(40'000, 1))},
       "the HelloRetryRequest's cookie of 40000 octets is larger than this program sends back"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    HelloExchange exchange(kOffer13, count_up);
    CHECK_FALSE(exchange.output().empty());
    exchange.feed(handshake_records(tls::encode(retry_with(row.extensions))));
    CHECK(exchange.want() == tls::Want::done);
    CHECK(exchange.output().empty());
    CHECK(exchange.observation().response == Response::retry_failed);
    CHECK(exchange.observation().detail == row.detail);
  }
}

TEST_CASE("nothing stands in front of a second hello that carries a cookie") {
  // RFC 8446 D.4 leaves the ChangeCipherSpec time until the encrypted flight; stateless servers expect a ClientHello.
  HelloExchange exchange(offer_of(ProtocolVersion::TLSv1_3), count_up);
  CHECK_FALSE(exchange.output().empty());
  exchange.feed(handshake_records(tls::encode(retry_with({tls::cookie_extension(Bytes{1, 2, 3})}))));
  const auto flight = exchange.output();
  REQUIRE_FALSE(flight.empty());
  CHECK(flight.front() == 0x16);
  CHECK(hello_in(flight).session_id.size() == 32);
}

TEST_CASE("a retry may ask for a cookie alone") {
  const auto first = shape_hello(kOffer13, count_up);
  const auto second = second_hello(first, retry_with({tls::cookie_extension(Bytes{1, 2, 3})}), count_up);
  REQUIRE(second.hello);
  CHECK(*tls::find(*second.hello->extensions, ExtensionType::key_share) ==
        *tls::find(*first.extensions, ExtensionType::key_share));
  CHECK(*tls::find(*second.hello->extensions, ExtensionType::cookie) == tls::cookie_extension(Bytes{1, 2, 3}));
}

TEST_CASE("a retry for another version is not followed") {
  auto retry = retry_with({tls::retry_key_share_extension(NamedGroup::secp256r1)});
  retry.extensions.pop_back();
  const auto observation = answered(kOffer13, handshake_records(tls::encode(retry)));
  CHECK(observation.response == Response::retry_failed);
  CHECK(observation.detail == "the HelloRetryRequest is for TLSv1.2");
}

TEST_CASE("a ServerHello with another suite than its retry had is told") {
  auto hello = *tls::decode_server_hello(vector_body("rfc8448-5-server-hello"));
  hello.cipher_suite = tls::CipherSuite{0x1302};
  const auto observation = answered(kOffer13, rfc_retry() + handshake_records(tls::encode(hello)));
  CHECK(observation.response == Response::server_hello);
  CHECK(observation.selection->suites == std::vector{tls::CipherSuite{0x1302}});
  CHECK(observation.selection->retry_suite == tls::CipherSuite{0x1301});
  CHECK(observation.detail == "the HelloRetryRequest had named TLS_AES_128_GCM_SHA256");
}
