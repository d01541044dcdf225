// SPDX-License-Identifier: Apache-2.0
// What each format looks like, whole. The files are read by people before they are committed.
#include "tests/unit/reports/golden.hpp"

#include "probe/model/difference.hpp"
#include "reports/absence.hpp"
#include "reports/clients.hpp"
#include "reports/diff.hpp"
#include "reports/report.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <utility>

using reports::Language;
using reports::TerminalStyle;
using reports::test::check_golden;
using reports::test::scan_of_three;
using reports::test::small_scan;

namespace {

std::string terminal(const probe::ScanRecord& record, const TerminalStyle& style) {
  std::ostringstream out;
  reports::write_terminal(out, {record}, style);
  return out.str();
}

}  // namespace

TEST_CASE("terminal view") {
  TerminalStyle plain, color, ascii, all;
  color.color = true;
  ascii.ascii = true;
  all.all_suites = true;
  check_golden("three.txt", terminal(scan_of_three(), plain));
  TerminalStyle japanese;
  japanese.language = reports::Language::ja;
  check_golden("three.ja.txt", terminal(scan_of_three(), japanese));
  check_golden("three-color.txt", terminal(scan_of_three(), color));
  check_golden("three-ascii.txt", terminal(scan_of_three(), ascii));
  check_golden("small-all-suites.txt", terminal(small_scan(), all));
  for (const auto& [language, ending] : {std::pair(Language::en, ".txt"), std::pair(Language::ja, ".ja.txt")}) {
    check_golden(std::string("three-narrow") + ending,
                 terminal(scan_of_three(), {.language = language, .columns = reports::kLeastColumns}));
    check_golden(std::string("three-details") + ending,
                 terminal(scan_of_three(), {.language = language, .detail = reports::Detail::all, .columns = 110}));
    check_golden(std::string("three-summary") + ending,
                 terminal(scan_of_three(), {.language = language, .detail = reports::Detail::verdict}));
  }
}

TEST_CASE("files") {
  for (const auto& format : reports::formats<reports::Subject>()) {
    if (format.needs == reports::FormatTraits::Needs::transcripts) continue;  // capture_test.cpp
    std::ostringstream out;
    format.write(out, {small_scan()});
    check_golden("small." + std::string(format.word), out.str());
  }
}

TEST_CASE("what changed between two scans") {
  const auto before = small_scan();
  auto after = before;
  after.started += std::chrono::hours(24);
  auto& version = after.targets[0].versions[2];
  version.accepted.push_back(reports::test::accepted("TLS_RSA_WITH_RC4_128_MD5"));
  version.inconclusive.clear();
  after.targets[0].address = "192.0.2.18:443";
  after.targets[0].certificates[0].certificates[0].push_back(0);
  after.targets[0].certificates[0].facts[0]->subject = "CN=new.example.net";
  after.targets.push_back(after.targets[0]);
  after.targets[1].target.host = "other.example.net";
  const auto difference = probe::difference(before, after);
  for (const auto& format : reports::formats<probe::Difference>()) {
    std::ostringstream out;
    format.write(out, difference);
    check_golden("small.diff." + std::string(format.word), out.str());
  }
  const auto drawn = [&](Language language) {
    std::ostringstream out;
    reports::write_diff(out, difference, {.language = language});
    return out.str();
  };
  check_golden("small.diff.txt", drawn(Language::en));
  check_golden("small.diff.ja.txt", drawn(Language::ja));
}

TEST_CASE("unlike servers, needs, unclear alerts and interrupts, in every form") {
  const auto record = reports::test::unlike_scan();
  TerminalStyle japanese, ascii;
  japanese.language = Language::ja;
  ascii.ascii = true;
  ascii.all_suites = true;
  check_golden("unlike.txt", terminal(record, {}));
  check_golden("unlike.ja.txt", terminal(record, japanese));
  check_golden("unlike-ascii.txt", terminal(record, ascii));
  for (const auto& format : reports::formats<reports::Subject>()) {
    const auto word = std::string(format.word);
    if (format.needs == reports::FormatTraits::Needs::transcripts || word == "ndjson") continue;
    std::ostringstream out;
    format.write(out, {record});
    check_golden("unlike." + word, out.str());
  }
  auto before = record;
  auto& cells = before.targets[0].versions[1].accepted;
  cells[0].answers.reset();           // became mixed
  cells[1].needs.clear();             // needs something now
  cells[2].rung = probe::Rung::sstp;  // not called now
  cells[2].climb.reset();
  cells[2].answers = probe::AnswerCount{3, 4};
  before.targets[0].versions[0].accepted[0].answers = probe::AnswerCount{2, 2};  // mixed no more
  before.targets[0].certificates[1].certificates = {{1}};                        // nobody's who has the name
  const auto difference = probe::difference(before, record);
  for (const auto& format : reports::formats<probe::Difference>()) {
    std::ostringstream out;
    format.write(out, difference);
    check_golden("unlike.diff." + std::string(format.word), out.str());
  }
  for (const auto& [language, ending] : {std::pair(Language::en, ".txt"), std::pair(Language::ja, ".ja.txt")}) {
    std::ostringstream diff, clients;
    reports::write_diff(diff, difference, {.language = language});
    reports::write_clients(clients, record, {.language = language});
    check_golden(std::string("unlike.diff") + ending, diff.str());
    check_golden(std::string("unlike.clients") + ending, clients.str());
  }
}

TEST_CASE("Windows clients, and whether SSTP is absent") {
  const auto record = reports::test::scan_of_three();
  for (const auto& [language, ending] : {std::pair(Language::en, ".txt"), std::pair(Language::ja, ".ja.txt")}) {
    std::ostringstream clients, absence;
    reports::write_clients(clients, record, {.language = language});
    reports::write_absence(absence, record, {.language = language});
    check_golden(std::string("three.clients") + ending, clients.str());
    check_golden(std::string("three.absence") + ending, absence.str());
  }
}
