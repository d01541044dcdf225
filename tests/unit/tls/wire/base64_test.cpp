// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/base64.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

TEST_CASE("Base64 as in RFC 4648 section 10") {
  const struct {
    std::string_view octets, text;
  } rows[] = {{"", ""},
              {"f", "Zg=="},
              {"fo", "Zm8="},
              {"foo", "Zm9v"},
              {"foob", "Zm9vYg=="},
              {"fooba", "Zm9vYmE="},
              {"foobar", "Zm9vYmFy"}};
  for (const auto& row : rows) {
    const tls::Bytes octets(row.octets.begin(), row.octets.end());
    CHECK(tls::to_base64(octets) == row.text);
    CHECK(tls::from_base64(row.text) == octets);
  }
}

TEST_CASE("what is not Base64") {
  for (const std::string text :
       {"Z", "Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zg==Zg==", "Zm9=v", "Zm 9v", "Zm9v\n", "Zm9-",
        "Zh==",  // bits beyond the octet
        "Zm9="}) {
    CAPTURE(text);
    CHECK(!tls::from_base64(text));
  }
}

TEST_CASE("every octet survives Base64") {
  tls::Bytes octets;
  for (int i = 0; i < 256; ++i) {
    octets.push_back(static_cast<std::uint8_t>(i));
    CHECK(tls::from_base64(tls::to_base64(octets)) == octets);
  }
}
