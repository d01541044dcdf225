// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/askings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <random>

namespace probe::judge {
namespace {

using tls::CipherSuite;

TEST_CASE("askings: groups tell what a list for each suite would") {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::vector<CipherSuite> suites;
    for (std::uint32_t code = 1; code <= 40; ++code)
      if (random() % 3 != 0) suites.push_back(CipherSuite{code});
    Askings askings(suites);
    std::deque<Entry> entries;
    for (int i = 0; i < 30; ++i) {
      auto& entry = entries.emplace_back();
      const auto most = 1 + random() % 44;
      for (std::size_t n = 0; n < most; ++n)
        entry.exchange.codes.push_back(CipherSuite{static_cast<std::uint32_t>(random() % 44)});
      askings.take(entry);
    }
    for (std::size_t place = 0; place < suites.size(); ++place) {
      Askings::Entries expected;
      for (const auto& entry : entries) {
        const auto& codes = entry.exchange.codes;
        if (std::find(codes.begin(), codes.end(), suites[place]) != codes.end()) expected.push_back(&entry);
      }
      CHECK(askings.place_of(suites[place]) == place);
      CHECK(askings.entries_of(place) == expected);
    }
  }
}

TEST_CASE("askings: suites that stood in the same hellos are one group") {
  Askings askings({CipherSuite{1}, CipherSuite{2}, CipherSuite{3}});
  Entry all, some;
  all.exchange.codes = {CipherSuite{3}, CipherSuite{1}, CipherSuite{2}, CipherSuite{9}};
  some.exchange.codes = {CipherSuite{2}};
  askings.take(all);
  CHECK(askings.group_of(0) == askings.group_of(1));
  askings.take(some);
  CHECK(askings.group_of(0) == askings.group_of(2));
  CHECK(askings.group_of(0) != askings.group_of(1));
  CHECK(!askings.place_of(CipherSuite{9}));
}

}  // namespace
}  // namespace probe::judge
