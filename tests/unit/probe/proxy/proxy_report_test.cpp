// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/proxy_report.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

TEST_CASE("every outcome of a proxy has a word and a sentence of its own") {
  using probe::ProxyOutcome;
  std::set<std::string> words;
  std::set<std::string> sentences;
  for (unsigned value = 0; value <= static_cast<unsigned>(ProxyOutcome::connected); ++value) {
    CAPTURE(value);
    const auto outcome = static_cast<ProxyOutcome>(value);
    CHECK_FALSE(to_string(outcome).empty());
    CHECK(words.emplace(to_string(outcome)).second);
    CHECK(probe::proxy_outcome_from(to_string(outcome)) == outcome);
    CHECK(explain(outcome).back() == '.');
    CHECK(sentences.emplace(explain(outcome)).second);
  }
  CHECK_FALSE(probe::proxy_outcome_from("no such word").has_value());
}
