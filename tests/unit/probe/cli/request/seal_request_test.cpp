// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/seal_request.hpp"

#include "tests/unit/probe/cli/fake_world.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace probe::cli;

TEST_CASE("addresses of time-stamping authorities") {
  struct Row {
    const char *text, *sent;  ///< nullptr: none
  };
  const Row rows[] = {
      {"http://tsa.example.test", "http://tsa.example.test/"},
      {"http://tsa.example.test/tsr", "http://tsa.example.test/tsr"},
      {"http://tsa.example.test:80/tsr?a=b#c", "http://tsa.example.test/tsr?a=b"},
      {"https://tsa.example.test:8443?a=b", "https://tsa.example.test:8443/?a=b"},
      {"http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"},
      {"tsa.example.test", nullptr},
      {"ftp://tsa.example.test", nullptr},
      {"http://", nullptr},
      {"http:///tsr", nullptr},
      {"http://tsa.example.test:0/", nullptr},
      {"http://user:secret@tsa.example.test/", nullptr},
      {"http://tsa.example.test/a b", nullptr},
      {"http://tsa.example.test/a\r\nX: y", nullptr},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.text));
    const auto url = parse_http_url(row.text);
    REQUIRE(static_cast<bool>(url) == (row.sent != nullptr));
    if (url) CHECK(to_string(*url) == row.sent);
    if (!url) CHECK(url.error().text.find("secret") == std::string::npos);
  }
}

TEST_CASE("a pass phrase on the command line is not taken, and not repeated") {
  test::FakeWorld world;
  world.answers = {test::complete_target("vpn.example.net")};
  const int code = world.run({"scan", "--evidence", world.path("e"), "--sign-key", world.path("key"), "--sign-pass",
                              "hunter2", "vpn.example.net"});
  CHECK(code == 64);
  CHECK(world.err.str().find("never the pass phrase itself") != std::string::npos);
  CHECK(world.err.str().find("hunter2") == std::string::npos);
  CHECK(world.scans == 0);
}

TEST_CASE("seals without evidence") {
  test::FakeWorld world;
  CHECK(world.run({"scan", "--timestamp-url", "http://tsa.example.test", "vpn.example.net"}) == 64);
  CHECK(world.err.str().find("--evidence") != std::string::npos);
}

TEST_CASE("an authority that cannot be reached costs no evidence") {
  test::FakeWorld world;
  world.answers = {test::complete_target("vpn.example.net")};
  const int code = world.run({"scan", "--quiet", "--evidence", world.path("e"), "--timestamp-url",
                              "http://tsa.example.test/?key=secret", "vpn.example.net"});
  CHECK(code == 3);
  CHECK(world.err.str().find("no time stamp: http://tsa.example.test: nothing answers in this world") !=
        std::string::npos);
  CHECK(world.err.str().find("secret") == std::string::npos);
  CHECK(world.read("e/seal.txt") == "MANIFEST.sha256.tsr from http://tsa.example.test\n");
  CHECK(world.run({"evidence", "verify", world.path("e")}) == 1);
  CHECK(world.out.str().find("missing: MANIFEST.sha256.tsr, which seal.txt promises") != std::string::npos);
}
