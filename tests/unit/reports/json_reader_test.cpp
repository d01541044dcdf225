// SPDX-License-Identifier: Apache-2.0
// What read_json() takes, and what it says of what it does not take.
#include "probe/model/family.hpp"
#include "reports/report.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include <string>

using Json = nlohmann::ordered_json;
using reports::read_json;

namespace {

using reports::test::json_of;

std::string error_of(const std::string& text) {
  probe::ScanRecord record;
  const auto error = read_json(text, record);
  // A record that cannot be read leaves nothing behind.
  if (error) CHECK(record == probe::ScanRecord{});
  return error ? error->text : "";
}

}  // namespace

TEST_CASE("what is wrong, and where") {
  const Json good = Json::parse(json_of(reports::test::small_scan()));
  // `value`: JSON; empty: the member is removed.
  const struct {
    std::string pointer;
    std::string value;
    std::string error;
  } rows[] = {
      {"/schema_version", "", "schema_version: missing"},
      {"/schema_version", "1.0", "schema_version: not a text"},
      {"/schema_version", "\"one\"", "schema_version: not a version (\"1.0\")"},
      {"/schema_version", "\"1\"", "schema_version: not a version (\"1.0\")"},
      {"/schema_version", "\"4.0\"", "schema_version: this program reads records of versions 1 to 3, not 4.0"},
      {"/schema_version", "\"0.9\"", "schema_version: this program reads records of versions 1 to 3, not 0.9"},
      {"/tool", "7", "tool: not an object"},
      {"/tool/openssl", "", "tool.openssl: missing"},
      {"/started", "\"yesterday\"", "started: not a UTC time (2026-11-24T14:05:09.123Z)"},
      {"/options/strict", "1", "options.strict: not true or false"},
      {"/options/retries", "-1", "options.retries: not a whole number in range"},
      {"/options/retries", "1.5", "options.retries: not a whole number in range"},
      {"/options/retries", "4294967296", "options.retries: not a whole number in range"},
      {"/options/timeout", "-0.5", "options.timeout: not a number of seconds"},
      {"/options/timeout", "1e300", "options.timeout: not a number of seconds"},
      {"/options/timeout", "\"5\"", "options.timeout: not a number of seconds"},
      {"/options/versions/1", "\"TLSv1.4\"", "options.versions[1]: not a protocol version"},
      {"/options/suites/0", "\"0xXYZ1\"", "options.suites[0]: not a cipher suite code"},
      {"/targets", "{}", "targets: not a list"},
      {"/targets/0/port", "65536", "targets[0].port: not a whole number in range"},
      {"/targets/0/family", "\"ipx\"", "targets[0].family: not an address family"},
      {"/targets/0/status", "\"fine\"", "targets[0].status: not a status"},
      {"/targets/0/sni", "[]", "targets[0].sni: not a text"},
      {"/targets/0/connect/port", "\"443\"", "targets[0].connect.port: not a whole number in range"},
      {"/targets/0/versions/2/outcome", "\"yes\"", "targets[0].versions[2].outcome: not an outcome"},
      {"/targets/0/versions/2/reason", "\"\"", "targets[0].versions[2].reason: not a reason"},
      {"/targets/0/versions/2/accepted/0/code", "\"0xc030\"",
       "targets[0].versions[2].accepted[0].code: not a cipher suite code"},
      {"/targets/0/versions/2/accepted/0/code", "\"TLS_RSA_WITH_NULL_SHA\"",
       "targets[0].versions[2].accepted[0].code: not a cipher suite code"},
      {"/targets/0/versions/2/accepted/0/group", "\"secp1r1\"",
       "targets[0].versions[2].accepted[0].group: not a named group"},
      {"/targets/0/versions/2/accepted/0/rung", "\"top\"", "targets[0].versions[2].accepted[0].rung: not a rung"},
      {"/targets/0/versions/2/refused/0/basis", "\"hearsay\"", "targets[0].versions[2].refused[0].basis: not a basis"},
      {"/targets/0/versions/2/refused/0/codes", "[\"0xC030\"]",
       "targets[0].versions[2]: 0xC030 stands in more than one list"},
      {"/targets/0/versions/2/inconclusive/0/codes", "[\"0x0004\", \"0x0004\"]",
       "targets[0].versions[2]: 0x0004 stands in more than one list"},
      {"/targets/0/versions/2/outcome", "\"refused\"",
       "targets[0].versions[2].outcome: refused, and its suites make it accepted"},
      {"/targets/0/versions/2/accepted", "[]",
       "targets[0].versions[2].outcome: accepted, and its suites make it inconclusive"},
      {"/targets/0/certificates/0/chain/1", "\"MAA\"", "targets[0].certificates[0].chain[1]: not Base64"},
      {"/targets/0/findings/0/kind", "\"gossip\"", "targets[0].findings[0].kind: not a kind of finding"},
      {"/targets/0/exchanges/3/id", "\"4\"", "targets[0].exchanges[3].id: not a whole number in range"},
      {"/targets/0/exchanges/3/purpose", "\"fun\"", "targets[0].exchanges[3].purpose: not a purpose"},
      {"/targets/0/exchanges/3/shape", "\"round\"", "targets[0].exchanges[3].shape: not a hello shape"},
      {"/targets/0/exchanges/3/response", "\"maybe\"", "targets[0].exchanges[3].response: not a response"},
      {"/targets/0/exchanges/3/selected_version", "\"0x7F1\"",
       "targets[0].exchanges[3].selected_version: not a protocol version"},
      {"/targets/0/stats/seconds", "null", "targets[0].stats.seconds: not a number of seconds"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.pointer);
    CAPTURE(row.value);
    Json bad = good;
    const Json::json_pointer pointer(row.pointer);
    REQUIRE(bad.contains(pointer));
    if (row.value.empty())
      bad.at(pointer.parent_pointer()).erase(pointer.back());
    else
      bad.at(pointer) = Json::parse(row.value);
    CHECK(error_of(bad.dump()) == row.error);
  }
}

