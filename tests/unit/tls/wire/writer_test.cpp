// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/writer.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using tls::Bytes;
using tls::Writer;

TEST_CASE("integers go out in network order") {
  Writer out;
  out.u8(0x01);
  out.u16(0x0203);
  out.u24(0x040506);
  out.u32(0x0708090A);
  CHECK(out.bytes() == Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

TEST_CASE("lengths are filled in when a scope ends, however deep") {
  Writer out;
  out.vec24([](Writer& list) {
    list.vec16([](Writer& entry) {
      entry.vec8(Bytes{7});
      entry.raw("ab");
    });
    list.vec8([](Writer&) {});
  });
  CHECK(out.take() == Bytes{0, 0, 7, 0, 4, 1, 7, 'a', 'b', 0});
}

TEST_CASE("what does not fit its length field is a bug, the largest that fits is not") {
  Writer out;
  CHECK_NOTHROW(out.vec8(Bytes(0xFF)));
  CHECK_NOTHROW(out.vec16(Bytes(0xFFFF)));
  CHECK_NOTHROW(out.vec24(Bytes(0x10000)));
  CHECK_THROWS_AS(out.vec8(Bytes(0x100)), std::length_error);
  CHECK_THROWS_AS(out.vec16(Bytes(0x10000)), std::length_error);
  CHECK_THROWS_AS(out.u24(0x1000000), std::length_error);
}
