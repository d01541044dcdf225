// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

TEST_CASE("letters of ASCII alone have a lower case") {
  CHECK(tls::lower_case("@AZ[`az{09") == "@az[`az{09");
  CHECK(tls::lower_case("\xC3\x84\xFF") == "\xC3\x84\xFF");
  CHECK(tls::lower_case(std::string("A\0B", 3)) == std::string("a\0b", 3));
  CHECK(tls::lower_case("").empty());
}

TEST_CASE("blanks and tabs go at either end, and nothing else does") {
  CHECK(tls::trimmed(" \t a \tb\t ") == "a \tb");
  CHECK(tls::trimmed("\na\r") == "\na\r");
  CHECK(tls::trimmed(" \t ").empty());
  CHECK(tls::trimmed("").empty());
}

}  // namespace
