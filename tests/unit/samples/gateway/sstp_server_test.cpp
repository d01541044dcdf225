// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/sstp_server.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "probe/sstp/request.hpp"
#include "tests/unit/samples/gateway/sample_profile.hpp"

namespace {

using gateway::SstpServer;
using gateway::test::fixed_random;
using probe::sstp::MessageType;
using probe::sstp::Packet;
using probe::sstp::Status;
using tls::Bytes;

const std::string kPath = "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/";
const std::string kPost = "SSTP_DUPLEX_POST " + kPath + " HTTP/1.1\r\n";

Bytes octets(const std::string& text) { return Bytes(text.begin(), text.end()); }
std::string text(const Bytes& octets) { return std::string(octets.begin(), octets.end()); }

TEST_CASE("requests and their answers") {
  struct Row {
    std::string name;
    std::string request;
    std::string status;  ///< the answer's start; empty: it waits for more
  };
  const Row rows[] = {
      {"as [MS-SSTP] 4.1 has it",
       kPost + "Content-Length: 18446744073709551615\r\nHost: a\r\nSSTPCORRELATIONID: {B}\r\n\r\n", "HTTP/1.1 200\r\n"},
      {"bare", kPost + "\r\n", "HTTP/1.1 200\r\n"},
      {"bare line feeds", "SSTP_DUPLEX_POST " + kPath + " HTTP/1.1\nHost: a\n\n", "HTTP/1.1 200\r\n"},
      {"blank lines before it", "\r\n\r\n" + kPost + "\r\n", "HTTP/1.1 200\r\n"},
      {"HTTP/1.0", "SSTP_DUPLEX_POST " + kPath + " HTTP/1.0\r\n\r\n", "HTTP/1.1 200\r\n"},
      {"a tenant", "SSTP_DUPLEX_POST " + kPath + "?tenantid=x HTTP/1.1\r\n\r\n", "HTTP/1.1 200\r\n"},
      {"another case", "SSTP_DUPLEX_POST /sra_{ba195980-cd49-458b-9e23-c84ee0adcd75}/ HTTP/1.1\r\n\r\n",
       "HTTP/1.1 200\r\n"},
      {"without the slash", "SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75} HTTP/1.1\r\n\r\n",
       "HTTP/1.1 404 "},
      {"another path", "SSTP_DUPLEX_POST / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 "},
      {"GET of a page", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 "},
      {"GET of the path", "GET " + kPath + " HTTP/1.1\r\n\r\n", "HTTP/1.1 405 "},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 400 "},
      {"HTTP/0.9", "GET /\r\n", "HTTP/1.1 400 "},
      {"four words", "GET / x HTTP/1.1\r\n", "HTTP/1.1 400 "},
      {"no HTTP", std::string("\x10\x01\0\x0E\n", 5), "HTTP/1.1 400 "},
      {"half a head", kPost + "Host: a\r\n", ""},
      {"no end", kPost + std::string(20'000, 'x'), "HTTP/1.1 431 "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    SstpServer server(0x03, fixed_random);
    server.feed(octets(row.request));
    const auto answer = text(server.output());
    CHECK(answer.starts_with(row.status));
    CHECK(answer.empty() == row.status.empty());
    const bool is_good = row.status == "HTTP/1.1 200\r\n";
    CHECK(server.ended() == (!is_good && !row.status.empty()));
    if (is_good) CHECK(answer.find("\r\nContent-Length: 18446744073709551615\r\n") != std::string::npos);
    if (!answer.empty()) CHECK(answer.find("\r\nServer: ") != std::string::npos);
    if (!answer.empty()) CHECK(answer.ends_with("\r\n\r\n"));

    SstpServer slow(0x03, fixed_random);
    std::string again;
    for (const char c : row.request) {
      slow.feed(Bytes{static_cast<std::uint8_t>(c)});
      again += text(slow.output());
    }
    CHECK(again == answer);
  }
}

/// A server that has answered 200, and in `in_call` has sent its Ack as well.
SstpServer asked_server(bool in_call) {
  SstpServer server(0x03, fixed_random);
  server.feed(octets(kPost + "\r\n"));
  if (in_call) server.feed(encode(probe::sstp::call_connect_request()));
  static_cast<void>(server.output());
  return server;
}

std::vector<Packet> packets_in(const Bytes& octets) {
  probe::sstp::PacketReader reader;
  reader.feed(octets);
  std::vector<Packet> packets;
  while (auto packet = reader.next().value()) packets.push_back(std::move(*packet));
  CHECK(reader.pending().empty());
  return packets;
}

TEST_CASE("a Call Connect Request is answered with an Ack") {
  for (const std::uint8_t hashes : std::initializer_list<std::uint8_t>{0x00, 0x02, 0x03}) {
    CAPTURE(hashes);
    SstpServer server(hashes, fixed_random);
    // Behind the head in the same record, as [MS-SSTP] does not want it and some clients do it.
    auto request = octets(kPost + "\r\n");
    const auto connect = encode(probe::sstp::call_connect_request());
    request.insert(request.end(), connect.begin(), connect.end());
    server.feed(request);
    auto answer = server.output();
    const std::string end = "\r\n\r\n";
    answer.erase(answer.begin(), std::search(answer.begin(), answer.end(), end.begin(), end.end()) + 4);
    const auto packets = packets_in(answer);
    REQUIRE(packets.size() == 1);
    CHECK(packets[0].type == MessageType::call_connect_ack);
    CHECK(answer.size() == 0x30);  // [MS-SSTP] 2.2.10
    const auto binding = crypto_binding_request(packets[0]);
    REQUIRE(binding.has_value());
    CHECK(binding->hashes == hashes);
    CHECK(std::count(binding->nonce.begin(), binding->nonce.end(), 0x5A) == 32);
    CHECK_FALSE(server.ended());
  }
}

TEST_CASE("messages and their answers") {
  using probe::sstp::bare_message;
  struct Row {
    std::string name;
    bool in_call;
    Bytes octets;
    std::vector<MessageType> answers;
    std::optional<Status> status;  ///< of the first answer
    bool ended;
  };
  using M = MessageType;
  const auto bare = [](M type) { return encode(bare_message(type)); };
  const auto unaccepted = Status::unaccepted_frame_received;
  const Row rows[] = {
      {"Call Disconnect", true, encode(probe::sstp::call_disconnect()), {M::call_disconnect_ack}, {}, true},
      {"Call Disconnect in short", true, bare(M::call_disconnect), {M::call_disconnect_ack}, {}, true},
      {"Call Disconnect before the call", false, bare(M::call_disconnect), {M::call_disconnect_ack}, {}, true},
      {"Call Abort", true, bare(M::call_abort), {M::call_abort}, Status::no_error, true},
      {"an echo", true, bare(M::echo_request), {M::echo_response}, {}, false},
      {"an echo before the call", false, bare(M::echo_request), {M::call_abort}, unaccepted, true},
      {"Call Connected", true, bare(M::call_connected), {}, {}, false},
      {"Call Connected before the call", false, bare(M::call_connected), {M::call_abort}, unaccepted, true},
      {"a second Call Connect Request",
       true,
       encode(probe::sstp::call_connect_request()),
       {M::call_abort},
       unaccepted,
       true},
      {"another protocol",
       false,
       encode(probe::sstp::call_connect_request(2)),
       {M::call_connect_nak},
       Status::value_not_supported,
       false},
      {"no protocol",
       false,
       bare(M::call_connect_request),
       {M::call_connect_nak},
       Status::required_attribute_missing,
       false},
      {"a server's message", true, bare(M::call_connect_ack), {M::call_abort}, unaccepted, true},
      {"an unknown message", true, bare(M{0x1234}), {M::call_abort}, unaccepted, true},
      {"a PPP frame", true, encode(probe::sstp::data_packet(Bytes{0xFF, 3, 0xC0, 0x21})), {}, {}, false},
      {"another version", true, {0x20, 1, 0, 8}, {}, {}, true},
      {"a length below the header's", true, {0x10, 1, 0, 3}, {}, {}, true},
      {"half a packet", true, {0x10, 1, 0, 8, 0}, {}, {}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto server = asked_server(row.in_call);
    server.feed(row.octets);
    const auto answers = packets_in(server.output());
    std::vector<MessageType> types;
    for (const auto& packet : answers) types.push_back(packet.type);
    CHECK(types == row.answers);
    if (row.status) CHECK(status_info(answers.at(0)).value().status == *row.status);
    CHECK(server.ended() == row.ended);
    if (row.ended) server.feed(bare(M::echo_request));
    CHECK(server.output().empty());
  }
}

TEST_CASE("the fourth bad request is one too many") {
  auto server = asked_server(false);
  for (int i = 0; i < 3; ++i) server.feed(encode(probe::sstp::call_connect_request(2)));
  CHECK(packets_in(server.output()).size() == 3);
  CHECK_FALSE(server.ended());
  server.feed(encode(probe::sstp::call_connect_request(2)));
  const auto answers = packets_in(server.output());
  REQUIRE(answers.size() == 1);
  CHECK(status_info(answers[0]).value().status == Status::retry_count_exceeded);
  CHECK(server.ended());
}

}  // namespace
