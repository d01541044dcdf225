// SPDX-License-Identifier: Apache-2.0
// What other programs make of our zips, and of zips that are changed in each of their octets, tests/interop/test_zip.py
// holds against what we make of them.
#include "probe/zip/inflate.hpp"
#include "probe/zip/names.hpp"
#include "probe/zip/reader.hpp"
#include "probe/zip/writer.hpp"

#include <doctest/doctest.h>

#include <array>

namespace zip = probe::zip;
using namespace std::chrono;

namespace {

constexpr zip::Bounds kMost{100, 1U << 20U};
constexpr sys_seconds kWhen = sys_days(year{2026} / 11 / 29) + hours(16) + minutes(22) + seconds(7);

const std::string kLong(100'000, 'a');
// Of few octets deflate makes a block with fixed codes, whose last is shorter than most.
const std::string kFew = "OpenSSL 3.0.19 27 Jan 2026, OpenSSL 3.0.19 27 Jan 2026";
const std::array<zip::Source, 4> kFiles{
    {{"MANIFEST.sha256", "short"}, {"empty.txt", ""}, {"reports/long.txt", kLong}, {"tool.txt", kFew}}};

std::string archive() { return *zip::write(kFiles, kWhen); }

void put16(std::string& octets, std::size_t at, unsigned value) {
  octets[at] = static_cast<char>(value & 0xFFU);
  octets[at + 1] = static_cast<char>(value >> 8U);
}

}  // namespace

TEST_CASE("what is written is read again") {
  const auto octets = archive();
  const auto entries = zip::open(octets, kMost);
  REQUIRE(entries.has_value());
  REQUIRE(entries->size() == kFiles.size());
  for (std::size_t at = 0; at < kFiles.size(); ++at) {
    CHECK((*entries)[at].name == kFiles[at].name);
    const auto content = zip::extract(octets, (*entries)[at], kMost.octets);
    REQUIRE(content.has_value());
    CHECK(*content == kFiles[at].content);
  }
  CHECK((*entries)[0].method == 0);
  CHECK((*entries)[2].method == 8);
  CHECK((*entries)[3].method == 8);
  CHECK(octets.size() < 1000);
  CHECK(octets == archive());
}

TEST_CASE("times are MS-DOS's") {
  // APPNOTE 4.4.6: 16:22:06, and 46 years after 1980, the 29th of November.
  CHECK(archive().substr(10, 4) == std::string("\xC3\x82\x7D\x5D", 4));
  CHECK(zip::write(kFiles, sys_days(year{1969} / 1 / 1))->substr(10, 4) == std::string("\0\0\x21\0", 4));
}

TEST_CASE("an archive that is cut or changed anywhere gives nothing false") {
  const auto whole = archive();
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(!zip::open(whole.substr(0, size), kMost));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 1 << bit);
      const auto entries = zip::open(changed, kMost);
      if (!entries) continue;
      REQUIRE(entries->size() == kFiles.size());
      for (std::size_t number = 0; number < kFiles.size(); ++number) {
        const auto content = zip::extract(changed, (*entries)[number], kMost.octets);
        if (content) CHECK(*content == kFiles[number].content);
      }
    }
  }
}

