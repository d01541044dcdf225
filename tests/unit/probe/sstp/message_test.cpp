// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/message.hpp"

#include "tests/unit/probe/sstp/talk.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe::sstp;
using namespace probe::test;
using tls::test::from_hex;

Packet decoded(std::string_view hex) {
  const auto packet = decode_packet(from_hex(hex));
  REQUIRE(packet.has_value());
  return *packet;
}

}  // namespace

TEST_CASE("messages are made as other programs make them") {
  struct Row {
    std::string name;
    Packet packet;
    std::string_view hex;
  };
  const auto ack = crypto_binding_request(decoded(kDocumentAck));
  REQUIRE(ack);
  const StatusInfo bad_protocol{AttributeId::encapsulated_protocol_id, Status::value_not_supported};
  const std::vector<Row> rows{
      {"sstp-client: Call Connect Request", call_connect_request(), kConnectRequest},
      {"[MS-SSTP] 4.7: Call Connect Ack", call_connect_ack(*ack), kDocumentAck},
      {"SoftEther: Call Connect Nak", call_connect_nak(bad_protocol), kSoftEtherNak},
      {"accel-ppp: Call Disconnect", call_disconnect(), kDisconnect},
      {"sstp-client: Call Disconnect", bare_message(MessageType::call_disconnect), kShortDisconnect},
      {"SoftEther: Call Disconnect Ack", bare_message(MessageType::call_disconnect_ack), kDisconnectAck},
      {"SoftEther: Call Abort", bare_message(MessageType::call_abort), kShortAbort},
      {"2.2.13: Call Abort is 20 octets long", call_abort({AttributeId::no_error, Status::unaccepted_frame_received}),
       "10 01 00 14 00 05 00 01 00 02 00 0c 00 00 00 00 00 00 00 05"},
      {"2.2.15: Echo Request", bare_message(MessageType::echo_request), kEchoRequest},
      {"2.2.15: Echo Response", bare_message(MessageType::echo_response), kEchoResponse},
      {"accel-ppp: LCP", data_packet(from_hex("ff 03 c0 21 01 01 00 08 03 04 c2 27")), kLcp},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(encode(row.packet) == from_hex(row.hex));
  }
}

TEST_CASE("an Ack tells hashes and nonce") {
  const auto request = crypto_binding_request(decoded(kDocumentAck));
  REQUIRE(request);
  CHECK(request->hashes == kHashSha256);
  CHECK(tls::Bytes(request->nonce.begin(), request->nonce.end()) ==
        from_hex("412B489AEBD7ECC7D08966F26BE7CD72B231A0E9210D7C91B308862B0344C435"));
  // The nonce is one octet too short; then there is none at all.
  CHECK_FALSE(
      crypto_binding_request(decoded("10 01 00 2f 00 02 00 01 00 04 00 27 00 00 00 02 41 2B 48 9A EB D7 EC C7 D0 "
                                     "89 66 F2 6B E7 CD 72 B2 31 A0 E9 21 0D 7C 91 B3 08 86 2B 03 44 C4")));
  CHECK_FALSE(crypto_binding_request(decoded("10 01 00 0c 00 02 00 01 00 04 00 04")));
  CHECK_FALSE(crypto_binding_request(decoded("10 01 00 08 00 02 00 00")));
}

TEST_CASE("a Call Connect Request tells its protocol") {
  CHECK(encapsulated_protocol(decoded(kConnectRequest)) == kProtocolPpp);
  CHECK(encapsulated_protocol(decoded("10 01 00 0e 00 01 00 01 00 01 00 06 00 02")) == 2);
  CHECK_FALSE(encapsulated_protocol(decoded("10 01 00 0d 00 01 00 01 00 01 00 05 00")));
  CHECK_FALSE(encapsulated_protocol(decoded(kShortDisconnect)));
}

TEST_CASE("a status is found in every form in which servers send it") {
  struct Row {
    std::string name;
    std::string_view hex;
    std::string text;
  };
  const std::vector<Row> rows{
      {"SoftEther: Nak", kSoftEtherNak, "ATTRIB_STATUS_VALUE_NOT_SUPPORTED for SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID"},
      {"accel-ppp: Nak", kAccelNak, "ATTRIB_STATUS_VALUE_NOT_SUPPORTED for SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID"},
      {"sstp-server: Abort", kSorzAbort, "ATTRIB_STATUS_UNACCEPTED_FRAME_RECEIVED"},
      {"sstp-server: Disconnect", kSorzDisconnect, "ATTRIB_STATUS_NO_ERROR"},
      {"accel-ppp: Disconnect", kDisconnect, "ATTRIB_STATUS_NO_ERROR"},
      {"2.2.8: with an AttribValue", "10 01 00 16 00 03 00 01 00 02 00 0e 00 00 00 01 00 00 00 04 00 02",
       "ATTRIB_STATUS_VALUE_NOT_SUPPORTED for SSTP_ATTRIB_ENCAPSULATED_PROTOCOL_ID"},
      {"numbers that nobody has defined", "10 01 00 14 00 03 00 01 00 02 00 0c 00 00 00 99 00 00 01 00",
       "0x00000100 for 0x99"},
      {"SoftEther: Abort without one", kShortAbort, "none"},
      {"too short", "10 01 00 0f 00 05 00 01 00 02 00 07 00 00 00", "none"},
      {"between the two forms", "10 01 00 13 00 05 00 01 00 02 00 0b 00 00 00 01 00 00 00", "none"},
      {"the short form in another attribute", "10 01 00 10 00 05 00 01 00 03 00 08 00 00 00 05", "none"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto info = status_info(decoded(row.hex));
    CHECK((info ? to_string(*info) : "none") == row.text);
  }
}
