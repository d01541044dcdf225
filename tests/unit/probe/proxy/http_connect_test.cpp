// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/http_connect.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace probe;
using tls::Bytes;
using tls::Closure;

const Credentials kLogin{"Aladdin", Secret("open sesame")};

Bytes octets_of(std::string_view text) { return Bytes(text.begin(), text.end()); }
std::string text_of(const Bytes& octets) { return std::string(octets.begin(), octets.end()); }

ProxyReport answered(const std::string& answer, Closure end, const std::optional<Credentials>& login,
                     std::size_t step) {
  HttpConnect connect("vpn.example.net", 443, login);
  static_cast<void>(connect.output());
  for (std::size_t at = 0; at < answer.size(); at += step) connect.feed(octets_of(answer.substr(at, step)));
  connect.closed(end);
  CHECK(connect.want() == tls::Want::done);
  return connect.report();
}

}  // namespace

TEST_CASE("[MS-SSTP] 4.5: what a proxy is asked") {
  CHECK(text_of(HttpConnect("vpn.example.net", 443, {}).output()) ==
        "CONNECT vpn.example.net:443 HTTP/1.1\r\nHost: vpn.example.net:443\r\nSSTPVERSION: 1.0\r\n\r\n");
  // The login is RFC 7617's, and curl 7.88.1 writes it so.
  CHECK(text_of(HttpConnect("2001:db8::1", 4443, kLogin).output()) ==
        "CONNECT [2001:db8::1]:4443 HTTP/1.1\r\nHost: [2001:db8::1]:4443\r\nSSTPVERSION: 1.0\r\n"
        "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n");
}

TEST_CASE("a tunnel opens, and its first octets are handed on") {
  HttpConnect connect("vpn.example.net", 443, {});
  CHECK(connect.want() == tls::Want::read);
  CHECK_FALSE(connect.output().empty());
  CHECK(connect.output().empty());
  connect.feed(octets_of("HTTP/1.0 200 Connection established\r\n\r\n\x16\x03"));
  CHECK(connect.want() == tls::Want::done);
  CHECK(connect.report().outcome == ProxyOutcome::connected);
  CHECK(connect.take_rest() == Bytes{0x16, 0x03});
  connect.feed(octets_of("more"));
  connect.closed(Closure::reset);
  CHECK(connect.report().outcome == ProxyOutcome::connected);
}

TEST_CASE("a proxy's answers have names") {
  struct Row {
    std::string name;
    std::string answer;
    Closure end;
    ProxyOutcome outcome;
    ProxyOutcome with_login;
  };
  const auto row = [](std::string name, std::string answer, Closure end, ProxyOutcome outcome) {
    return Row{std::move(name), std::move(answer), end, outcome, outcome};
  };
  constexpr auto kEof = Closure::end_of_stream;
  const std::vector<Row> rows{
      row("200", "HTTP/1.1 200 OK\r\n\r\n", kEof, ProxyOutcome::connected),
      row("200 of an old proxy", "HTTP/1.0 200\r\n\r\n", kEof, ProxyOutcome::connected),
      row("any 2xx", "HTTP/1.1 204 No Content\r\n\r\n", kEof, ProxyOutcome::connected),
      row("RFC 9110 9.3.6: a length is ignored", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", kEof,
          ProxyOutcome::connected),
      {"407", "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n", kEof,
       ProxyOutcome::credentials_required, ProxyOutcome::credentials_rejected},
      row("403", "HTTP/1.1 403 Forbidden\r\n\r\n", kEof, ProxyOutcome::forbidden),
      row("400", "HTTP/1.1 400 Bad Request\r\n\r\n", kEof, ProxyOutcome::connect_not_supported),
      row("405", "HTTP/1.1 405 Not Allowed\r\n\r\n", kEof, ProxyOutcome::connect_not_supported),
      row("501", "HTTP/1.0 501 Unsupported method ('CONNECT')\r\n\r\n", kEof, ProxyOutcome::connect_not_supported),
      row("502", "HTTP/1.1 502 Bad Gateway\r\n\r\n", kEof, ProxyOutcome::host_unreachable),
      row("503", "HTTP/1.1 503 Service Unavailable\r\n\r\n", kEof, ProxyOutcome::proxy_overloaded),
      row("504", "HTTP/1.1 504 Gateway Timeout\r\n\r\n", kEof, ProxyOutcome::target_timed_out),
      row("302", "HTTP/1.1 302 Found\r\n\r\n", kEof, ProxyOutcome::other_status),
      row("a SOCKS proxy", std::string("\x05\xff", 2), kEof, ProxyOutcome::not_http),
      row("HTTP/2", "HTTP/2 200\r\n\r\n", kEof, ProxyOutcome::malformed),
      row("no end", "HTTP/1.1 200 OK\r\n" + std::string(20'000, 'x'), kEof, ProxyOutcome::head_too_long),
      row("half a line", "HTTP/1.1 2", kEof, ProxyOutcome::cut_short),
      row("half a head of 200", "HTTP/1.1 200 OK\r\n", kEof, ProxyOutcome::cut_short),
      row("half a head of 403", "HTTP/1.1 403 Forbidden\r\n", kEof, ProxyOutcome::forbidden),
      row("silence", "", Closure::timed_out, ProxyOutcome::timed_out),
      row("closed", "", kEof, ProxyOutcome::closed),
      row("reset", "", Closure::reset, ProxyOutcome::reset),
  };
  for (const auto& each : rows) {
    CAPTURE(each.name);
    for (const std::size_t step : {std::size_t{1}, std::size_t{100'000}}) {
      CHECK(answered(each.answer, each.end, {}, step).outcome == each.outcome);
      CHECK(answered(each.answer, each.end, kLogin, step).outcome == each.with_login);
    }
  }
  const auto report = answered(rows[4].answer, kEof, {}, 1);
  REQUIRE(report.head.has_value());
  CHECK(report.head->proxy_authenticate == "Basic realm=\"x\"");
}
