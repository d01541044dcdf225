// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/hello/answered.hpp"

#include "tls/record/record.hpp"

#include <algorithm>

namespace probe::test {

using tls::Bytes;
using tls::BytesView;
using tls::ContentType;
using tls::ProtocolVersion;

void count_up(std::span<std::uint8_t> octets) {
  std::uint8_t next = 0;
  for (auto& octet : octets) octet = next++;
}

Offer offer_of(ProtocolVersion version, HelloShape shape) {
  Offer offer;
  offer.version = version;
  offer.shape = shape;
  offer.sni = "vpn.example";
  switch (version) {
    case ProtocolVersion::SSLv2:
      offer.suites = {tls::CipherSuite{0x010080}};  // SSL_CK_RC4_128_WITH_MD5
      break;
    case ProtocolVersion::SSLv3:
    case ProtocolVersion::TLSv1_0:
    case ProtocolVersion::TLSv1_1:
      offer.suites = {tls::CipherSuite{0x0004}, tls::CipherSuite{0x002F}};
      break;
    case ProtocolVersion::TLSv1_2:
      offer.suites = {tls::CipherSuite{0xC02F}};
      break;
    case ProtocolVersion::TLSv1_3:
      offer.suites = {tls::CipherSuite{0x1301}};
      break;
  }
  return offer;
}

void feed_in_steps(HelloExchange& exchange, BytesView answer, std::size_t step) {
  while (!answer.empty() && exchange.want() == tls::Want::read) {
    const auto part = answer.first(std::min(step, answer.size()));
    answer = answer.subspan(part.size());
    exchange.feed(part);
  }
}

Observation answered(const Offer& offer, BytesView answer, tls::Closure end, Arrival arrival) {
  HelloExchange exchange(offer, count_up);
  feed_in_steps(exchange, answer, arrival == Arrival::at_once ? answer.size() : 1);
  exchange.closed(end);
  return exchange.observation();
}

Bytes handshake_records(BytesView payload, std::size_t fragment) {
  return tls::encode_records(ContentType::handshake, ProtocolVersion::TLSv1_2, payload, fragment);
}

Bytes alert_record(std::uint8_t level, std::uint8_t description) {
  return tls::encode_records(ContentType::alert, ProtocolVersion::TLSv1_2, Bytes{level, description});
}

Bytes one_octet_records(BytesView records) {
  tls::RecordReader reader;
  reader.feed(records);
  Bytes cut;
  for (auto record = reader.next(); record && *record; record = reader.next())
    cut = std::move(cut) + tls::encode_records((*record)->type, (*record)->version, (*record)->fragment, 1);
  return cut;
}

Bytes operator+(Bytes left, const Bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Bytes octets_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

}  // namespace probe::test
