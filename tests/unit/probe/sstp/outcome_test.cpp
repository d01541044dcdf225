// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call_report.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace {

using namespace probe;

/// Every enumerator up to `last` has a word that leads back to it, and a sentence; none shares either.
template <class Enum, class From>
void check_words(Enum last, From from) {
  std::set<std::string> words;
  for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
    CAPTURE(value);
    const auto word = to_string(static_cast<Enum>(value));
    CHECK_FALSE(word.empty());
    CHECK(words.emplace(word).second);
    CHECK(from(word) == static_cast<Enum>(value));
  }
  CHECK(to_string(static_cast<Enum>(static_cast<unsigned>(last) + 1)).empty());
  CHECK_FALSE(from("no such word"));
  CHECK_FALSE(from(""));
}

template <class Enum>
void check_sentences(Enum last) {
  std::set<std::string> sentences;
  for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
    CAPTURE(value);
    const auto sentence = explain(static_cast<Enum>(value));
    CHECK(sentence.size() > 20);
    CHECK(sentence.back() == '.');
    CHECK(sentences.emplace(sentence).second);
  }
}

}  // namespace

TEST_CASE("outcomes, deviations, states and leaves have words, and deviations sentences") {
  check_words(CallOutcome::connected, call_outcome_from);
  check_words(HeadDeviation::content_length_other, head_deviation_from);
  check_sentences(HeadDeviation::content_length_other);
  check_words(CallState::done, call_state_from);
  check_words(CallLeave::unreadable, call_leave_from);
}

TEST_CASE("a status code is told by its name") {
  CHECK(outcome_of_status(301) == CallOutcome::redirected);
  CHECK(outcome_of_status(302) == CallOutcome::redirected);
  CHECK(outcome_of_status(400) == CallOutcome::bad_request);
  CHECK(outcome_of_status(401) == CallOutcome::unauthorized);
  CHECK(outcome_of_status(403) == CallOutcome::forbidden);
  CHECK(outcome_of_status(404) == CallOutcome::not_found);
  CHECK(outcome_of_status(405) == CallOutcome::not_implemented);
  CHECK(outcome_of_status(407) == CallOutcome::proxy_authentication_required);
  CHECK(outcome_of_status(501) == CallOutcome::not_implemented);
  CHECK(outcome_of_status(503) == CallOutcome::service_unavailable);
  for (const unsigned status : {101U, 201U, 204U, 402U, 418U, 500U, 502U, 999U})
    CHECK(outcome_of_status(status) == CallOutcome::other_status);
}
