// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/reader.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::DecodeError;
using tls::DecodeFault;
using tls::Reader;

Bytes own_copy(BytesView view) { return Bytes(view.begin(), view.end()); }

}  // namespace

TEST_CASE("integers are read in network order, vectors behind their length") {
  const Bytes input{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 0xA1, 0, 2, 0xB1, 0xB2, 0, 0, 1, 0xC1, 0xD1, 0xE1};
  Reader in(input);
  CHECK(in.u8("a") == 0x01);
  CHECK(in.u16("b") == 0x0203);
  CHECK(in.u24("c") == 0x040506);
  CHECK(in.u32("d") == 0x0708090A);
  CHECK(own_copy(in.vec8("e")) == Bytes{0xA1});
  CHECK(own_copy(in.vec16("f")) == Bytes{0xB1, 0xB2});
  CHECK(own_copy(in.vec24("g")) == Bytes{0xC1});
  CHECK(own_copy(in.fixed("h", 1)) == Bytes{0xD1});
  CHECK(own_copy(in.rest()) == Bytes{0xE1});
  in.end("i");
  CHECK(in.ok());
  CHECK(in.outcome(5).value() == 5);
}

TEST_CASE("each fault names its field and where the field began") {
  const struct {
    std::string name;
    Bytes input;
    std::function<void(Reader&)> read;
    DecodeError expected;
  } rows[] = {
      {"integer ends early", {9, 1}, [](Reader& in) { in.u8("a"), in.u16("b"); }, {DecodeFault::truncated, "b", 1}},
      {"length ends early", {0}, [](Reader& in) { in.vec16("v"); }, {DecodeFault::truncated, "v", 0}},
      {"vector ends early", {9, 2, 1}, [](Reader& in) { in.u8("a"), in.vec8("v"); }, {DecodeFault::truncated, "v", 1}},
      {"vector below its floor", {1, 7}, [](Reader& in) { in.vec8("v", 2); }, {DecodeFault::length_too_small, "v", 0}},
      {"vector above its ceiling",
       {0, 3, 7, 7, 7},
       [](Reader& in) { in.vec16("v", 0, 2); },
       {DecodeFault::length_too_large, "v", 0}},
      {"octets are left", {1, 2}, [](Reader& in) { in.u8("a"), in.end("m"); }, {DecodeFault::trailing_bytes, "m", 1}},
      {"forbidden value",
       {1, 2, 3},
       [](Reader& in) { in.u8("a"), in.u16("b"), in.fail(DecodeFault::illegal_value, "b"); },
       {DecodeFault::illegal_value, "b", 1}},
      {"forbidden vector",
       {1, 1, 3, 9},
       [](Reader& in) { in.u8("a"), in.vec8("v"), in.fail(DecodeFault::illegal_value, "v"); },
       {DecodeFault::illegal_value, "v", 1}},
      {"fault inside a vector",
       {9, 0, 3, 1, 2, 0},
       [](Reader& in) {
         in.u8("a");
         Reader list = in.sub16("list");
         list.u16("x"), list.u16("y");
         in.adopt(list);
       },
       {DecodeFault::truncated, "y", 5}},
      {"fault inside a vector with a length of one octet",
       {1, 8},
       [](Reader& in) {
         Reader list = in.sub8("list");
         list.u16("x");
         in.adopt(list);
       },
       {DecodeFault::truncated, "x", 1}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Reader in(row.input);
    row.read(in);
    REQUIRE(in.error().has_value());
    CHECK(in.error()->fault == row.expected.fault);
    CHECK(std::string(in.error()->field) == row.expected.field);
    CHECK(in.error()->offset == row.expected.offset);
    CHECK(in.outcome(5).error() == *in.error());
  }
}

TEST_CASE("after the first fault nothing more is read, and loops end") {
  const Bytes input{0xFF, 1, 2, 3};
  Reader in(input);
  in.vec8("first");
  CHECK(in.empty());
  CHECK(in.remaining() == 0);
  CHECK(in.u8("second") == 0);
  CHECK(in.u32("third") == 0);
  CHECK(in.vec8("fourth", 1).empty());
  CHECK(in.sub24("fifth").empty());
  CHECK(in.rest().empty());
  in.fail(DecodeFault::illegal_value, "sixth");
  in.end("seventh");
  CHECK(in.error() == DecodeError{DecodeFault::truncated, in.error()->field, 0});
  CHECK(std::string(in.error()->field) == "first");
}

TEST_CASE("offsets count from the base") {
  const Bytes input{1};
  Reader in(input, 40);
  in.u8("a");
  in.u8("b");
  CHECK(in.error()->offset == 41);
}
