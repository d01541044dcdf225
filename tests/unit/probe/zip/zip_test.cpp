// SPDX-License-Identifier: Apache-2.0
// What other programs make of our zips, tests/interop/test_evidence.py holds; what we make of Python's, the test of
// probe/profile.
#include "probe/zip/reader.hpp"
#include "probe/zip/writer.hpp"

#include <doctest/doctest.h>

#include <array>

namespace zip = probe::zip;
using namespace std::chrono;

namespace {

constexpr std::size_t kMost = 1U << 20U;
constexpr sys_seconds kWhen = sys_days(year{2026} / 11 / 29) + hours(16) + minutes(22) + seconds(7);

const std::string kLong(100'000, 'a');
// Of few octets deflate makes a block with fixed codes, whose last is shorter than most.
const std::string kFew = "OpenSSL 3.0.19 27 Jan 2026, OpenSSL 3.0.19 27 Jan 2026";
const std::array<zip::Source, 4> kFiles{
    {{"MANIFEST.sha256", "short"}, {"empty.txt", ""}, {"reports/long.txt", kLong}, {"tool.txt", kFew}}};

std::string archive() { return *zip::write(kFiles, kWhen); }

}  // namespace

TEST_CASE("what is written is read again") {
  const auto octets = archive();
  const auto entries = zip::open(octets);
  REQUIRE(entries);
  REQUIRE(entries->size() == kFiles.size());
  for (std::size_t at = 0; at < kFiles.size(); ++at) {
    CHECK((*entries)[at].name == kFiles[at].name);
    CHECK(zip::extract(octets, (*entries)[at], kMost) == std::string(kFiles[at].content));
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
  const auto check = [](const std::string& octets) {
    const auto entries = zip::open(octets);
    if (!entries) return;
    for (const auto& entry : *entries) {
      const auto content = zip::extract(octets, entry, kMost);
      if (!content) continue;
      CHECK((*content == "short" || content->empty() || *content == kLong || *content == kFew));
    }
  };
  for (std::size_t at = 0; at < whole.size(); ++at) {
    check(whole.substr(0, at));
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    check(changed);
  }
}

TEST_CASE("no entry becomes larger than is allowed, or than it can be") {
  const auto octets = archive();
  auto entry = (*zip::open(octets))[2];
  CHECK(!zip::extract(octets, entry, kLong.size() - 1));
  entry.size = 0x7FFFFFFF;
  CHECK(!zip::extract(octets, entry, 0x7FFFFFFF));
}

TEST_CASE("a local header that says another name") {
  auto octets = archive();
  octets[octets.find("empty.txt")] = 'E';
  CHECK(!zip::extract(octets, (*zip::open(octets))[1], kMost));
}
