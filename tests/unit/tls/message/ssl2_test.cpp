// SPDX-License-Identifier: Apache-2.0
#include "tls/message/ssl2.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::CipherSuite;
using tls::DecodeFault;
using tls::ProtocolVersion;
using namespace tls::test;
namespace ssl2 = tls::ssl2;

Bytes payload_of(const Bytes& record) {
  const auto view = ssl2::first_record(record).value().value();
  CHECK(view.consumed == record.size());
  return Bytes(view.payload.begin(), view.payload.end());
}

}  // namespace

TEST_CASE("other people's CLIENT-HELLOs decode to what tshark 4.0.17 shows, and encode to the same octets") {
  const struct {
    std::string vector;
    ProtocolVersion version;
    std::vector<std::uint32_t> first_kinds;
    std::size_t kinds;
    std::size_t challenge;
  } rows[] = {
      {"openssl-0.9.8-ssl2-client-hello", ProtocolVersion::SSLv2, {0x0700C0, 0x050080, 0x030080, 0x010080}, 7, 16},
      {"sslscan-ssl2-client-hello", ProtocolVersion::SSLv2, {0x050080, 0x030080, 0x010080, 0x0700C0}, 9, 16},
      {"jdk-ssl2-compatible-client-hello", ProtocolVersion::TLSv1_0, {0x00C00A, 0x0700C0, 0x00C014}, 27, 32},
  };
  for (const auto& row : rows) {
    CAPTURE(row.vector);
    const Bytes record = vector_file(row.vector);
    const auto hello = ssl2::decode_client_hello(payload_of(record));
    REQUIRE(hello.has_value());
    CHECK(hello->version == row.version);
    REQUIRE(hello->cipher_kinds.size() == row.kinds);
    for (std::size_t i = 0; i < row.first_kinds.size(); ++i) {
      CHECK(hello->cipher_kinds[i] == CipherSuite{row.first_kinds[i]});
    }
    CHECK(hello->session_id.empty());
    CHECK(hello->challenge.size() == row.challenge);
    CHECK(encode_record(*hello) == record);
  }
}

TEST_CASE("OpenSSL 0.9.8's SERVER-HELLO decodes to what its dissectors say, and encodes to the same octets") {
  const Bytes record = vector_file("openssl-0.9.8-ssl2-server-hello");
  const auto hello = ssl2::decode_server_hello(payload_of(record));
  REQUIRE(hello.has_value());
  CHECK_FALSE(hello->session_id_hit);
  CHECK(hello->certificate_type == 1);
  CHECK(hello->version == ProtocolVersion::SSLv2);
  CHECK(hello->certificate.size() == 930);
  CHECK(hello->cipher_kinds == std::vector{CipherSuite{0x020080}});
  CHECK(hello->connection_id == from_hex("391952a4ab299394cd8a2c5e03b9f180"));
  CHECK(encode_record(*hello) == record);
}

TEST_CASE("ERROR: no cipher, as Hickman's draft lays it out") {
  const Bytes record = from_hex("80 03 00 00 01");
  CHECK(ssl2::decode_error_message(payload_of(record)).value() == ssl2::ErrorCode::no_cipher);
  CHECK(ssl2::encode_record(ssl2::ErrorCode::no_cipher) == record);
}

