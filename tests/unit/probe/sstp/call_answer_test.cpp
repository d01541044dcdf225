// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call.hpp"

#include "tests/unit/probe/sstp/talk.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe;
using namespace probe::test;
using tls::Bytes;
using tls::Closure;
using tls::test::from_hex;

struct Row {
  std::string name;
  std::string answer;
  Closure end;
  CallOutcome outcome;
  Rung rung;
  CallState reached;
  std::string body;
};

const std::string kOkHead(kSoftEtherHead);
const std::string kPage = "<!DOCTYPE html><title>Welcome</title>";

}  // namespace

TEST_CASE("whatever else answers is told by name") {
  const std::vector<Row> rows{
      // Answers of servers, as measured on a loopback interface or as their source has them.
      {"SoftEther: a wrong path, kept open", "HTTP/1.1 404 Not Found\r\nConnection: Keep-Alive\r\n\r\n" + kPage,
       kSilence, CallOutcome::not_found, Rung::tls, CallState::reading_answer, kPage},
      {"SoftEther: SSTP is disabled", "HTTP/1.1 501 Method Not Implemented\r\n\r\n" + kPage, kSilence,
       CallOutcome::not_implemented, Rung::tls, CallState::reading_answer, kPage},
      {"SoftEther: POST", "HTTP/1.1 403 Forbidden\r\n\r\n", kEof, CallOutcome::forbidden, Rung::tls,
       CallState::reading_answer, ""},
      {"accel-ppp: another host name", "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n", kEof,
       CallOutcome::not_found, Rung::tls, CallState::reading_answer, ""},
      {"accel-ppp: http-error=redirect", "HTTP/1.1 301 Moved Permanently\r\nLocation: https://www.example.net/\r\n\r\n",
       kEof, CallOutcome::redirected, Rung::tls, CallState::reading_answer, ""},
      {"nginx: 400", "HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabcdef", kEof,
       CallOutcome::bad_request, Rung::tls, CallState::reading_answer, "abc"},
      {"Python's http.server", "HTTP/1.0 501 Unsupported method ('SSTP_DUPLEX_POST')\r\n\r\n" + kPage, kEof,
       CallOutcome::not_implemented, Rung::tls, CallState::reading_answer, kPage},
      {"RRAS: 401", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", kSilence, CallOutcome::unauthorized,
       Rung::tls, CallState::reading_answer, ""},
      {"a proxy between", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", kEof,
       CallOutcome::proxy_authentication_required, Rung::tls, CallState::reading_answer, ""},
      {"no free port", "HTTP/1.1 503 Service Unavailable\r\n\r\n", kEof, CallOutcome::service_unavailable, Rung::tls,
       CallState::reading_answer, ""},
      {"another status", "HTTP/1.1 500 Internal Server Error\r\n\r\n", kEof, CallOutcome::other_status, Rung::tls,
       CallState::reading_answer, ""},
      {"204 has no body", "HTTP/1.1 204 No Content\r\n\r\nleft", kSilence, CallOutcome::other_status, Rung::tls,
       CallState::reading_answer, ""},
      {"a proxy in front", "HTTP/1.1 404 Not Found\r\nVia: 1.1 proxy\r\n\r\n", kEof, CallOutcome::other_status,
       Rung::tls, CallState::reading_answer, ""},
      {"a cache that names itself", "HTTP/1.1 400 Bad Request\r\nServer: squid/6.9\r\n\r\n", kEof,
       CallOutcome::other_status, Rung::tls, CallState::reading_answer, ""},
      {"OpenVPN's web server", "HTTP/1.1 404 Not Found\r\nServer: OpenVPN-AS\r\n\r\n", kEof,
       CallOutcome::openvpn_web_server, Rung::tls, CallState::reading_answer, ""},
      {"OpenVPN's web server, answering anything", "HTTP/1.1 200 OK\r\nServer: openvpn-as\r\n\r\n" + kPage, kEof,
       CallOutcome::openvpn_web_server, Rung::http, CallState::reading_answer, kPage},

      // 200, and no SSTP behind it.
      {"a captive portal", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + kPage, kEof, CallOutcome::web_page,
       Rung::http, CallState::reading_answer, kPage},
      {"a page as long as SSTP", kOkHead + kPage, kSilence, CallOutcome::web_page, Rung::http,
       CallState::reading_answer, kPage},
      {"a page in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello", kEof,
       CallOutcome::web_page, Rung::http, CallState::reading_answer, "5\r\nhello"},
      {"a compressed page", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\x1f\x8b", kSilence, CallOutcome::web_page,
       Rung::http, CallState::reading_answer, "\x1f\x8b"},
      {"octets that are neither", kOkHead + "\xff\xfe", kEof, CallOutcome::not_sstp, Rung::http,
       CallState::reading_answer, "\xff\xfe"},
      {"SSTP of another version", kOkHead + "\x11\x01", kSilence, CallOutcome::not_sstp, Rung::http,
       CallState::reading_answer, "\x11\x01"},

      // No HTTP, or not enough.
      {"SoftEther as packaged in Debian 12: silence", "", kSilence, CallOutcome::http_timed_out, Rung::tls,
       CallState::awaiting_head, ""},
      {"accel-ppp: http-error=deny", "", kEof, CallOutcome::http_closed, Rung::tls, CallState::awaiting_head, ""},
      {"a reset", "", Closure::reset, CallOutcome::http_reset, Rung::tls, CallState::awaiting_head, ""},
      {"half a status line", "HTTP/1.1 2", kEof, CallOutcome::http_cut_short, Rung::tls, CallState::awaiting_head,
       "HTTP/1.1 2"},
      {"half a status line, and silence", "HTTP", kSilence, CallOutcome::http_cut_short, Rung::tls,
       CallState::awaiting_head, "HTTP"},
      {"200 without an end", "HTTP/1.1 200 OK\r\nServer: x\r\n", kEof, CallOutcome::http_cut_short, Rung::tls,
       CallState::awaiting_head, "HTTP/1.1 200 OK\r\nServer: x\r\n"},
      {"400 without an end", "HTTP/1.1 400 Bad Request\r\n", kEof, CallOutcome::bad_request, Rung::tls,
       CallState::awaiting_head, "HTTP/1.1 400 Bad Request\r\n"},
      {"SSH", "SSH-2.0-OpenSSH_9.2p1\r\n", kSilence, CallOutcome::not_http, Rung::tls, CallState::reading_answer,
       "SSH-2.0-OpenSSH_9.2p1\r\n"},
      {"HTTP/2", "HTTP/2 200\r\n\r\n", kEof, CallOutcome::http_other_version, Rung::tls, CallState::reading_answer,
       "HTTP/2 200\r\n\r\n"},
      {"no status", "HTTP/1.1 OK\r\n\r\n", kEof, CallOutcome::http_bad_status, Rung::tls, CallState::reading_answer,
       "HTTP/1.1 OK\r\n\r\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto arrival : {Arrival::at_once, Arrival::octet_by_octet}) {
      const auto result = talk(octets_of(row.answer), row.end, arrival);
      CHECK(result.report.outcome == row.outcome);
      CHECK(result.report.rung == row.rung);
      CHECK(result.report.reached == row.reached);
      CHECK(text_of(result.report.body) == row.body);
      CHECK(result.report.leave == CallLeave::not_needed);
      CHECK_FALSE(result.report.binding);
      // To a page that is already there nothing is said; nor to a server that did not answer 200.
      if (row.rung == Rung::tls || arrival == Arrival::at_once) CHECK(result.sent.empty());
    }
  }
}

