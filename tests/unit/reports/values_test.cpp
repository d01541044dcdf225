// SPDX-License-Identifier: Apache-2.0
#include "reports/json_values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

TEST_CASE("times as in RFC 3339") {
  using std::chrono::milliseconds;
  // Counts of seconds from date(1): date -u -d @482196050 and so on.
  const struct {
    std::int64_t count;
    std::string text;
  } rows[] = {{0, "1970-01-01T00:00:00.000Z"},
              {482196050520, "1985-04-12T23:20:50.520Z"},  // the first example of RFC 3339 section 5.8
              {951782400000, "2000-02-29T00:00:00.000Z"},
              {-1, "1969-12-31T23:59:59.999Z"},
              {253402300799999, "9999-12-31T23:59:59.999Z"}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const probe::UtcTime time{milliseconds(row.count)};
    CHECK(reports::to_rfc3339(time) == row.text);
    CHECK(reports::from_rfc3339(row.text) == time);
  }
}

TEST_CASE("what is not such a time") {
  for (const std::string text :
       {"", "2026-11-24", "2026-11-24T14:05:09Z", "2026-11-24T14:05:09.12Z", "2026-11-24T14:05:09.123",
        "2026-11-24T14:05:09.123+", "2026-11-24 14:05:09.123Z", "2026-02-29T14:05:09.123Z", "2026-13-01T14:05:09.123Z",
        "2026-11-00T14:05:09.123Z", "2026-11-24T24:05:09.123Z", "2026-11-24T14:60:09.123Z", "2026-11-24T14:05:61.123Z",
        "2026-11-24T14:05:-9.123Z", "2026-11-24T14:05:09.123Zx"}) {
    CAPTURE(text);
    CHECK(!reports::from_rfc3339(text));
  }
}
