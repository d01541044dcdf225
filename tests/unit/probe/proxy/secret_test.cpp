// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/secret.hpp"

#include "probe/proxy/basic_authorization.hpp"

#include <doctest/doctest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using namespace probe;

template <class T, class = void>
struct IsPrintable : std::false_type {};
template <class T>
struct IsPrintable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>>
    : std::true_type {};

// The compiler is the test.
static_assert(IsPrintable<std::string>::value);
static_assert(!IsPrintable<Secret>::value);
static_assert(!IsPrintable<Credentials>::value);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret>);

}  // namespace

TEST_CASE("a secret is revealed on demand alone") {
  const Secret secret("open sesame");
  CHECK(secret.reveal() == "open sesame");
  CHECK((secret == Secret("open sesame")));
  CHECK_FALSE((secret == Secret()));
}

TEST_CASE("Basic authorization") {
  struct Row {
    std::string name;
    std::string user;
    std::string password;
    std::string value;
  };
  const std::vector<Row> rows{
      {"RFC 7617 2", "Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
      {"RFC 7617 2.1: UTF-8", "test", "123\xC2\xA3", "Basic dGVzdDoxMjPCow=="},
      // From RFC 4648 10: "f", "fo" and "foo" make Zg==, Zm8= and Zm9v. Here ':' is the last octet but the password's.
      {"no padding", "fo", "", "Basic Zm86"},
      {"one octet of padding", "foo", "b", "Basic Zm9vOmI="},
      {"all bits", "\xFF\xFE", "\xFB\xFF", "Basic //46+/8="},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(basic_authorization({row.user, Secret(row.password)}).reveal() == row.value);
  }
}
