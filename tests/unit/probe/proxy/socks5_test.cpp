// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/socks5.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace probe;
using tls::Bytes;
using tls::Closure;
using tls::test::from_hex;

const Credentials kSocksLogin{"user", Secret("pass")};

struct Asked {
  Bytes sent;
  ProxyReport report;
  Socks5State reached;  ///< before the end of the octets
};

Asked answered(const Bytes& answer, Closure end, const std::optional<Credentials>& login, std::size_t step) {
  Socks5 socks("vpn.example.net", 443, login);
  Asked asked;
  asked.sent = socks.output();
  for (std::size_t at = 0; at < answer.size(); at += step) {
    socks.feed(tls::BytesView(answer).subspan(at, std::min(step, answer.size() - at)));
    const auto more = socks.output();
    asked.sent.insert(asked.sent.end(), more.begin(), more.end());
  }
  asked.reached = socks.state();
  socks.closed(end);
  CHECK(socks.want() == tls::Want::done);
  asked.report = socks.report();
  return asked;
}

// What curl 7.88.1 sends for https://vpn.example.net/ with --socks5-hostname, and with --proxy-user user:pass,
// captured.
constexpr std::string_view kCurlRequest = "05 01 00 03 0f 76 70 6e 2e 65 78 61 6d 70 6c 65 2e 6e 65 74 01 bb";
constexpr std::string_view kCurlLogin = "01 04 75 73 65 72 04 70 61 73 73";

}  // namespace

TEST_CASE("RFC 1928: a connection without a login, step by step") {
  Socks5 socks("vpn.example.net", 443, {});
  CHECK(socks.output() == from_hex("05 01 00"));
  CHECK(socks.state() == Socks5State::awaiting_method);
  socks.feed(from_hex("05 00"));
  CHECK(socks.output() == from_hex(kCurlRequest));
  CHECK(socks.state() == Socks5State::awaiting_reply);
  CHECK(socks.take_rest().empty());
  socks.feed(from_hex("05 00 00 01 00 00 00 00 00 00 16 03"));
  CHECK(socks.want() == tls::Want::done);
  CHECK(socks.report().outcome == ProxyOutcome::connected);
  CHECK(socks.report().socks_code == 0);
  CHECK(socks.take_rest() == from_hex("16 03"));
  socks.feed(from_hex("00"));
  socks.closed(Closure::reset);
  CHECK(socks.take_rest().empty());
  CHECK(socks.report().outcome == ProxyOutcome::connected);
}

TEST_CASE("RFC 1929: with user and password, step by step") {
  Socks5 socks("vpn.example.net", 443, kSocksLogin);
  CHECK(socks.output() == from_hex("05 02 00 02"));
  socks.feed(from_hex("05 02"));
  CHECK(socks.state() == Socks5State::awaiting_login);
  CHECK(socks.output() == from_hex(kCurlLogin));
  socks.feed(from_hex("01 00"));
  CHECK(socks.state() == Socks5State::awaiting_reply);
  CHECK(socks.output() == from_hex(kCurlRequest));
}

TEST_CASE("an address is asked for as an address") {
  struct Row {
    std::string host;
    std::string_view request;
  };
  for (const auto& row : std::vector<Row>{
           {"192.0.2.1", "05 01 00 01 c0 00 02 01 01 bb"},
           {"2001:db8::1", "05 01 00 04 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 01 bb"},
           {"localhost", "05 01 00 03 09 6c 6f 63 61 6c 68 6f 73 74 01 bb"},
       }) {
    CAPTURE(row.host);
    Socks5 socks(row.host, 443, {});
    static_cast<void>(socks.output());
    socks.feed(from_hex("05 00"));
    CHECK(socks.output() == from_hex(row.request));
  }
  CHECK_THROWS_AS(Socks5(std::string(256, 'x'), 443, {}), std::invalid_argument);
  CHECK_THROWS_AS(Socks5("", 443, {}), std::invalid_argument);
  CHECK_THROWS_AS(Socks5("x", 443, Credentials{"", Secret("p")}), std::invalid_argument);
  CHECK_THROWS_AS(Socks5("x", 443, Credentials{"u", Secret(std::string(256, 'p'))}), std::invalid_argument);
}

