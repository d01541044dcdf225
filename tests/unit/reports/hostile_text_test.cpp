// SPDX-License-Identifier: Apache-2.0
// Text that a peer, a name server or a doctored record could carry, through every writer.
#include "reports/report.hpp"
#include "reports/terminal/canvas.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>

using namespace std::string_literals;

namespace {

/// The text wherever a record can carry text, of a target that was scanned and of one that was not reached.
probe::ScanRecord poisoned(const std::string& text) {
  auto record = reports::test::small_scan();
  record.targets.push_back(record.targets[0]);
  record.targets[1].status = probe::TargetStatus::unreachable;
  for (auto& target : record.targets) {
    target.target.host = text;
    target.target.label = text;
    target.target.sni = text + ".";
    target.target.connect = probe::ConnectOverride{text, {}};
    target.address = text;
    target.problem = text;
    target.findings.push_back({probe::FindingKind::answer_changed, text, {}, {}, {}});
    target.exchanges.push_back({});
    target.exchanges.back().id = 1;
    target.exchanges.back().version = tls::ProtocolVersion::TLSv1_2;
    target.exchanges.back().detail = text;
  }
  record.tool.version = record.tool.openssl = text;
  return record;
}

bool is_tame(const std::string& text) {
  if (text.find("\u202e") != std::string::npos || text.find("\xc2\x9b") != std::string::npos) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && c >= 0 && c < 0x20; });
}

}  // namespace

TEST_CASE("nothing that a peer says acts on a terminal, a spreadsheet or a reader of JSON") {
  const struct {
    std::string name;
    std::string text;
  } rows[] = {
      {"colour", "\x1b[31mred\x1b[0m"},
      {"title and bell", "\x1b]0;owned\x07"},
      {"C1 control",
       "\xc2\x9b"
       "2J"},
      {"cursor up and line ends", "ok\r\n\x1b[1Acomplete"},
      {"tab and NUL", "a\tb\0c"s},
      {"override", "\u202e\u2066moc.elpmaxe"},
      {"not UTF-8", "\xff\xfe\xc0\xaf"},
      {"cut UTF-8", "\xe2\x82"},
      {"quotes", "\"},\"status\":\"complete\",{\""},
      {"commas", "a,b;c\"d\"\"e"},
      {"formula", "=cmd|' /C calc'!A0"},
      {"very long", std::string(5000, 'A')},
      {"long and wide",
       [] {
         std::string text;
         for (int i = 0; i < 300; ++i) text += "東";
         return text;
       }()},
      {"blanks", std::string(300, ' ')},
      {"empty", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto record = poisoned(row.text);

    for (const bool ascii : {false, true}) {
      std::ostringstream out;
      reports::write_terminal(out, {record}, {false, ascii, false});
      CHECK(is_tame(out.str()));
      std::istringstream lines(out.str());
      for (std::string line; std::getline(lines, line);) CHECK(reports::terminal::columns(line) <= 80);
    }

    for (const auto& format : reports::formats()) {
      if (format.needs == reports::Format::Needs::transcripts) continue;  // no text; capture_test.cpp
      CAPTURE(format.word);
      std::ostringstream out;
      format.write(out, {record});
      std::string text = out.str();
      if (format.word == "csv") std::erase(text, '\r');  // RFC 4180 asks for it
      CHECK(is_tame(text));
    }

    // Read back, it says the same, and makes the same reports.
    std::ostringstream json;
    reports::write_json(json, record);
    CHECK(nlohmann::json::accept(json.str()));
    probe::ScanRecord read;
    const auto error = reports::read_json(json.str(), read);
    CHECK_MESSAGE(!error, (error ? error->text : ""));
    std::ostringstream first, second;
    reports::write_terminal(first, {record}, {});
    reports::write_terminal(second, {read}, {});
    CHECK(first.str() == second.str());
  }
}

TEST_CASE("an error about a hostile record is tame, too") {
  probe::ScanRecord record;
  for (const auto& text : {"{\"schema_version\": \"\x1b[31m\"}"s, "{\"schema_version\": \"2.\\u001b[31m\"}"s,
                           "\x1b[31m"s, "{\"a\x1b\": 1}"s, "{\"schema_version\": \"\xff\"}"s}) {
    const auto error = reports::read_json(text, record);
    REQUIRE(error);
    CHECK(is_tame(error->text));
  }
}