TEST_CASE("of a foreign answer no more than 512 octets are kept, or waited for") {
  for (const auto& head : {std::string("HTTP/1.1 404 Not Found\r\n\r\n"), kOkHead}) {
    const auto result = talk(octets_of(head + std::string(5000, 'x')), kSilence);
    CHECK(result.ended_itself);
    CHECK(text_of(result.report.body) == std::string(CallReport::kMaxBody, 'x'));
  }
  const auto endless = talk(octets_of("HTTP/1.1 200 OK\r\n" + std::string(50'000, 'x')), kSilence);
  CHECK(endless.ended_itself);
  CHECK(endless.report.outcome == CallOutcome::http_head_too_long);
  CHECK(endless.report.body.size() == CallReport::kMaxBody);
  REQUIRE(endless.report.head);
  CHECK(endless.report.head->status == 200);
}

TEST_CASE("a body that has all come is not waited for") {
  CHECK(talk(octets_of("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"), kSilence).ended_itself);
  CHECK(talk(octets_of("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"), kSilence).ended_itself);
  CHECK_FALSE(talk(octets_of("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\ngone"), kSilence).ended_itself);
  CHECK_FALSE(talk(octets_of("HTTP/1.1 404 Not Found\r\nContent-Length: x\r\n\r\ngone"), kSilence).ended_itself);
}

TEST_CASE("a page that comes behind the Call Connect Request is a page too") {
  SstpCall call("vpn.example.net", count_up);
  static_cast<void>(call.output());
  call.feed(octets_of("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"));
  CHECK(call.output() == from_hex(kConnectRequest));
  call.feed(octets_of("HTTP/1.1 400 Bad Request\r\n"));
  CHECK(call.state() == CallState::reading_answer);
  CHECK(call.patience() == CallTimers{}.answer);
  call.closed(kSilence);
  CHECK(call.report().outcome == CallOutcome::web_page);
  CHECK(call.output().empty());
}
