// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/judge.hpp"
#include "reports/catalogue.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using probe::message;
using probe::Message;
using reports::Language;
using reports::Words;

namespace {

/// The names between braces.
std::set<std::string> places_in(const std::string& text) {
  std::set<std::string> places;
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
    places.insert(text.substr(at + 1, text.find('}', at) - at - 1));
  return places;
}

/// Whatever fits the form.
Message any_of(const probe::MessageForm& form) {
  std::vector<probe::Argument> arguments;
  for (std::size_t at = 0; at < form.size(); ++at) switch (form.parameters.at(at).kind) {
      case probe::ArgumentKind::number:
        arguments.emplace_back(std::uint64_t{3});
        break;
      case probe::ArgumentKind::text:
      case probe::ArgumentKind::aside:
      case probe::ArgumentKind::term:
        arguments.emplace_back(std::string("x"));
        break;
      case probe::ArgumentKind::message:
      case probe::ArgumentKind::list:
        arguments.emplace_back(std::vector{probe::verbatim("x")});
        break;
    }
  return {form, std::move(arguments)};
}

/// Messages whose words are names and numbers alone.
bool is_wordless(const std::string& text) {
  std::string rest;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '{')
      at = text.find('}', at);
    else
      rest += text[at];
  return std::none_of(rest.begin(), rest.end(), [](char letter) { return std::isalpha(letter) != 0; });
}

}  // namespace

TEST_CASE("each message has words in each language, each argument a place in them, and each place an argument") {
  for (const auto& language : reports::kLanguages) {
    const Words words(language.language);
    std::set<std::string> used;
    for (const auto& form : probe::forms::kAll) {
      std::set<std::string> names;
      for (std::size_t at = 0; at < form.size(); ++at) names.emplace(form.parameters.at(at).name);
      const auto id = "message." + std::string(form.id);
      CAPTURE(language.tag);
      CAPTURE(id);
      const bool is_counted = words.all().count(id + ".one") != 0;
      for (const auto& each : is_counted ? std::vector{id + ".one", id + ".many"} : std::vector{id}) {
        REQUIRE(words.all().count(each) == 1);
        CHECK(places_in(words(each)) == names);
        CHECK(used.insert(each).second);
      }
      CHECK(!words.say(any_of(form)).empty());
    }
    for (const auto& [id, text] : words.all())
      if (id.starts_with("message.")) CHECK_MESSAGE(used.count(id) == 1, language.tag, ": nobody says ", id);
  }
}

TEST_CASE("no message is said in English in another language") {
  const Words english(Language::en);
  for (const auto& language : reports::kLanguages) {
    if (language.language == Language::en) continue;
    const Words words(language.language);
    for (const auto& form : probe::forms::kAll) {
      const auto told = english.say(any_of(form));
      if (is_wordless(english.all().count("message." + std::string(form.id)) != 0
                          ? english("message." + std::string(form.id))
                          : "a"))
        continue;
      CHECK_MESSAGE(words.say(any_of(form)) != told, language.tag, ": ", told);
    }
  }
}

TEST_CASE("each id stands for one message") {
  std::set<std::string_view> ids;
  for (const auto& form : probe::forms::kAll) CHECK_MESSAGE(ids.insert(form.id).second, form.id);
}

TEST_CASE("each outcome of a call is told in a sentence of its own") {
  for (const auto& language : reports::kLanguages) {
    const Words words(language.language);
    std::set<std::string> sentences;
    for (unsigned value = 0; value <= static_cast<unsigned>(probe::CallOutcome::connected); ++value) {
      const auto sentence = words.say(message("outcome.call", static_cast<probe::CallOutcome>(value)));
      CAPTURE(sentence);
      CHECK((sentence.ends_with('.') || sentence.ends_with("。")));
      CHECK(sentences.insert(sentence).second);
    }
  }
}

TEST_CASE("what is said, in words") {
  const Words english(Language::en), japanese(Language::ja);
  const auto cells = [](std::size_t count) {
    return message("ruling.accepted", std::vector{message("item.suites", count, "TLSv1.2")});
  };
  CHECK(english.say({}).empty());
  CHECK(english.say(cells(1)) == "accepted: 1 suite of TLSv1.2");
  CHECK(english.say(cells(2)) == "accepted: 2 suites of TLSv1.2");
  CHECK(english.say(cells(0)) == "accepted: 0 suites of TLSv1.2");
  CHECK(japanese.say(cells(2)) == "受け入れる: TLSv1.2 の暗号スイート 2 個");
  const auto refused = message("unreached.refused", "Connection refused");
  CHECK(english.say(refused) == "The port refuses connections (Connection refused).");
  CHECK(japanese.say(refused) == "ポートへの接続が拒否されました (Connection refused)。");
  CHECK(english.say(message("unreached.refused", "")) == "The port refuses connections.");
  const auto names = std::vector{probe::verbatim("a"), message("item.other_groups")};
  CHECK(english.say(message("ruling.there", names)) == "there: a, other groups");
  CHECK(japanese.say(message("ruling.there", names)) == "あり: a、その他のグループ");
  CHECK(english.say(message("ruling.there", std::vector<Message>{})) == "there: ");
  const auto open = message("client.open", "TLSv1.2", probe::explain(probe::Reason::timed_out, std::nullopt));
  CHECK(english.say(open) == "TLSv1.2 could not be determined (no answer came in time)");
  CHECK(japanese.say(open) == "TLSv1.2 は判定できませんでした (時間内に応答なし)");
}

TEST_CASE("a peer's words stay as they are, whatever they look like") {
  for (const auto& language : reports::kLanguages)
    for (const std::string text : {"", "a", "{0}", "{", "}{", "{text}", "a, b", "absence.openvpn"}) {
      const Words words(language.language);
      CHECK(words.say(probe::verbatim(text)) == text);
      CHECK(words.say(message("absence.not_tls", text)).find(text) != std::string::npos);
    }
}

TEST_CASE("what the built-in policies find in records, and what cuts Windows clients off, is told in each language") {
  const Words words(Language::ja);
  const auto is_told = [&words](const Message& each) {
    CHECK_MESSAGE((each.empty() || words.say(each) != reports::english(each)), reports::english(each));
  };
  for (const auto& record :
       {reports::test::small_scan(), reports::test::scan_of_three(), reports::test::unlike_scan()}) {
    for (const auto& builtin : probe::builtin_policies())
      for (const auto& target : probe::judge_by(probe::read_builtin(builtin), record, {}).targets)
        for (const auto& finding : target.findings) is_told(finding.reason);
    for (const auto& target : record.targets)
      for (const auto& row : probe::forecast(record, target)) {
        is_told(row.why);
        is_told(row.fix);
      }
  }
}

TEST_CASE("messages are alike when all that they say is") {
  CHECK(message("item.suites", 1, "a") == message("item.suites", 1, "a"));
  CHECK_FALSE(message("item.suites", 1, "a") == message("item.suites", 2, "a"));
  CHECK_FALSE(message("item.suites", 1, "a") == Message());
  CHECK(Message() < message("item.suites", 1, "a"));
  CHECK(message("item.suites", 1, "a") < message("item.suites", 1, "b"));
  CHECK_FALSE(message("item.suites", 1, "a") < message("item.suites", 1, "a"));
}
