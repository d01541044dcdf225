// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/codes.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe::sstp;

}  // namespace

TEST_CASE("numbers have the names of [MS-SSTP]; others are shown as numbers") {
  CHECK(to_string(MessageType{0x0001}) == "SSTP_MSG_CALL_CONNECT_REQUEST");
  CHECK(to_string(MessageType{0x0009}) == "SSTP_MSG_ECHO_RESPONSE");
  CHECK(to_string(MessageType{0x0000}) == "0x0000");
  CHECK(to_string(MessageType{0x1A2B}) == "0x1A2B");
  CHECK(to_string(AttributeId{0x04}) == "SSTP_ATTRIB_CRYPTO_BINDING_REQ");
  CHECK(to_string(AttributeId{0x05}) == "0x05");
  CHECK(to_string(Status{0x00000004}) == "ATTRIB_STATUS_VALUE_NOT_SUPPORTED");
  CHECK(to_string(Status{0x0000000B}) == "ATTRIB_STATUS_STATUS_INFO_NOT_SUPPORTED_IN_MSG");
  CHECK(to_string(Status{0x0000000C}) == "0x0000000C");
  CHECK(to_string(Status{0xDEADBEEF}) == "0xDEADBEEF");
}

TEST_CASE("a hash bitmask is named bit by bit, and sane with SHA-1 or SHA-256 alone") {
  struct Row {
    std::string name;
    std::uint8_t bitmask;
    std::string names;
    bool sane;
  };
  const std::vector<Row> rows{
      {"SoftEther and the document's example", 0x02, "SHA-256", true},
      {"accel-ppp by default", 0x03, "SHA-1, SHA-256", true},
      {"SHA-1 alone", 0x01, "SHA-1", true},
      {"sstp-server without a certificate", 0x00, "none", false},
      {"a bit that nobody has defined", 0x82, "SHA-256, 0x80", false},
      {"only such bits", 0x0C, "0x04, 0x08", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(hash_names(row.bitmask) == row.names);
    CHECK(is_sane_hash_bitmask(row.bitmask) == row.sane);
  }
}
