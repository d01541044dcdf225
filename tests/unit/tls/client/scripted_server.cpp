// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/scripted_server.hpp"

#include "tests/unit/tls/client/random_octets.hpp"
#include "tests/unit/tls/support/vector_file.hpp"
#include "tls/client/crypto/finite_field.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/server_key_exchange.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/wire/reader.hpp"

#include <stdexcept>

namespace tls::test {
namespace {

/// 2^127 - 1, a prime that needs no explanation.
Bytes prime() { return from_hex("7fffffffffffffffffffffffffffffff"); }

/// The same secret exponent each time.
crypto::SharedSecret exchange_with(BytesView peer_value) {
  const auto shared = crypto::finite_field_exchange(prime(), Bytes{3}, peer_value, fixed_random(Bytes(16, 0x42)));
  if (!shared) throw std::runtime_error("the client's public value is none");
  return *shared;
}

std::vector<Record> records_of(BytesView octets) {
  RecordReader reader;
  reader.feed(octets);
  std::vector<Record> records;
  while (auto record = reader.next().value()) records.push_back(std::move(*record));
  return records;
}

}  // namespace

ScriptedServer::ScriptedServer(ProtocolVersion version, CipherSuite suite)
    : version_(version), suite_(find_cipher_suite(suite)) {
  server_random_.fill(0x5E);
}

void ScriptedServer::read_hello(BytesView client_octets) {
  const Bytes message = records_of(client_octets).at(0).fragment;
  client_random_ = decode_client_hello(BytesView(message).subspan(4)).value().random;
  transcript_ = message;
}

ServerHello ScriptedServer::hello() const {
  ServerHello hello;
  hello.legacy_version = version_;
  hello.random = server_random_;
  hello.cipher_suite = suite_->code;
  return hello;
}

Bytes ScriptedServer::send(const ServerHello& hello) {
  const Bytes message = encode(hello);
  append(transcript_, message);
  return record(message);
}

Bytes ScriptedServer::send_key_exchange() {
  ServerKeyExchange message;
  message.key = ServerDhParams{prime(), {3}, exchange_with(Bytes{5}).public_value};
  const Bytes encoded = encode(message);
  append(transcript_, encoded);
  return record(encoded);
}

Bytes ScriptedServer::send_done() { return send(HandshakeType::server_hello_done, {}); }

Bytes ScriptedServer::send(HandshakeType type, BytesView body) {
  const Bytes message = handshake_message(type, body);
  append(transcript_, message);
  return record(message);
}

bool ScriptedServer::read_flight(BytesView client_octets) {
  const std::vector<Record> records = records_of(client_octets);
  const Bytes& key_exchange = records.at(0).fragment;
  Reader body(BytesView(key_exchange).subspan(4));
  append(transcript_, key_exchange);

  schedule_.emplace(version_, *suite_, client_random_, server_random_);
  master_ = schedule_->master_secret(exchange_with(body.vec16("dh_Yc")).secret);
  const legacy::TrafficKeys keys = schedule_->traffic_keys(master_);
  opener_.emplace(version_, *suite_, keys.client);
  sealer_.emplace(version_, *suite_, keys.server, repeatable_random());

  const legacy::OpenedRecord opened = opener_->open(records.at(2).type, records.at(2).fragment);
  const Bytes expected =
      handshake_message(HandshakeType::finished, schedule_->verify_data(master_, legacy::Side::client, transcript_));
  append(transcript_, opened.content);
  return !opened.fault && opened.content == expected;
}

Bytes ScriptedServer::change_cipher_spec() const {
  return encode_records(ContentType::change_cipher_spec, version_, Bytes{1});
}

Bytes ScriptedServer::finished() const {
  return handshake_message(HandshakeType::finished, schedule_->verify_data(master_, legacy::Side::server, transcript_));
}

Bytes ScriptedServer::seal(ContentType type, BytesView content) { return sealer_->seal(type, content); }

std::vector<Record> ScriptedServer::open(BytesView client_octets) {
  std::vector<Record> records = records_of(client_octets);
  for (Record& record : records) {
    const legacy::OpenedRecord opened = opener_->open(record.type, record.fragment);
    if (opened.fault) throw std::runtime_error("the client sent a record that does not open");
    record.fragment = opened.content;
  }
  return records;
}

Bytes ScriptedServer::first_flight() {
  Bytes flight = send(hello());
  append(flight, send_key_exchange());
  append(flight, send_done());
  return flight;
}

Bytes ScriptedServer::record(BytesView message) const {
  return encode_records(ContentType::handshake, version_, message);
}

}  // namespace tls::test
