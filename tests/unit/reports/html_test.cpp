// SPDX-License-Identifier: Apache-2.0
// The words in each language, and the page in them.
#include "probe/clients/forecast.hpp"
#include "probe/model/absence.hpp"
#include "probe/model/azure.hpp"
#include "probe/model/difference.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"
#include "reports/catalogue.hpp"
#include "reports/report.hpp"
#include "tests/unit/reports/golden.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>

using reports::Language;
using reports::Words;

namespace {

std::string page(const probe::ScanRecord& record, Language language = Language::en) {
  std::ostringstream out;
  reports::write_html(out, {record, {}, {}, language});
  return out.str();
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// Every value from the first on until there is no word any more.
template <class Enum>
void check_words(const Words& words, const std::string& group) {
  std::size_t count = 0;
  for (unsigned i = 0; i < 256; ++i) {
    const auto word = probe::to_string(static_cast<Enum>(i));
    if (word.empty()) break;
    ++count;
    const auto id = group + "." + std::string(word);
    CHECK_MESSAGE(words.all().count(id) == 1, id);
  }
  CHECK_MESSAGE(count > 1, group);
}

}  // namespace

TEST_CASE("every language has the same words") {
  const Words english(Language::en), japanese(Language::ja);
  for (const auto& [id, text] : english.all()) {
    CAPTURE(id);
    if (id.starts_with("message.")) continue;  // languages differ in which of them have a form for one and one for many
    REQUIRE(japanese.all().count(id) == 1);
    const auto& translated = japanese.all().at(id);
    for (const auto* place : {"{0}", "{1}", "{2}", "{3}", "{4}"})
      CHECK(occurrences(text, place) == occurrences(translated, place));
    if (id != "gap") CHECK(text.empty() == translated.empty());  // Japanese has no space between sentences
  }
}

TEST_CASE("what the program says in English anyway is translated") {
  const Words english(Language::en);
  // Those that the program has no words for besides.
  check_words<probe::Reason>(english, "reason");
  check_words<probe::ChainProblem>(english, "problem");
  check_words<probe::CallOutcome>(english, "call");
  check_words<probe::Inference>(english, "inference");
  const Words words(Language::ja);
  check_words<probe::Outcome>(words, "outcome");
  check_words<probe::TargetStatus>(words, "status");
  check_words<probe::Rung>(words, "rung");
  check_words<probe::Rung>(words, "short_rung");
  check_words<probe::Reason>(words, "reason");
  check_words<probe::ChainProblem>(words, "problem");
  check_words<probe::FeatureKind>(words, "feature");
  check_words<probe::Support>(words, "support");
  check_words<probe::FindingKind>(words, "finding");
  check_words<probe::CallOutcome>(words, "call");
  check_words<probe::Effect>(words, "effect");
  check_words<probe::Verdict>(words, "client");
  check_words<probe::ClientState>(words, "client_state");
  check_words<probe::ClientState>(words, "windows.state");
  check_words<probe::Verdict>(words, "windows.result");
  check_words<probe::Inference>(words, "inference");
  check_words<probe::Change>(words, "diff.change");
  check_words<probe::Outcome>(words, "diff.outcome");
  check_words<probe::SstpPresence>(words, "absence");
}

TEST_CASE("what the built-in policies say is translated") {
  const Words words(Language::ja);
  for (const auto& builtin : probe::builtin_policies()) {
    const auto policy = probe::read_builtin(builtin);
    const auto check = [&](const std::string& text) {
      const bool known = text.empty() || words.all().count("policy_text." + text) == 1;
      CHECK_MESSAGE(known, text);
    };
    check(policy.title);
    for (const auto& rule : policy.rules) {
      check(rule.title);
      check(rule.remedy);
    }
  }
}

TEST_CASE("the page in Japanese, and of several targets") {
  reports::test::check_golden("small.ja.html", page(reports::test::small_scan(), Language::ja));
  reports::test::check_golden("three.html", page(reports::test::scan_of_three()));
}
