// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/proxy_url.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace probe;

Credentials login(std::string user, std::string password) { return {std::move(user), Secret(std::move(password))}; }

}  // namespace

TEST_CASE("a proxy's URL is read, and shown without its credentials") {
  struct Row {
    std::string text;
    ProxyUrl url;
    std::string shown;
  };
  using Kind = ProxyKind;
  const std::vector<Row> rows{
      {"http://proxy.example.net:3128", {Kind::http, "proxy.example.net", 3128, {}}, "http://proxy.example.net:3128"},
      {"http://proxy.example.net:3128/", {Kind::http, "proxy.example.net", 3128, {}}, "http://proxy.example.net:3128"},
      {"HTTP://proxy", {Kind::http, "proxy", 80, {}}, "http://proxy:80"},
      {"proxy:8080", {Kind::http, "proxy", 8080, {}}, "http://proxy:8080"},
      {"socks5://192.0.2.1", {Kind::socks5, "192.0.2.1", 1080, {}}, "socks5h://192.0.2.1:1080"},
      {"socks5h://localhost:9050", {Kind::socks5, "localhost", 9050, {}}, "socks5h://localhost:9050"},
      {"http://[2001:db8::1]:3128", {Kind::http, "2001:db8::1", 3128, {}}, "http://[2001:db8::1]:3128"},
      {"http://[2001:db8::1]", {Kind::http, "2001:db8::1", 80, {}}, "http://[2001:db8::1]:80"},
      {"http://u:p@h:1", {Kind::http, "h", 1, login("u", "p")}, "http://h:1"},
      {"http://u@h:1", {Kind::http, "h", 1, login("u", "")}, "http://h:1"},
      {"http://u:@h:1", {Kind::http, "h", 1, login("u", "")}, "http://h:1"},
      {"u:p@h:65535", {Kind::http, "h", 65535, login("u", "p")}, "http://h:65535"},
      {"http://DOMAIN%5Cme:p%40ss%3A%2F@h:1", {Kind::http, "h", 1, login("DOMAIN\\me", "p@ss:/")}, "http://h:1"},
      {"http://u:p@ss:w@h:1", {Kind::http, "h", 1, login("u", "p@ss:w")}, "http://h:1"},
      {"http://u:a/b?c#d@h:1", {Kind::http, "h", 1, login("u", "a/b?c#d")}, "http://h:1"},
      {"socks5://us%3Aer:p@h:1", {Kind::socks5, "h", 1, login("us:er", "p")}, "socks5h://h:1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto url = parse_proxy_url(row.text);
    REQUIRE(url.has_value());
    CHECK((*url == row.url));
    CHECK(to_string(*url) == row.shown);
  }
}

TEST_CASE("what is no proxy's URL has a fault") {
  struct Row {
    std::string text;
    ProxyUrlFault fault;
  };
  const std::vector<Row> rows{
      {"", ProxyUrlFault::no_host},
      {"http://", ProxyUrlFault::no_host},
      {"http://:3128", ProxyUrlFault::no_host},
      {"http://u:p@", ProxyUrlFault::no_host},
      {"https://proxy:443", ProxyUrlFault::https_proxy},
      {"socks4://proxy:1080", ProxyUrlFault::unknown_scheme},
      {"://proxy", ProxyUrlFault::unknown_scheme},
      {"http://pro xy:1", ProxyUrlFault::bad_host},
      {"http://proxy\r\n:1", ProxyUrlFault::bad_host},
      {"http://[2001:db8::1", ProxyUrlFault::bad_host},
      {"http://[192.0.2.1]:1", ProxyUrlFault::bad_host},
      {"http://[]:1", ProxyUrlFault::bad_host},
      {"http://2001:db8::1", ProxyUrlFault::bad_port},
      {"http://proxy:", ProxyUrlFault::bad_port},
      {"http://proxy:0", ProxyUrlFault::bad_port},
      {"http://proxy:65536", ProxyUrlFault::bad_port},
      {"http://proxy:80x", ProxyUrlFault::bad_port},
      {"http://proxy:+80", ProxyUrlFault::bad_port},
      {"http://[::1]80", ProxyUrlFault::bad_port},
      {"http://proxy:80/path", ProxyUrlFault::path},
      {"http://proxy:80?x", ProxyUrlFault::path},
      {"http://u:p%@proxy:80", ProxyUrlFault::bad_percent_encoding},
      {"http://u:p%4@proxy:80", ProxyUrlFault::bad_percent_encoding},
      {"http://u%zz:p@proxy:80", ProxyUrlFault::bad_percent_encoding},
      {"http://u:p%0d%0aX@proxy:80", ProxyUrlFault::bad_credentials},
      {"http://u%00:p@proxy:80", ProxyUrlFault::bad_credentials},
      {"http://:p@proxy:80", ProxyUrlFault::bad_credentials},
      {"http://@proxy:80", ProxyUrlFault::bad_credentials},
      {"http://us%3Aer:p@proxy:80", ProxyUrlFault::bad_credentials},
      {"socks5://u@proxy:80", ProxyUrlFault::bad_credentials},
      {"socks5://u:" + std::string(256, 'p') + "@proxy:80", ProxyUrlFault::bad_credentials},
  };
  std::set<std::string> sentences;
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto url = parse_proxy_url(row.text);
    REQUIRE(url.has_error());
    CHECK(url.error() == row.fault);
    sentences.emplace(explain(url.error()));
  }
  CHECK(sentences.size() == 8);
}

TEST_CASE("to ask a fault for its value is a bug of ours, and tells no password") {
  try {
    static_cast<void>(parse_proxy_url("http://u:hunter2@proxy:0").value());
    FAIL("no exception");
  } catch (const std::logic_error& error) {
    CHECK(std::string(error.what()).find("hunter2") == std::string::npos);
  }
}
