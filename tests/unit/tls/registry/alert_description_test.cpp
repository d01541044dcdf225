// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/alert_description.hpp"

#include <doctest/doctest.h>

namespace {

using tls::AlertDescription;

TEST_CASE("alerts have the numbers and names of their RFCs") {
  struct Row {
    int code;
    const char* name;
  };
  const Row rows[] = {
      {0, "close_notify"},               // RFC 5246 section 7.2
      {40, "handshake_failure"},         // RFC 5246 section 7.2
      {41, "no_certificate_RESERVED"},   // RFC 6101 section 5.4
      {70, "protocol_version"},          // RFC 5246 section 7.2
      {71, "insufficient_security"},     // RFC 5246 section 7.2
      {80, "internal_error"},            // RFC 5246 section 7.2
      {86, "inappropriate_fallback"},    // RFC 7507 section 2
      {112, "unrecognized_name"},        // RFC 6066 section 3
      {120, "no_application_protocol"},  // RFC 7301 section 3.2
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(to_string(static_cast<AlertDescription>(row.code)) == row.name);
  }
}

TEST_CASE("an alert without a name prints as its number") {
  CHECK(to_string(AlertDescription{1}) == "1");
  CHECK(to_string(AlertDescription{255}) == "255");
}

}  // namespace
