// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/printable.hpp"

#include <doctest/doctest.h>

namespace {

TEST_CASE("what a terminal would obey is shown and not done") {
  struct Row {
    const char* name;
    std::string_view text;
    std::string_view shown;
  };
  const Row rows[] = {
      {"plain", "vpn.example.net", "vpn.example.net"},
      {"escape sequence", "\x1b[2J", "\\x1b[2J"},
      {"line ends", "a\r\nb", "a\\x0d\\x0ab"},
      {"delete", "\x7f", "\\x7f"},
      {"a zero octet", std::string_view("a\0b", 3), "a\\x00b"},
      {"letters of other scripts",
       "b\xC3\xBC"
       "cher \xE6\x97\xA5 \xF0\x9F\x98\x80",
       "b\xC3\xBC"
       "cher \xE6\x97\xA5 \xF0\x9F\x98\x80"},
      {"C1 control: CSI in one character",
       "\xC2\x9B"
       "2J",
       "\\xc2\\x9b2J"},
      {"right-to-left override",
       "a\xE2\x80\xAE"
       "b",
       "a\\xe2\\x80\\xaeb"},
      {"byte order mark", "\xEF\xBB\xBF", "\\xef\\xbb\\xbf"},
      // RFC 3629 section 10: the overlong form of "/".
      {"overlong", "\xC0\xAF", "\\xc0\\xaf"},
      {"overlong in three", "\xE0\x80\xAF", "\\xe0\\x80\\xaf"},
      {"surrogate", "\xED\xA0\x80", "\\xed\\xa0\\x80"},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"cut short", "\xE6\x97", "\\xe6\\x97"},
      {"continuation alone", "\x80", "\\x80"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(probe::cli::printable(row.text) == row.shown);
  }
}

TEST_CASE("long text is cut and says so") {
  CHECK(probe::cli::printable("abcdef", 4) == "abcd...");
  CHECK(probe::cli::printable("abcd", 4) == "abcd");
}

}  // namespace
