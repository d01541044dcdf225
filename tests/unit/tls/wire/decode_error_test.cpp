// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/decode_error.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using tls::DecodeError;
using tls::DecodeFault;

TEST_CASE("a decode error is one sentence") {
  const struct {
    DecodeFault fault;
    std::string text;
  } rows[] = {
      {DecodeFault::truncated, "certificate_list ends early (octet 7)"},
      {DecodeFault::length_too_small, "certificate_list is shorter than it may be (octet 7)"},
      {DecodeFault::length_too_large, "certificate_list is longer than it may be (octet 7)"},
      {DecodeFault::not_a_multiple, "certificate_list ends inside an element (octet 7)"},
      {DecodeFault::trailing_bytes, "certificate_list has octets behind its end (octet 7)"},
      {DecodeFault::illegal_value, "certificate_list has a value that is not allowed here (octet 7)"},
      {DecodeFault::own_limit, "certificate_list is larger than this program reads (octet 7)"},
  };
  for (const auto& row : rows) CHECK(to_string(DecodeError{row.fault, "certificate_list", 7}) == row.text);
}

TEST_CASE("asking a failed decode for its value is a bug") {
  const tls::Decoded<int> failed = DecodeError{DecodeFault::truncated, "random", 2};
  CHECK_THROWS_AS(static_cast<void>(failed.value()), std::logic_error);
}
