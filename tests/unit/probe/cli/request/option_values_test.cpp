// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/option_values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

namespace {

using std::chrono::milliseconds;
using V = tls::ProtocolVersion;

TEST_CASE("lists of versions") {
  struct Row {
    const char* text;
    std::vector<V> versions;
  };
  const Row rows[] = {
      {"1.2", {V::TLSv1_2}},
      {"tls1.2", {V::TLSv1_2}},
      {"TLSv1.2", {V::TLSv1_2}},
      {"ssl2,ssl3", {V::SSLv2, V::SSLv3}},
      {"1.3, 1.0 ,1.3", {V::TLSv1_0, V::TLSv1_3}},
      {"1.0-1.2", {V::TLSv1_0, V::TLSv1_1, V::TLSv1_2}},
      {"ssl3 - tls1.0", {V::SSLv3, V::TLSv1_0}},
      {"TLS-1.1-TLS-1.2", {V::TLSv1_1, V::TLSv1_2}},
      {"ssl2-1.3", {tls::kProtocolVersions.begin(), tls::kProtocolVersions.end()}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto versions = probe::cli::parse_versions(row.text);
    REQUIRE(versions);
    CHECK(*versions == row.versions);
  }
}

TEST_CASE("what is no version") {
  for (const char* text : {"", ",", "1.2,", "1.4", "dtls1.2", "1.2-1.0", "1.0-", "-1.2", "all"}) {
    CAPTURE(text);
    const auto versions = probe::cli::parse_versions(text);
    REQUIRE(!versions);
    CHECK(versions.error().text.find("is not a version") != std::string::npos);
  }
}

TEST_CASE("times") {
  struct Row {
    const char* text;
    int milliseconds;
  };
  const Row rows[] = {{"5", 5000},    {"2.5", 2500}, {"0.1", 100}, {".5", 500},    {"5s", 5000},     {"500ms", 500},
                      {"2m", 120000}, {"5 s", 5000}, {"5.", 5000}, {"0.25s", 250}, {"100.0", 100000}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto time = probe::cli::parse_duration(row.text, {milliseconds(100), milliseconds(300000)});
    REQUIRE(time);
    CHECK(time->count() == row.milliseconds);
  }
}

TEST_CASE("what is no time") {
  struct Row {
    const char* text;
    const char* part;
  };
  const Row rows[] = {
      {"", "is not a time"},
      {"s", "is not a time"},
      {"five", "is not a time"},
      {"-1", "is not a time"},
      {"1e3", "is not a time"},
      {"1.2.3", "is not a time"},
      {"1,5", "is not a time"},
      {"5h", "is not a time"},
      {"0", "0.1 s to 300 s"},
      {"0.05", "out of range"},
      {"301", "out of range"},
      {"99999999999999999", "out of range"},
      {"999999999999999999999999", "is not a time"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto time = probe::cli::parse_duration(row.text, {milliseconds(100), milliseconds(300000)});
    REQUIRE(!time);
    CHECK_MESSAGE(time.error().text.find(row.part) != std::string::npos, time.error().text);
  }
}

TEST_CASE("counts") {
  CHECK(*probe::cli::parse_count("1", {1, 200}) == 1);
  CHECK(*probe::cli::parse_count("200", {1, 200}) == 200);
  for (const char* text : {"", "0", "201", "-1", "1.5", "ten", "1 ", "18446744073709551617"}) {
    CAPTURE(text);
    const auto count = probe::cli::parse_count(text, {1, 200});
    REQUIRE(!count);
    CHECK(count.error().text.find("is not a number from 1 to 200") != std::string::npos);
  }
}

}  // namespace
