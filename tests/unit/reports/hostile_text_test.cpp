// SPDX-License-Identifier: Apache-2.0
// Text that a peer, a name server or a doctored record could carry, through every writer.
#include "probe/clients/error_code.hpp"
#include "probe/model/difference.hpp"
#include "reports/absence.hpp"
#include "reports/clients.hpp"
#include "reports/diff.hpp"
#include "reports/exchange_comment.hpp"
#include "reports/explanation.hpp"
#include "reports/report.hpp"
#include "reports/terminal/canvas.hpp"
#include "tests/unit/reports/nasty.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

using namespace std::string_literals;
using reports::Language;
using reports::TerminalStyle;
using reports::test::judgements;
using reports::test::nasty_texts;
using reports::test::poisoned;
using reports::test::times;

namespace {

bool is_tame(const std::string& text) {
  if (text.find("\u202e") != std::string::npos || text.find("\xc2\x9b") != std::string::npos) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && c >= 0 && c < 0x20; });
}

/// One text that a writer made, and what it is made of.
struct Made {
  enum class Form { terminal, json, lines, markup, other };
  std::string writer;
  std::string text;
  Form form = Form::other;
};

Made::Form form_of(std::string_view format) {
  if (format == "json" || format == "sarif" || format == "cbom") return Made::Form::json;
  if (format == "html" || format == "junit") return Made::Form::markup;
  return Made::Form::lines;
}

std::string made_by(const std::function<void(std::ostream&)>& write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

/// Targets that differ in what carries text, one that is gone and one that is new.
probe::Difference difference_of(const std::string& text) {
  auto before = poisoned(text), after = poisoned(text);
  for (auto& target : before.targets) target.target.sni = "same";
  for (auto& target : after.targets) {
    target.target.sni = "same";
    target.address += "2";
    for (auto& chain : target.certificates)
      if (chain.facts.front()) chain.facts.front()->sha256 += "2";
    for (auto& chain : target.certificates) chain.certificates.front().push_back(0);
  }
  before.targets.push_back(before.targets[0]);
  before.targets.back().target.port = 1;
  after.targets.push_back(after.targets[0]);
  after.targets.back().target.port = 2;
  return probe::difference(before, after);
}

/// By everything that writes for people or programs.
std::vector<Made> everything(const std::string& text) {
  using Form = Made::Form;
  const auto record = poisoned(text);
  const auto rulings = judgements(text);
  const auto difference = difference_of(text);
  const auto readings = probe::read_error_code("2147014842");
  std::vector<Made> made;
  for (const auto& format : reports::formats<reports::Subject>()) {
    if (format.needs == reports::FormatTraits::Needs::transcripts) continue;  // octets, by a test of their own
    for (const auto language : {Language::en, Language::ja})
      for (const bool judged : {false, true}) {
        const auto judged_by =
            judged ? std::span<const probe::Judgement>(rulings) : std::span<const probe::Judgement>();
        made.push_back({std::string(format.word),
                        made_by([&](auto& out) { format.write(out, {record, judged_by, {}, language}); }),
                        form_of(format.word)});
      }
  }
  for (const auto& format : reports::formats<probe::Difference>())
    made.push_back({"diff " + std::string(format.word), made_by([&](auto& out) { format.write(out, difference); }),
                    form_of(format.word)});
  made.push_back({"clients json", made_by([&](auto& out) { reports::write_clients_json(out, record); }), Form::json});
  made.push_back({"packet comment", reports::exchange_comment(record.targets[0], 1)});
  for (const bool ascii : {false, true})
    for (const auto language : {Language::en, Language::ja}) {
      TerminalStyle style;
      style.ascii = ascii;
      style.language = language;
      style.detail = reports::Detail::all;
      const auto add = [&](const char* writer, const std::function<void(std::ostream&)>& write) {
        made.push_back({writer, made_by(write), Form::terminal});
      };
      add("terminal", [&](auto& out) { reports::write_terminal(out, {record}, style); });
      add("policy view", [&](auto& out) { reports::write_policies(out, {record, rulings}, style); });
      add("diff", [&](auto& out) { reports::write_diff(out, difference, style); });
      add("clients", [&](auto& out) { reports::write_clients(out, record, style); });
      add("absence", [&](auto& out) { reports::write_absence(out, record, style); });
      add("explain", [&](auto& out) { reports::write_explanation(out, text, readings, style); });
    }
  return made;
}

}  // namespace

TEST_CASE("nothing that a peer says acts on a terminal, a browser, a spreadsheet or a reader of lines") {
  const auto harmless = everything("x");
  for (const auto& row : nasty_texts()) {
    CAPTURE(row.name);
    const auto made = everything(row.text);
    REQUIRE(made.size() == harmless.size());
    for (std::size_t i = 0; i < made.size(); ++i) {
      CAPTURE(made[i].writer);
      auto text = made[i].text;
      const bool is_csv = made[i].writer == "csv" || made[i].writer == "inventory";
      if (is_csv) std::erase(text, '\r');  // RFC 4180 asks for it
      CHECK(is_tame(text));
      switch (made[i].form) {
        case Made::Form::terminal: {
          std::istringstream lines(text);
          for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK(reports::terminal::columns(line) <= 80);
          }
          break;
        }
        case Made::Form::json:
          CHECK(nlohmann::json::accept(text));
          break;
        case Made::Form::lines:
          // As many as a harmless word makes: nothing began a line of its own. Without a word some say less.
          if (!row.text.empty()) CHECK(times(text, "\n") == times(harmless[i].text, "\n"));
          break;
        case Made::Form::markup:
          if (!row.text.empty()) CHECK(times(text, "<") == times(harmless[i].text, "<"));
          // A template in the text is not rendered: its braces are all still there.
          if (made[i].writer == "html" && row.name == "template") CHECK(times(text, row.text) > 5);
          break;
        case Made::Form::other:
          break;
      }
    }
  }
}

TEST_CASE("a capture holds no peer's text as it came") {
  for (const auto& row : nasty_texts()) {
    CAPTURE(row.name);
    if (is_tame(row.text) || row.text.size() < 3) continue;
    auto record = poisoned(row.text);
    probe::Transcript transcript;
    transcript.exchange = 1;
    transcript.local = transcript.remote = {{192, 0, 2, 1}, 443};
    record.targets[0].transcripts = {transcript};
    std::ostringstream out;
    reports::write_pcapng(out, record);
    CHECK(times(out.str(), row.text) == 0);
  }
}

TEST_CASE("read back, a hostile record says the same, and makes the same reports") {
  for (const auto& row : nasty_texts()) {
    CAPTURE(row.name);
    const auto record = poisoned(row.text);
    std::ostringstream json;
    reports::write_json(json, record);
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

TEST_CASE("a peer's words do not fill the screen where absence is told, and are cut between characters") {
  for (const std::string one : {"x", "é", "漢", "😀"}) {
    probe::ScanRecord record;
    auto& target = record.targets.emplace_back();
    target.status = probe::TargetStatus::unreachable;
    std::string words;
    for (std::size_t i = 0; i < 10'000; ++i) words += one;
    target.problem = probe::verbatim(words);
    std::ostringstream out;
    reports::write_absence(out, record, {});
    CHECK(out.str().size() < 1000);
    CHECK(out.str().find("\\x") == std::string::npos);
    CHECK(out.str().find(one + "...") != std::string::npos);
  }
}