TEST_CASE("what is not a record at all") {
  const struct {
    std::string text;
    std::string start;
  } rows[] = {{"", "not JSON: parse error at line 1, column 1: "},
              {"{", "not JSON: parse error at line 1, column 2: "},
              {"{} {}", "not JSON: "},
              {"\xff", "not JSON: "},
              {"null", "the record: not an object"},
              {"[]", "the record: not an object"},
              {"{}", "schema_version: missing"},
              {"\"a\"", "the record: not an object"}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(error_of(row.text).substr(0, row.start.size()) == row.start);
  }
  // Nesting costs the heap, never the stack.
  CHECK(error_of(std::string(200000, '[')).substr(0, 10) == "not JSON: ");
  CHECK(error_of(std::string(200000, '[') + std::string(200000, ']')) == "the record: not an object");
}

TEST_CASE("additions of later versions are passed over") {
  Json record = Json::parse(json_of(reports::test::small_scan()));
  record["schema_version"] = "3.7";
  record["weather"] = "fine";
  record["targets"][0]["server"]["header"] = "Microsoft-HTTPAPI/2.0";
  record["targets"][0]["versions"][2]["accepted"][0]["call_id"] = {1, 2};
  probe::ScanRecord read;
  const auto error = read_json(record.dump(), read);
  CHECK_MESSAGE(!error, (error ? error->text : ""));
  CHECK(read == reports::test::small_scan());
}

TEST_CASE("what is wrong with mixed cells, needs and alerts") {
  const Json good = Json::parse(json_of(reports::test::unlike_scan()));
  const std::string cell = "/targets/0/versions/1/accepted/0";
  const std::string place = "targets[0].versions[1].accepted[0]";
  const struct {
    std::string pointer, value, error;
  } rows[] = {
      {cell + "/answers", "7", place + ".answers: not an object"},
      {cell + "/answers/accepted", "0", place + ".answers: never accepted, and among what is"},
      {cell + "/answers/accepted", "-1", place + ".answers.accepted: not a whole number in range"},
      {cell + "/answers/refused", "\"5\"", place + ".answers.refused: not a whole number in range"},
      {"/targets/0/versions/1/accepted/1/needs/0", "\"luck\"",
       "targets[0].versions[1].accepted[1].needs[0]: not a need"},
      {"/targets/0/versions/1/accepted/1/needs", "\"ffdhe_group\"",
       "targets[0].versions[1].accepted[1].needs: not a list"},
      {"/targets/0/versions/1/refused/0/alert", "256",
       "targets[0].versions[1].refused[0].alert: not a whole number in range"},
      {"/targets/0/versions/1/inconclusive/0/alert", "\"decode_error\"",
       "targets[0].versions[1].inconclusive[0].alert: not a whole number in range"},
      {"/targets/0/certificates/1/named", "0", "targets[0].certificates[1].named: not true or false"},
      {"/targets/0/exchanges/1/named", "\"no\"", "targets[0].exchanges[1].named: not true or false"},
      {"/targets/0/exchanges/1/retry_suite", "\"0x13\"",
       "targets[0].exchanges[1].retry_suite: not a cipher suite code"},
      {"/targets/0/exchanges/1/group", "\"secp1r1\"", "targets[0].exchanges[1].group: not a named group"},
      {"/targets/0/exchanges/1/leaf", "7", "targets[0].exchanges[1].leaf: not a text"},
      {"/targets/0/stats/unused", "1.5", "targets[0].stats.unused: not a whole number in range"},
      {"/options/gentle", "1", "options.gentle: not true or false"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.pointer);
    CAPTURE(row.value);
    Json bad = good;
    REQUIRE(bad.contains(Json::json_pointer(row.pointer)));
    bad.at(Json::json_pointer(row.pointer)) = Json::parse(row.value);
    CHECK(error_of(bad.dump()) == row.error);
  }
}

