// SPDX-License-Identifier: Apache-2.0
#include "reports/escape.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace std::string_literals;
using reports::valid_utf8;
using reports::visible;
using reports::visible_ascii;

TEST_CASE("what a peer sent is made visible") {
  const struct {
    std::string name;
    std::string text, shown, ascii;
  } rows[] = {
      {"plain", "no cipher (40)", "no cipher (40)", "no cipher (40)"},
      {"letters beyond ASCII", "Müller 東京", "Müller 東京", "M\\u{00fc}ller \\u{6771}\\u{4eac}"},
      {"terminal escape", "\x1b[31mred", "\\x1b[31mred", "\\x1b[31mred"},
      {"line ends", "a\r\nb\tc", "a\\x0d\\x0ab\\x09c", "a\\x0d\\x0ab\\x09c"},
      {"NUL, backspace, DEL", "a\0\b\x7f"s, "a\\x00\\x08\\x7f", "a\\x00\\x08\\x7f"},
      {"C1: CSI in one character",
       "\xc2\x9b"
       "31m",
       "\\u{009b}31m", "\\u{009b}31m"},
      {"right-to-left override", "\u202egpj.exe", "\\u{202e}gpj.exe", "\\u{202e}gpj.exe"},
      {"isolates", "\u2066a\u2069", "\\u{2066}a\\u{2069}", "\\u{2066}a\\u{2069}"},
      {"zero width", "pay\u200bpal\ufeff", "pay\\u{200b}pal\\u{feff}", "pay\\u{200b}pal\\u{feff}"},
      {"line separator", "a\u2028b", "a\\u{2028}b", "a\\u{2028}b"},
      {"tag characters", "\U000e0041", "\\u{e0041}", "\\u{e0041}"},
      // Octet sequences that Unicode 15.0 section 3.9 and RFC 3629 section 4 call ill-formed.
      {"lone continuation", "\x80", "\\x80", "\\x80"},
      {"overlong slash", "\xc0\xaf", "\\xc0\\xaf", "\\xc0\\xaf"},
      {"overlong in three", "\xe0\x80\xaf", "\\xe0\\x80\\xaf", "\\xe0\\x80\\xaf"},
      {"surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80", "\\xed\\xa0\\x80"},
      {"beyond Unicode", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", "\\xf4\\x90\\x80\\x80"},
      {"octets that never occur", "\xfe\xff", "\\xfe\\xff", "\\xfe\\xff"},
      {"cut off", "ok \xe2\x82", "ok \\xe2\\x82", "ok \\xe2\\x82"},
      {"resumes behind a bad octet", "\xe2\x28\xa1", "\\xe2(\\xa1", "\\xe2(\\xa1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(visible(row.text) == row.shown);
    CHECK(visible_ascii(row.text) == row.ascii);
    CHECK(visible(visible(row.text)) == visible(row.text));
    CHECK(visible_ascii(visible(row.text)) == visible_ascii(row.text));
    CHECK(visible(valid_utf8(row.text)) == visible(row.text));
  }
}

TEST_CASE("valid UTF-8 passes through, however it looks") {
  CHECK(valid_utf8("a\x1b\u202e\n東") == "a\x1b\u202e\n東");
  CHECK(valid_utf8("a\xff") == "a\\xff");
}
