// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace {

using reports::test::json_of;

std::string compact(const probe::ScanRecord& record) { return nlohmann::ordered_json::parse(json_of(record)).dump(); }

probe::ScanRecord read(const std::string& text) {
  probe::ScanRecord record;
  const auto error = reports::read_json(text, record);
  REQUIRE_MESSAGE(!error, (error ? error->text : ""));
  return record;
}

}  // namespace

TEST_CASE("what is written reads as the same record, and is written the same again") {
  for (const auto& record :
       {reports::test::small_scan(), reports::test::scan_of_three(), reports::test::scan_with_every_word(),
        reports::test::unlike_scan(), probe::ScanRecord{}}) {
    const auto text = json_of(record);
    const auto again = read(text);
    CHECK(again == record);
    CHECK(json_of(again) == text);
    for (const auto& format : reports::formats<reports::Subject>()) {
      std::ostringstream first, second;
      format.write(first, {record});
      format.write(second, {again});
      CHECK(first.str() == second.str());
    }
  }
}

TEST_CASE("what says nothing is not written, and is filled in") {
  const auto text = json_of(reports::test::small_scan());
  for (const std::string name :
       {"needs", "answers", "alert", "named", "variant", "retry_suite", "leaf", "clients", "unused", "gentle"})
    CHECK_MESSAGE(text.find("\"" + name + "\":") == std::string::npos, name);
  auto record = reports::test::unlike_scan();
  const auto whole = json_of(record);
  for (const std::string name :
       {"needs", "answers", "alert", "named", "variant", "retry_suite", "leaf", "clients", "unused", "gentle"})
    CHECK_MESSAGE(whole.find("\"" + name + "\":") != std::string::npos, name);
  CHECK(read(text).options.gentle == false);
  CHECK(read(text).targets[0].exchanges[0].named);
  CHECK(read(text).targets[0].certificates[0].named);
}

TEST_CASE("no microsecond is lost") {
  auto record = reports::test::small_scan();
  auto& exchange = record.targets[0].exchanges[0];
  for (std::int64_t count = 1; count < 1'000'000'000'000; count = count * 7 / 3 + 1) {
    exchange.started = std::chrono::microseconds(count);
    exchange.lasted = std::chrono::microseconds(count % 1000003);
    const auto again = read(json_of(record));
    CHECK(again.targets[0].exchanges[0] == exchange);
  }
}

TEST_CASE("values without a name survive") {
  auto record = reports::test::small_scan();
  auto& target = record.targets[0];
  target.versions[2].accepted[0].group = tls::NamedGroup{0xFE31};
  target.versions[2].accepted[0].code = tls::CipherSuite{0xFEED};
  target.exchanges[0].selected_version = tls::ProtocolVersion{0x0305};
  target.findings[0].version = tls::ProtocolVersion{0x0305};
  CHECK(read(json_of(record)) == record);
}

TEST_CASE("a file cut anywhere is refused, and nothing else happens") {
  const auto text = compact(reports::test::small_scan());
  for (std::size_t size = 0; size < text.size(); ++size) {
    probe::ScanRecord record;
    const auto error = reports::read_json(std::string_view(text).substr(0, size), record);
    REQUIRE(error);
    CHECK(error->text.substr(0, 10) == "not JSON: ");
  }
}

TEST_CASE("a file with one octet changed is refused or read, and what is read can be written") {
  const auto text = compact(reports::test::small_scan());
  constexpr std::string_view kOctets = "0\"}-z\xff";
  for (std::size_t at = 0; at < text.size(); at += 3) {
    auto bent = text;
    bent[at] = kOctets[at / 3 % kOctets.size()];
    probe::ScanRecord record;
    if (reports::read_json(bent, record)) continue;
    const auto again = json_of(record);
    CHECK(json_of(read(again)) == again);
    if (at % 8 == 0) {
      std::ostringstream terminal;
      reports::write_terminal(terminal, {record}, {});
    }
  }
}

TEST_CASE("records for the schema's test") {
  const char* const folder = std::getenv("RECORDS");
  if (folder == nullptr) return;
  const auto keep = [folder](const char* name, const probe::ScanRecord& record) {
    std::ofstream(std::string(folder) + "/" + name, std::ios::binary) << json_of(record);
  };
  keep("small.json", reports::test::small_scan());
  keep("three.json", reports::test::scan_of_three());
  keep("every-word.json", reports::test::scan_with_every_word());
  keep("unlike.json", reports::test::unlike_scan());
}

// What the fuzzer of the reader cannot look at, since it knows no views: a record that was changed anywhere, and still
// reads, is shown.
TEST_CASE("a record with any one value changed is refused with a reason, or can be shown") {
  for (const auto& sample : {reports::test::small_scan(), reports::test::unlike_scan()}) {
    const auto whole = nlohmann::json::parse(json_of(sample));
    const nlohmann::json others[] = {0, 4294967295U, "", "0x0005", true, nlohmann::json::array()};
    const auto leaves = whole.flatten();
    std::size_t shown = 0, refused = 0;
    for (const auto& [pointer, value] : leaves.items())
      for (const auto& other : others) {
        auto changed = whole;
        changed[nlohmann::json::json_pointer(pointer)] = other;
        probe::ScanRecord record;
        if (const auto error = reports::read_json(changed.dump(), record)) {
          CHECK_FALSE(error->text.empty());
          ++refused;
          continue;
        }
        std::ostringstream out;
        reports::write_terminal(out, {record}, {true, true, true});
        CHECK_FALSE(out.str().empty());
        ++shown;
      }
    CHECK(shown > 100);
    CHECK(refused > 100);
  }
}