TEST_CASE("what is wrong with sentences") {
  const Json good = Json::parse(json_of(reports::test::small_scan()));
  const std::string place = "targets[0].problem";
  std::string deep = R"({"id": "absence.openvpn", "args": {}})";
  for (int i = 0; i < 9; ++i) deep = R"({"id": "absence.doubt", "args": {"call": )" + deep + "}}";
  const struct {
    std::string value, error;
  } rows[] = {
      {"7", place + ": not an object"},
      {"{}", place + ".id: missing"},
      {R"({"id": 1})", place + ".id: not a text"},
      {R"({"id": "luck", "args": {}})", place + ".id: not a message"},
      {R"({"id": "partial.cells"})", place + ".args: missing"},
      {R"({"id": "partial.cells", "args": {"open": 1}})", place + ".args.cells: missing"},
      {R"({"id": "partial.cells", "args": {"open": 1, "cells": "4"}})",
       place + ".args.cells: not a whole number in range"},
      {R"({"id": "unreached.silent", "args": {"detail": 1}})", place + ".args.detail: not a text"},
      {R"({"id": "outcome.reason", "args": {"reason": "luck"}})", place + ".args.reason: not a word of reason"},
      {R"({"id": "ruling.there", "args": {"what": "x"}})", place + ".args.what: not a list"},
      {R"({"id": "absence.doubt", "args": {"call": "x"}})", place + ".args.call: not an object"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    Json bad = good;
    bad["targets"][0]["problem"] = Json::parse(row.value);
    CHECK(error_of(bad.dump()) == row.error);
  }
  Json bad = good;
  bad["targets"][0]["problem"] = Json::parse(deep);
  CHECK(error_of(bad.dump()).find("deeper than there are") != std::string::npos);
}

TEST_CASE("the English of a sentence is not what is read of it") {
  Json record = Json::parse(json_of(reports::test::small_scan()));
  CHECK(record["targets"][0]["problem"]["text"] == "1 of 4 cells could not be determined.");
  record["targets"][0]["problem"]["text"] = "All is well.";
  probe::ScanRecord read;
  REQUIRE_FALSE(read_json(record.dump(), read));
  CHECK(read == reports::test::small_scan());
}

TEST_CASE("a record of version 1 is read, with its word for a look and its sentences as texts") {
  auto expected = reports::test::small_scan();
  Json record = Json::parse(json_of(expected));
  record["schema_version"] = "1.0";
  record["targets"][0]["problem"] = "One cell is open.";
  auto& finding = record["targets"][0]["findings"][0];
  finding.erase("message");
  finding["text"] = "It was seen.";
  expected.targets[0].problem = probe::verbatim("One cell is open.");
  expected.targets[0].findings[0].text = probe::verbatim("It was seen.");
  record["targets"][0]["exchanges"][3]["purpose"] = "shape";
  expected.targets[0].exchanges[3].purpose = probe::Purpose::look;
  probe::ScanRecord read;
  const auto error = read_json(record.dump(), read);
  CHECK_MESSAGE(!error, (error ? error->text : ""));
  CHECK(read == expected);
}

TEST_CASE("however the file orders codes, they are found") {
  Json record = Json::parse(json_of(reports::test::small_scan()));
  record["targets"][0]["versions"][2]["refused"][0]["codes"] = {"0xC02F", "0x0002", "0x002F"};
  probe::ScanRecord read;
  REQUIRE(!read_json(record.dump(), read));
  for (const std::uint32_t code : {0xC02FU, 0x0002U, 0x002FU})
    CHECK(probe::cell(read.targets[0].versions[2], tls::CipherSuite{code}).outcome == probe::Outcome::refused);
}
