// SPDX-License-Identifier: Apache-2.0
#include "tls/message/alert.hpp"

#include "tests/unit/tls/support/hostile.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <string>

using tls::Alert;
using tls::AlertDescription;
using tls::AlertLevel;
using tls::Bytes;

TEST_CASE("the JDK's refusal reads as what it is") {
  const Bytes record = tls::test::vector_file("jdk-alert");
  const Bytes fragment(record.begin() + 5, record.end());
  const auto alert = tls::decode_alert(fragment);
  REQUIRE(alert.has_value());
  CHECK(*alert == Alert{AlertLevel::fatal, AlertDescription::handshake_failure});
  CHECK(encode(*alert) == fragment);
}

TEST_CASE("an alert is two octets and has one of two levels") {
  tls::test::check_cuts({1, 112}, tls::test::fault_of(tls::decode_alert));
  for (const std::uint8_t level : Bytes{0, 3, 255}) {
    const auto alert = tls::decode_alert(Bytes{level, 40});
    REQUIRE(alert.has_error());
    CHECK(std::string(alert.error().field) == "level");
    CHECK(alert.error().offset == 0);
  }
}

TEST_CASE("an alert as text") {
  const struct {
    Alert alert;
    std::string text;
  } rows[] = {
      {{AlertLevel::fatal, AlertDescription::handshake_failure}, "fatal handshake_failure (40)"},
      {{AlertLevel::warning, AlertDescription::close_notify}, "warning close_notify (0)"},
      {{AlertLevel::fatal, AlertDescription{199}}, "fatal 199"},
  };
  for (const auto& row : rows) CHECK(to_string(row.alert) == row.text);
}