TEST_CASE("a file that the directory hides, or that stands between others, is an error") {
  struct Row {
    const char* name;
    std::string octets;
    const char* error;
  };
  const auto whole = archive();
  const auto end = whole.size() - 22;
  const auto with = [&](std::size_t at, unsigned value) {
    auto changed = whole;
    put16(changed, at, value);
    return changed;
  };
  auto fewer = with(end + 8, 3);
  put16(fewer, end + 10, 3);
  auto more = with(end + 8, 5);
  put16(more, end + 10, 5);
  const Row rows[] = {
      {"one count lowered", with(end + 10, 3), "counts the entries twice"},
      {"both counts lowered", fewer, "more entries than the end record says"},
      {"both counts raised", more, "fewer entries than the end record says"},
      {"in front of it", "x" + whole, "does not stand where the central directory ends"},
      {"behind it", whole + "x", "something behind its end record"},
      {"a comment", with(end + 20, 1) + "x", "something behind its end record"},
      {"two archives", whole + whole, "does not stand where the central directory ends"},
      {"before its end", whole.substr(0, end) + "x" + whole.substr(end), "does not stand where"},
      {"a second end record", whole + whole.substr(end), "does not stand where"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto entries = zip::open(row.octets, kMost);
    REQUIRE(!entries);
    CHECK_MESSAGE(entries.error().text.find(row.error) != std::string::npos, entries.error().text);
  }
}

TEST_CASE("no archive becomes larger than is allowed, or than it can be") {
  const auto octets = archive();
  const auto total = kLong.size() + kFew.size() + 5;
  CHECK(zip::open(octets, {4, total}).has_value());
  CHECK(!zip::open(octets, {4, total - 1}));
  CHECK(!zip::open(octets, {3, total}));
  auto entry = (*zip::open(octets, kMost))[2];
  CHECK(!zip::extract(octets, entry, kLong.size() - 1));
  entry.size = 0x7FFFFFFF;
  CHECK(!zip::extract(octets, entry, 0x7FFFFFFF));
}

TEST_CASE("deflate data end with the last octet and become as many as they should") {
  // RFC 1951 3.2.4 and 3.2.6: "hi" stored, and with fixed codes as Python's zlib writes it.
  const std::string stored("\x01\x02\x00\xFD\xFFhi", 7), fixed("\xCB\xC8\x04\x00", 4);
  for (const auto& packed : {stored, fixed}) {
    CHECK(zip::inflate(packed, 2) == "hi");
    CHECK(!zip::inflate(packed, 1));
    CHECK(!zip::inflate(packed, 3));
    CHECK(!zip::inflate(packed + '\0', 2));
    for (std::size_t size = 0; size < packed.size(); ++size) CHECK(!zip::inflate(packed.substr(0, size), 2));
  }
}

TEST_CASE("names that are not the same everywhere") {
  struct Row {
    std::vector<std::string> names;
    const char* error;  ///< null: they are
  };
  const Row rows[] = {
      {{"a", "b/c.txt", "b/", "B-2_x"}, nullptr},
      {{"certificates/1-1.pem", "certificates/1-2.pem"}, nullptr},
      {{"a", "a"}, "'a' is in it twice"},
      {{"a", "A"}, "'A' is in it twice"},
      {{"a/", "A/"}, "'A/' is in it twice"},
      {{"a/", "a"}, "'a' is in it twice"},
      {{"a/b", "a"}, "'a' is in it as a file and as a folder"},
      {{"A", "a/b"}, "'A' is in it as a file and as a folder"},
      {{""}, "'' is no name"},
      {{"/"}, "'/' is no name"},
      {{"/a"}, "'/a' is no name"},
      {{"a//b"}, "'a//b' is no name"},
      {{".."}, "'..' is no name"},
      {{"a/../b"}, "'a/../b' is no name"},
      {{"./a"}, "'./a' is no name"},
      {{"a."}, "'a.' is no name"},
      {{"..\\a"}, "is no name"},
      {{"c:a"}, "'c:a' is no name"},
      {{"a b"}, "'a b' is no name"},
      {{"a\x1b[31m"}, "is no name"},
      {{std::string("a\0b", 3)}, "is no name"},
      {{"\xC3\xA4"}, "is no name"},
      {{"\xE4"}, "is no name"},
      {{std::string(256, 'a')}, "is no name"},
      {{"1/2/3/4/5/6/7/8/9"}, "is no name"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.names.front());
    const auto odd = zip::check_names(row.names);
    REQUIRE(odd.has_value() == (row.error != nullptr));
    if (odd) CHECK_MESSAGE(odd->text.find(row.error) != std::string::npos, odd->text);
  }
}

// A minute where each entry, or each part of a name, is looked for among all others.
TEST_CASE("as many entries as a zip can have take linear time") {
  std::vector<std::string> names;
  for (int number = 0; number < 65'000; ++number) names.push_back("folder/" + std::to_string(number));
  std::vector<zip::Source> files;
  for (const auto& name : names) files.push_back({name, ""});
  const auto octets = *zip::write(files, kWhen);
  const auto entries = zip::open(octets, {65'534, 0});
  REQUIRE(entries.has_value());
  CHECK(entries->size() == names.size());
  CHECK(!zip::check_names(names));
}
