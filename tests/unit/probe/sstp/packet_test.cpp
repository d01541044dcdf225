// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/packet_reader.hpp"

#include "tests/unit/probe/sstp/talk.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace probe::sstp;
using namespace probe::test;
using tls::Bytes;
using tls::DecodeFault;
using tls::test::from_hex;
using PacketDeviations = std::vector<PacketDeviation>;

}  // namespace

TEST_CASE("packets of other programs are read, with what strays from the document") {
  struct Row {
    std::string name;
    std::string_view hex;
    MessageType type;
    std::size_t attributes;
    PacketDeviations deviations;
  };
  const std::vector<Row> rows{
      {"[MS-SSTP] 4.7: Ack", kDocumentAck, MessageType::call_connect_ack, 1, {}},
      {"SoftEther: Ack", kSoftEtherAck, MessageType::call_connect_ack, 1, {}},
      {"SoftEther: Nak", kSoftEtherNak, MessageType::call_connect_nak, 1, {}},
      {"accel-ppp: Nak", kAccelNak, MessageType::call_connect_nak, 1, {PacketDeviation::trailing_octets}},
      {"sstp-server: Abort", kSorzAbort, MessageType::call_abort, 1, {}},
      {"sstp-server: Disconnect", kSorzDisconnect, MessageType::call_disconnect, 1, {}},
      {"SoftEther: Abort", kShortAbort, MessageType::call_abort, 0, {}},
      {"reserved bits of the second octet",
       "10 03 00 08 00 07 00 00",
       MessageType::call_disconnect_ack,
       0,
       {PacketDeviation::reserved_bits_set}},
      {"reserved bits of the length",
       "10 01 f0 08 00 07 00 00",
       MessageType::call_disconnect_ack,
       0,
       {PacketDeviation::reserved_bits_set}},
      {"reserved bits of an attribute",
       "10 01 00 0e 00 01 00 01 01 01 f0 06 00 01",
       MessageType::call_connect_request,
       1,
       {PacketDeviation::reserved_bits_set}},
      {"fewer attributes than announced",
       "10 01 00 08 00 05 00 01",
       MessageType::call_abort,
       0,
       {PacketDeviation::attributes_missing}},
      {"an attribute shorter than its header",
       "10 01 00 0e 00 01 00 01 00 01 00 03 00 01",
       MessageType::call_connect_request,
       0,
       {PacketDeviation::attribute_length}},
      {"an attribute longer than the packet",
       "10 01 00 0e 00 01 00 01 00 01 00 07 00 01",
       MessageType::call_connect_request,
       0,
       {PacketDeviation::attribute_length}},
      {"three octets of an attribute",
       "10 01 00 0b 00 05 00 01 00 02 00",
       MessageType::call_abort,
       0,
       {PacketDeviation::attributes_missing, PacketDeviation::trailing_octets}},
      {"a type that nobody has defined", "10 01 00 08 12 34 00 00", MessageType{0x1234}, 0, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto packet = decode_packet(from_hex(row.hex));
    REQUIRE(packet.has_value());
    CHECK(packet->kind == PacketKind::control);
    CHECK(packet->type == row.type);
    CHECK(packet->attributes.size() == row.attributes);
    CHECK(packet->deviations == row.deviations);
    if (row.deviations.empty()) CHECK(encode(*packet) == from_hex(row.hex));
  }
}

TEST_CASE("a data packet is its frame") {
  const auto packet = decode_packet(from_hex(kLcp));
  REQUIRE(packet.has_value());
  CHECK(packet->kind == PacketKind::data);
  CHECK(packet->frame == from_hex("ff 03 c0 21 01 01 00 08 03 04 c2 27"));
  CHECK(packet->attributes.empty());
  CHECK(encode(*packet) == from_hex(kLcp));
  CHECK(decode_packet(from_hex("10 00 00 04"))->frame.empty());
}

TEST_CASE("a packet cannot outgrow its length field") {
  Packet packet;
  packet.kind = PacketKind::data;
  packet.frame.resize(kMaxPacketSize - kHeaderSize);
  CHECK(encode(packet).size() == 4095);
  CHECK((decode_packet(encode(packet)) == packet));
  packet.frame.push_back(0);
  CHECK_THROWS_AS(static_cast<void>(encode(packet)), std::length_error);
}

TEST_CASE("what cannot be read is a fault as soon as its octet is there") {
  struct Row {
    std::string name;
    std::string_view hex;
    DecodeFault fault;
    std::string field;
    std::size_t offset;
  };
  const std::vector<Row> rows{
      {"a page", "3c", DecodeFault::illegal_value, "Version", 0},
      {"version 2.0", "20 01 00 08", DecodeFault::illegal_value, "Version", 0},
      {"version 1.1", "11", DecodeFault::illegal_value, "Version", 0},
      {"a control packet without a body", "10 01 00 07", DecodeFault::length_too_small, "Length", 2},
      {"a data packet shorter than its header", "10 00 00 03", DecodeFault::length_too_small, "Length", 2},
      {"a length of nothing", "10 01 00 00", DecodeFault::length_too_small, "Length", 2},
      {"only reserved bits of a length", "10 00 f0 00", DecodeFault::length_too_small, "Length", 2},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    PacketReader reader;
    reader.feed(from_hex(row.hex));
    const auto first = reader.next();
    REQUIRE(first.has_error());
    CHECK(first.error() == tls::DecodeError{row.fault, first.error().field, row.offset});
    CHECK(first.error().field == row.field);
    // It stays, whatever comes then.
    reader.feed(from_hex(kDisconnectAck));
    CHECK(reader.next().has_error());
  }
}

TEST_CASE("a packet that ends at any octet is waited for, and no decoder takes it for whole") {
  for (const auto hex : {kDocumentAck, kAccelNak, kSorzAbort, kLcp, kDisconnectAck}) {
    const auto octets = from_hex(hex);
    for (std::size_t size = 0; size < octets.size(); ++size) {
      CAPTURE(size);
      const auto part = tls::BytesView(octets).first(size);
      CHECK(decode_packet(part).has_error());
      PacketReader reader;
      reader.feed(part);
      const auto packet = reader.next();
      REQUIRE(packet.has_value());
      CHECK_FALSE(*packet);
      CHECK(reader.pending().size() == size);
    }
    CHECK(decode_packet(octets + Bytes{0}).has_error());
  }
}

TEST_CASE("any length in a packet may lie") {
  const auto octets = from_hex(kDocumentAck);
  for (const std::size_t at : {2U, 3U, 6U, 7U, 10U, 11U}) {
    for (unsigned value = 0; value < 256; ++value) {
      auto lie = octets;
      lie[at] = static_cast<std::uint8_t>(value);
      PacketReader reader;
      reader.feed(lie);
      const auto packet = reader.next();
      if (!packet || !*packet) continue;
      CHECK((*packet)->attributes.size() <= 1);
      if ((*packet)->attributes.empty()) CHECK_FALSE((*packet)->deviations == PacketDeviations{});
    }
  }
}

TEST_CASE("a stream says the same however it is fragmented") {
  const auto stream = from_hex(kSoftEtherAck) + from_hex(kLcp) + from_hex(kEchoRequest) + from_hex(kDisconnectAck);
  for (std::size_t step = 1; step <= stream.size(); ++step) {
    CAPTURE(step);
    PacketReader reader;
    std::vector<std::size_t> sizes;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      reader.feed(tls::BytesView(stream).subspan(at, std::min(step, stream.size() - at)));
      for (auto packet = reader.next(); packet && *packet; packet = reader.next())
        sizes.push_back(encode(**packet).size());
    }
    CHECK(sizes == std::vector<std::size_t>{48, 16, 8, 8});
    CHECK(reader.pending().empty());
  }
}
