// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/http_head.hpp"

#include "tests/unit/probe/sstp/talk.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using Deviation = HeadDeviation;
using HeadDeviations = std::vector<HeadDeviation>;

HttpHeadReader read(std::string_view text) {
  HttpHeadReader reader;
  reader.feed(octets_of(text));
  return reader;
}

HttpHeadReader read_octet_by_octet(std::string_view text) {
  HttpHeadReader reader;
  for (const auto octet : octets_of(text)) reader.feed(tls::Bytes{octet});
  return reader;
}

}  // namespace

TEST_CASE("heads of gateways, web servers and proxies are read") {
  struct Row {
    std::string name;
    std::string text;
    unsigned status;
    std::string reason;
    HeadDeviations deviations;
  };
  const std::vector<Row> rows{
      {"[MS-SSTP] 4.1: Windows RRAS as documented",
       "HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\nServer: Microsoft-HTTPAPI/2.0\r\n\r\n",
       200,
       "",
       {Deviation::no_space_after_status}},
      {"the same with the space of RFC 9112", "HTTP/1.1 200 \r\nServer: Microsoft-HTTPAPI/2.0\r\n\r\n", 200, "", {}},
      {"MikroTik, as nmap's sstp-discover knows it",
       "HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\nServer: MikroTik-SSTP\r\n\r\n",
       200,
       "",
       {Deviation::no_space_after_status}},
      {"SoftEther", std::string(kSoftEtherHead), 200, "OK", {}},
      {"sstp-server",
       "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nServer: SSTP-Server/0.7.2\r\n\r\n",
       200,
       "OK",
       {}},
      {"nginx",
       "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nConnection: close\r\n\r\n",
       400,
       "Bad Request",
       {}},
      {"Python's http.server",
       "HTTP/1.0 501 Unsupported method ('SSTP_DUPLEX_POST')\r\nServer: SimpleHTTP/0.6\r\n\r\n",
       501,
       "Unsupported method ('SSTP_DUPLEX_POST')",
       {Deviation::http_1_0}},
      {"no field at all", "HTTP/1.1 200 OK\r\n\r\n", 200, "OK", {}},
      {"bare LF", "HTTP/1.1 200 OK\nServer: x\n\n", 200, "OK", {Deviation::bare_line_feed}},
      {"bare LF on one line alone", "HTTP/1.1 200 OK\r\nServer: x\n\r\n", 200, "OK", {Deviation::bare_line_feed}},
      {"empty lines first", "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200, "OK", {Deviation::leading_empty_line}},
      {"more blanks than one", "HTTP/1.1  200  All  right \r\n\r\n", 200, "All  right", {}},
      {"HTTP/1.7", "HTTP/1.7 200 OK\r\n\r\n", 200, "OK", {Deviation::unusual_version}},
      {"100 first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200, "OK", {Deviation::interim_response}},
      {"101 is final", "HTTP/1.1 101 Switching Protocols\r\n\r\n", 101, "Switching Protocols", {}},
      {"a line without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", 200, "OK", {Deviation::malformed_field}},
      {"a line without a name", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", 200, "OK", {Deviation::malformed_field}},
      {"a blank before the colon", "HTTP/1.1 200 OK\r\nServer : x\r\n\r\n", 200, "OK", {Deviation::malformed_field}},
      {"a folded field", "HTTP/1.1 200 OK\r\nServer: x\r\n y\r\n\r\n", 200, "OK", {Deviation::folded_field}},
      {"two lengths",
       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
       200,
       "OK",
       {Deviation::repeated_content_length}},
      {"one length twice", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 200, "OK", {}},
      {"a status that nobody has defined", "HTTP/1.1 999 Request denied\r\n\r\n", 999, "Request denied", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto& reader : {read(row.text), read_octet_by_octet(row.text)}) {
      CHECK(reader.state() == HeadState::complete);
      CHECK(reader.head().status == row.status);
      CHECK(reader.head().reason == row.reason);
      CHECK(reader.head().deviations == row.deviations);
    }
  }
}

TEST_CASE("the fields of a diagnosis are kept, whatever their case and blanks") {
  const auto reader = read(
      "HTTP/1.1 407 Proxy Authentication Required\r\nSERVER:  squid/5.7 \r\ncontent-length:3\r\n"
      "Content-Type: text/html\r\nLocation:\thttp://portal.example/\r\nConnection: close\r\n"
      "WWW-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm=\"a: b\"\r\nServer: second\r\nX-Other: "
      "y\r\n\r\nabc");
  REQUIRE(reader.state() == HeadState::complete);
  const auto& head = reader.head();
  CHECK(head.minor_version == 1);
  CHECK(head.server == "squid/5.7");
  CHECK(head.content_length == "3");
  CHECK(head.content_type == "text/html");
  CHECK(head.location == "http://portal.example/");
  CHECK(head.connection == "close");
  CHECK(head.www_authenticate == "Negotiate");
  CHECK(head.proxy_authenticate == "Basic realm=\"a: b\"");
}

TEST_CASE("what is no such head has a name") {
  struct Row {
    std::string name;
    std::string text;
    HeadState state;
  };
  const std::vector<Row> rows{
      {"SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", HeadState::not_http},
      {"SMTP", "220 mail.example.net ESMTP\r\n", HeadState::not_http},
      {"the first octet tells", "S", HeadState::not_http},
      {"the fifth octet tells", "HTTPS", HeadState::not_http},
      {"half the word", "HTT\r\n", HeadState::not_http},
      {"half the word and LF", "HTT\n", HeadState::not_http},
      {"a carriage return", "\rHTTP/1.1 200 OK\r\n", HeadState::not_http},
      {"an SSTP packet", std::string("\x10\x01\x00\x08", 4), HeadState::not_http},
      {"HTTP/2", "HTTP/2 200\r\n\r\n", HeadState::other_version},
      {"HTTP/2.0", "HTTP/2.0 200 OK\r\n\r\n", HeadState::other_version},
      {"HTTP/0.9", "HTTP/0.9 200 OK\r\n\r\n", HeadState::other_version},
      {"HTTP/1.11", "HTTP/1.11 200 OK\r\n\r\n", HeadState::other_version},
      {"no version", "HTTP/\r\n", HeadState::other_version},
      {"a version that is none", "HTTP/x.y 200 OK\r\n", HeadState::other_version},
      {"no status", "HTTP/1.1\r\n", HeadState::bad_status},
      {"no status but a blank", "HTTP/1.1 \r\n", HeadState::bad_status},
      {"two digits", "HTTP/1.1 20\r\n", HeadState::bad_status},
      {"four digits", "HTTP/1.1 2000 OK\r\n", HeadState::bad_status},
      {"below 100", "HTTP/1.1 099 OK\r\n", HeadState::bad_status},
      {"words", "HTTP/1.1 OK\r\n", HeadState::bad_status},
      {"a status with a tail", "HTTP/1.1 200OK\r\n", HeadState::bad_status},
      {"a status line without an end", "HTTP/1.1 200 " + std::string(20'000, 'x'), HeadState::too_long},
      {"fields without an end", "HTTP/1.1 200 OK\r\n" + std::string(20'000, 'x'), HeadState::too_long},
      {"empty lines without an end", std::string(20'000, '\n'), HeadState::too_long},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto reader = read(row.text);
    CHECK(reader.state() == row.state);
    CHECK(read_octet_by_octet(row.text).state() == row.state);
    CHECK(text_of(reader.start()) == row.text.substr(0, HttpHeadReader::kMaxStart));
  }
}

TEST_CASE("a head may be 16 KiB long and no longer") {
  const std::string start = "HTTP/1.1 200 OK\r\nX: ";
  const std::string end = "\r\n\r\n";
  const std::string most(HttpHeadReader::kMaxHead - start.size() - end.size(), 'x');
  CHECK(read(start + most + end).state() == HeadState::complete);
  CHECK(read(start + most + "x" + end).state() == HeadState::too_long);
  std::string interim;
  while (interim.size() <= HttpHeadReader::kMaxHead) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  CHECK(read(interim).state() == HeadState::too_long);
}

TEST_CASE("long values are cut, and hostile octets are kept for the reports to escape") {
  const auto head = read("HTTP/1.1 200 " + std::string(1000, 'r') + "\r\nServer: " + std::string(1000, 's') +
                         "\r\nLocation: \x1b[2J\xff\r\n\r\n")
                        .head();
  CHECK(head.reason == std::string(HttpHead::kMaxValue, 'r'));
  CHECK(head.server == std::string(HttpHead::kMaxValue, 's'));
  CHECK(head.location == "\x1b[2J\xff");
}

TEST_CASE("octets behind the head are handed on") {
  auto reader = read(std::string(kSoftEtherHead) + "behind");
  CHECK(text_of(reader.take_rest()) == "behind");
  CHECK(reader.take_rest().empty());
  reader.feed(octets_of("ignored"));
  CHECK(reader.take_rest().empty());
  CHECK(read_octet_by_octet(kSoftEtherHead).take_rest().empty());
}

TEST_CASE("a head that ends at any octet is waited for; finished, it is one when its status line is whole") {
  const std::string text(kSoftEtherHead);
  const auto status_line = text.find('\n') + 1;
  for (std::size_t size = 0; size < text.size(); ++size) {
    CAPTURE(size);
    auto reader = read(text.substr(0, size));
    CHECK(reader.state() == HeadState::reading);
    reader.finish();
    CHECK(reader.state() == (size < status_line ? HeadState::reading : HeadState::complete));
    if (size >= status_line) CHECK(reader.head().deviations == HeadDeviations{Deviation::no_blank_line});
  }
  auto whole = read(text);
  whole.finish();
  CHECK(whole.head().deviations.empty());
}
