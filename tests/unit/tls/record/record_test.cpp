// SPDX-License-Identifier: Apache-2.0
#include "tls/record/record.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using tls::Bytes;
using tls::BytesView;
using tls::ContentType;
using tls::DecodeFault;
using tls::ProtocolVersion;
using tls::Record;
using tls::RecordReader;
using tls::test::from_hex;
using tls::test::vector_file;

std::vector<Record> drain(RecordReader& reader) {
  std::vector<Record> records;
  for (auto record = reader.next(); record && *record; record = reader.next()) records.push_back(**record);
  return records;
}

}  // namespace

TEST_CASE("OpenSSL's flight is cut into its records, whatever way it arrives") {
  const Bytes flight = vector_file("openssl-tls12-flight");
  for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{100}, flight.size()}) {
    CAPTURE(step);
    RecordReader reader;
    std::vector<std::size_t> sizes;  // tshark 4.0.17, tls.record.length: 93, 534, 172, 84, 4
    for (std::size_t at = 0; at < flight.size(); at += step) {
      reader.feed(BytesView(flight).subspan(at, std::min(step, flight.size() - at)));
      for (const auto& record : drain(reader)) {
        CHECK(record.type == ContentType::handshake);
        CHECK(record.version == ProtocolVersion::TLSv1_2);
        sizes.push_back(record.fragment.size());
      }
    }
    CHECK(sizes == std::vector<std::size_t>{93, 534, 172, 84, 4});
    CHECK(reader.pending().empty());
  }
}

TEST_CASE("no record is given out before its last octet") {
  const Bytes alert = vector_file("jdk-alert");
  for (std::size_t size = 0; size < alert.size(); ++size) {
    CAPTURE(size);
    RecordReader reader;
    reader.feed(BytesView(alert).first(size));
    const auto record = reader.next();
    REQUIRE(record.has_value());
    CHECK_FALSE(record->has_value());
    CHECK(reader.pending().size() == size);
  }
}

TEST_CASE("what is no record is known from its first wrong octet, and stays known") {
  const struct {
    std::string name;
    Bytes input;
    std::string field;
    std::size_t offset;
  } rows[] = {
      {"a web server", {'H'}, "ContentType", 0},
      {"SSL 2.0", {0x80}, "ContentType", 0},
      {"content type below the first", {19}, "ContentType", 0},
      {"content type above the last", {25}, "ContentType", 0},
      {"SSL 2.0 version", {22, 2}, "ProtocolVersion", 1},
      {"version 4", {22, 4}, "ProtocolVersion", 1},
      {"one octet too long", {22, 3, 3, 0x48, 0x01}, "fragment", 3},
      {"as long as can be said", {22, 3, 3, 0xFF, 0xFF}, "fragment", 3},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    RecordReader reader;
    reader.feed(row.input);
    const auto first = reader.next();
    REQUIRE(first.has_error());
    CHECK(std::string(first.error().field) == row.field);
    CHECK(first.error().offset == row.offset);

    reader.feed(vector_file("jdk-alert"));
    CHECK(reader.pending().size() == row.input.size());
    CHECK(reader.next().has_error());
  }
}

TEST_CASE("records before the wrong octet are still given out") {
  Bytes input = vector_file("jdk-alert");
  input.push_back('H');
  RecordReader reader;
  reader.feed(input);
  CHECK(reader.next().value().has_value());
  CHECK(reader.next().has_error());
}

TEST_CASE("the longest legal record passes") {
  Bytes input = from_hex("17 03 03 48 00");
  input.resize(tls::kRecordHeaderSize + tls::kMaxCiphertextFragment);
  RecordReader reader;
  reader.feed(input);
  CHECK(reader.next().value().value().fragment.size() == tls::kMaxCiphertextFragment);
}

TEST_CASE("an empty record is a record") {
  RecordReader reader;
  reader.feed(from_hex("17 03 01 00 00  15 03 01 00 02 02 28"));
  const auto records = drain(reader);
  REQUIRE(records.size() == 2);
  CHECK(records[0] == Record{ContentType::application_data, ProtocolVersion::TLSv1_0, {}});
  CHECK(records[1] == Record{ContentType::alert, ProtocolVersion::TLSv1_0, {2, 40}});
}

TEST_CASE("a payload is cut into fragments of the size asked for") {
  const struct {
    std::string name;
    std::size_t payload;
    std::size_t max_fragment;
    std::vector<std::size_t> sizes;
  } rows[] = {
      {"nothing", 0, 10, {0}},
      {"less than one", 9, 10, {9}},
      {"exactly one", 10, 10, {10}},
      {"one and a bit", 11, 10, {10, 1}},
      {"an octet each", 3, 1, {1, 1, 1}},
      {"the standard's size", 16385, tls::kMaxPlaintextFragment, {16384, 1}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Bytes payload(row.payload);
    for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<std::uint8_t>(i);
    RecordReader reader;
    reader.feed(encode_records(ContentType::handshake, ProtocolVersion::TLSv1_1, payload, row.max_fragment));
    std::vector<std::size_t> sizes;
    Bytes joined;
    for (const auto& record : drain(reader)) {
      CHECK(record.type == ContentType::handshake);
      CHECK(record.version == ProtocolVersion::TLSv1_1);
      sizes.push_back(record.fragment.size());
      joined.insert(joined.end(), record.fragment.begin(), record.fragment.end());
    }
    CHECK(sizes == row.sizes);
    CHECK(joined == payload);
  }
  CHECK_THROWS_AS(static_cast<void>(encode_records(ContentType::handshake, ProtocolVersion::TLSv1_1, {}, 0)),
                  std::invalid_argument);
}

TEST_CASE("an encoded record is what the JDK sends") {
  CHECK(encode_records(ContentType::alert, ProtocolVersion::TLSv1_2, Bytes{2, 40}) == vector_file("jdk-alert"));
}