TEST_CASE("SSL 2.0 messages: cuts and lies") {
  const struct {
    std::string name;
    Bytes payload;
    FaultOf fault;
    std::vector<LengthField> lengths;
  } rows[] = {
      {"CLIENT-HELLO",
       payload_of(vector_file("openssl-0.9.8-ssl2-client-hello")),
       fault_of(ssl2::decode_client_hello),
       {{"CIPHER-SPECS-LENGTH", 3, 2}, {"SESSION-ID-LENGTH", 5, 2}, {"CHALLENGE-LENGTH", 7, 2}}},
      {"SERVER-HELLO",
       payload_of(vector_file("openssl-0.9.8-ssl2-server-hello")),
       fault_of(ssl2::decode_server_hello),
       {{"CERTIFICATE-LENGTH", 5, 2}, {"CIPHER-SPECS-LENGTH", 7, 2}, {"CONNECTION-ID-LENGTH", 9, 2}}},
      {"ERROR", {0, 0, 1}, fault_of(ssl2::decode_error_message), {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    check_cuts(row.payload, row.fault);
    check_lies(row.payload, row.fault, row.lengths);
    Bytes other = row.payload;
    other[0] = 9;
    const auto fault = row.fault(other);
    REQUIRE(fault.has_value());
    CHECK(std::string(fault->field) == "MSG-TYPE");
  }
}

TEST_CASE("sizes that SSL 2.0 does not allow") {
  const auto client = fault_of(ssl2::decode_client_hello);
  const auto server = fault_of(ssl2::decode_server_hello);
  const std::string challenge(32, 'a');
  const struct {
    std::string name;
    FaultOf fault;
    std::string payload;
    std::string field;
    DecodeFault expected;
  } rows[] = {
      {"half a kind", client, "01 0002 0004 0000 0010 01008001" + challenge, "CIPHER-SPECS-LENGTH",
       DecodeFault::not_a_multiple},
      {"session id of 8", client, "01 0002 0003 0008 0010 010080 0000000000000000" + challenge, "SESSION-ID-LENGTH",
       DecodeFault::illegal_value},
      {"challenge of 15", client, "01 0002 0003 0000 000f 010080" + challenge.substr(2), "CHALLENGE-LENGTH",
       DecodeFault::length_too_small},
      {"challenge of 33", client, "01 0002 0003 0000 0021 010080" + challenge + challenge + "aa", "CHALLENGE-LENGTH",
       DecodeFault::length_too_large},
      {"connection id of 15", server, "04 00 01 0002 0000 0003 000f 010080" + challenge.substr(2),
       "CONNECTION-ID-LENGTH", DecodeFault::length_too_small},
      {"half a kind from a server", server, "04 00 01 0002 0000 0002 0010 0100" + challenge, "CIPHER-SPECS-LENGTH",
       DecodeFault::not_a_multiple},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto fault = row.fault(from_hex(row.payload));
    REQUIRE(fault.has_value());
    CHECK(std::string(fault->field) == row.field);
    CHECK(fault->fault == row.expected);
  }
  // A resumed session: no certificate and no kinds; a client that resumes sends 16 octets of session id.
  CHECK_FALSE(server(from_hex("04 01 00 0002 0000 0000 0010" + challenge)).has_value());
  CHECK_FALSE(client(from_hex("01 0002 0003 0010 0010 010080" + challenge + challenge)).has_value());
}

TEST_CASE("records with either header") {
  const struct {
    std::string name;
    std::string input;
    Bytes payload;
    std::size_t consumed;
  } rows[] = {
      {"two octets", "80 03 00 00 01", {0, 0, 1}, 5},
      {"two octets, more behind it", "80 03 00 00 01 ff", {0, 0, 1}, 5},
      {"three octets, no padding", "00 03 00 00 00 01", {0, 0, 1}, 6},
      {"three octets, padding", "00 08 05 00 00 01 aa aa aa aa aa", {0, 0, 1}, 11},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const Bytes input = from_hex(row.input);
    const auto record = ssl2::first_record(input).value().value();
    CHECK(Bytes(record.payload.begin(), record.payload.end()) == row.payload);
    CHECK(record.consumed == row.consumed);
    for (std::size_t size = 0; size < row.consumed; ++size) {
      CAPTURE(size);
      const Bytes cut(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(size));
      CHECK_FALSE(ssl2::first_record(cut).value().has_value());
    }
  }
}

TEST_CASE("what is no record") {
  const struct {
    std::string name;
    std::string input;
    std::string field;
    DecodeFault fault;
  } rows[] = {
      {"empty, two octets", "80 00", "RECORD-LENGTH", DecodeFault::length_too_small},
      {"empty, three octets", "00 00", "RECORD-LENGTH", DecodeFault::length_too_small},
      {"security escape", "40 05", "IS-ESCAPE", DecodeFault::illegal_value},
      {"nothing but padding", "00 08 08", "PADDING", DecodeFault::length_too_large},
      {"more padding than record", "00 08 09", "PADDING", DecodeFault::length_too_large},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto record = ssl2::first_record(from_hex(row.input));
    REQUIRE(record.has_error());
    CHECK(std::string(record.error().field) == row.field);
    CHECK(record.error().fault == row.fault);
  }
}

TEST_CASE("what does not fit a record is a bug") {
  ssl2::ServerHello hello;
  hello.certificate.resize(0x8000);
  CHECK_THROWS_AS(static_cast<void>(encode_record(hello)), std::length_error);
}
