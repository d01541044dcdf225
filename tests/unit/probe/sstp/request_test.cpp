// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/request.hpp"

#include "tests/unit/probe/sstp/talk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace {

using namespace probe;
using namespace probe::test;

void all_ones(std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), std::uint8_t{0xFF}); }

}  // namespace

TEST_CASE("[MS-SSTP] 4.1: the request, its fields in the document's order") {
  CHECK(text_of(duplex_post("vpn.example.net", "{8A3C8A0E-4B0F-4E5C-9C46-5F6A3E0D7B21}")) ==
        "SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1\r\n"
        "Content-Length: 18446744073709551615\r\n"
        "Host: vpn.example.net\r\n"
        "SSTPCORRELATIONID: {8A3C8A0E-4B0F-4E5C-9C46-5F6A3E0D7B21}\r\n"
        "\r\n");
  CHECK(text_of(duplex_post("2001:db8::1", "{}")).find("\r\nHost: [2001:db8::1]\r\n") != std::string::npos);
  CHECK(text_of(duplex_post("fe80::1%eth0", "{}")).find("\r\nHost: [fe80::1]\r\n") != std::string::npos);
}

TEST_CASE("[MS-SSTP] 4.5: the request to a proxy") {
  CHECK(text_of(connect_request("vpn.example.net:443", "")) ==
        "CONNECT vpn.example.net:443 HTTP/1.1\r\nHost: vpn.example.net:443\r\nSSTPVERSION: 1.0\r\n\r\n");
  CHECK(text_of(connect_request(authority("2001:db8::1", 4443), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")) ==
        "CONNECT [2001:db8::1]:4443 HTTP/1.1\r\nHost: [2001:db8::1]:4443\r\nSSTPVERSION: 1.0\r\n"
        "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n");
}

TEST_CASE("no argument makes two lines of one") {
  CHECK_THROWS_AS(static_cast<void>(duplex_post("a\r\nX: y", "{}")), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(duplex_post("a b", "{}")), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(duplex_post("a", "{}\n")), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(duplex_post("b\xC3\xBC", "{}")), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(connect_request("a:1\r\n", "")), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(connect_request("a:1", "Basic\r\nX: y")), std::invalid_argument);
}

TEST_CASE("what is held against an SSTP request differs from it in one word of the same length") {
  const auto usual = text_of(duplex_post("vpn.example.net", "{}"));
  const auto path = text_of(duplex_post("vpn.example.net", "{}", RequestKind::other_path));
  const auto method = text_of(duplex_post("vpn.example.net", "{}", RequestKind::other_method));
  CHECK(path.starts_with("SSTP_DUPLEX_POST /not_{00000000-0000-4000-8000-000000000000}/ HTTP/1.1\r\n"));
  CHECK(method.starts_with("NONE_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1\r\n"));
  const auto rest = [](const std::string& text) { return text.substr(text.find("\r\n")); };
  CHECK(rest(path) == rest(usual));
  CHECK(rest(method) == rest(usual));
  CHECK(path.size() == usual.size());
  CHECK(method.size() == usual.size());
  // Without content: the same three again, but for the length.
  const auto shortened = [](std::string text) {
    const std::string length(kDuplexContentLength);
    return text.replace(text.find(length), length.size(), "0");
  };
  CHECK(text_of(duplex_post("vpn.example.net", "{}", RequestKind::short_sstp)) == shortened(usual));
  CHECK(text_of(duplex_post("vpn.example.net", "{}", RequestKind::short_other_path)) == shortened(path));
  CHECK(text_of(duplex_post("vpn.example.net", "{}", RequestKind::short_other_method)) == shortened(method));
}

TEST_CASE("RFC 4122 4.4: the correlation id is random but for version and variant") {
  CHECK(make_correlation_id(count_up) == "{00010203-0405-4607-8809-0A0B0C0D0E0F}");
  CHECK(make_correlation_id(all_ones) == "{FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF}");
}