TEST_CASE("a proxy's answers have names") {
  struct Row {
    std::string name;
    std::string_view answer;
    Closure end;
    std::optional<Credentials> login;
    ProxyOutcome outcome;
    std::optional<unsigned> code;
  };
  constexpr auto kEof = Closure::end_of_stream;
  const std::vector<Row> rows{
      {"bound to an IPv4 address", "0500 05000001c0000201abcd", kEof, {}, ProxyOutcome::connected, 0},
      {"bound to a name", "0500 05000003 03616263 abcd", kEof, {}, ProxyOutcome::connected, 0},
      {"bound to an empty name", "0500 05000003 00 abcd", kEof, {}, ProxyOutcome::connected, 0},
      {"bound to an IPv6 address",
       "0500 05000004 20010db8000000000000000000000001 abcd",
       kEof,
       {},
       ProxyOutcome::connected,
       0},
      {"no login wanted though there is one", "0500 05000001c0000201abcd", kEof, kSocksLogin, ProxyOutcome::connected,
       0},
      {"a login", "0502 0100 05000001c0000201abcd", kEof, kSocksLogin, ProxyOutcome::connected, 0},
      {"a login with the version of SOCKS", "0502 0500 05000001c0000201abcd", kEof, kSocksLogin,
       ProxyOutcome::connected, 0},
      {"a login that is wrong", "0502 0101", kEof, kSocksLogin, ProxyOutcome::credentials_rejected, 1},
      {"no method, without a login", "05ff", kEof, {}, ProxyOutcome::credentials_required, 0xFF},
      {"no method, with a login", "05ff", kEof, kSocksLogin, ProxyOutcome::no_acceptable_method, 0xFF},
      {"a method that was not offered", "0502", kEof, {}, ProxyOutcome::malformed, 2},
      {"GSSAPI, which was not offered", "0501", kEof, kSocksLogin, ProxyOutcome::malformed, 1},
      {"general failure", "0500 0501000100000000 0000", kEof, {}, ProxyOutcome::general_failure, 1},
      {"not allowed", "0500 0502000100000000 0000", kEof, {}, ProxyOutcome::forbidden, 2},
      {"network unreachable", "0500 0503000100000000 0000", kEof, {}, ProxyOutcome::network_unreachable, 3},
      {"host unreachable", "0500 0504000100000000 0000", kEof, {}, ProxyOutcome::host_unreachable, 4},
      {"connection refused", "0500 0505000100000000 0000", kEof, {}, ProxyOutcome::connection_refused, 5},
      {"TTL expired", "0500 0506000100000000 0000", kEof, {}, ProxyOutcome::target_timed_out, 6},
      {"command not supported", "0500 0507000100000000 0000", kEof, {}, ProxyOutcome::connect_not_supported, 7},
      {"address type not supported",
       "0500 0508000100000000 0000",
       kEof,
       {},
       ProxyOutcome::address_type_not_supported,
       8},
      {"a code that nobody has defined", "0500 0509000100000000 0000", kEof, {}, ProxyOutcome::other_reply, 9},
      {"a refusal of two octets", "0500 0505", kEof, {}, ProxyOutcome::connection_refused, 5},
      {"SOCKS 4", "005b", kEof, {}, ProxyOutcome::not_socks5, {}},
      {"an HTTP proxy", "485454502f312e31", kEof, {}, ProxyOutcome::not_socks5, {}},
      {"a reply that is none", "0500 4854", kEof, {}, ProxyOutcome::malformed, {}},
      {"an address of no known type", "0500 0500000200000000 0000", kEof, {}, ProxyOutcome::malformed, {}},
      {"silence", "", Closure::timed_out, {}, ProxyOutcome::timed_out, {}},
      {"closed", "", kEof, {}, ProxyOutcome::closed, {}},
      {"reset", "", Closure::reset, {}, ProxyOutcome::reset, {}},
      {"closed behind the method", "0500", kEof, {}, ProxyOutcome::cut_short, {}},
      {"silence behind the method: it tries to reach the gateway",
       "0500",
       Closure::timed_out,
       {},
       ProxyOutcome::timed_out,
       {}},
      {"half a reply", "0500 05000001", Closure::reset, {}, ProxyOutcome::cut_short, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const std::size_t step : {std::size_t{1}, std::size_t{1000}}) {
      const auto asked = answered(from_hex(row.answer), row.end, row.login, step);
      CHECK(asked.report.outcome == row.outcome);
      REQUIRE(asked.report.socks_code.has_value() == row.code.has_value());
      if (row.code) CHECK(unsigned{*asked.report.socks_code} == *row.code);
    }
  }
}

TEST_CASE("a talk that ends at any octet is cut short") {
  const auto whole = from_hex("0502 0100 05000003 03616263 abcd");
  for (std::size_t size = 1; size < whole.size(); ++size) {
    CAPTURE(size);
    const auto part = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto asked = answered(part, Closure::end_of_stream, kSocksLogin, 1);
    CHECK(asked.report.outcome == ProxyOutcome::cut_short);
    CHECK(asked.reached == (size < 2   ? Socks5State::awaiting_method
                            : size < 4 ? Socks5State::awaiting_login
                                       : Socks5State::awaiting_reply));
  }
}
