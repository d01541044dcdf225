// SPDX-License-Identifier: Apache-2.0
// JUnit's XML as Ant writes it and Jenkins, GitLab and Azure Pipelines read it. Their schemas differ; this is what all
// of them take, but that Ant's knows no <skipped>.
#include "probe/model/family.hpp"
#include "reports/catalogue.hpp"
#include "reports/cell_words.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"
#include "reports/sentences.hpp"
#include "reports/verdict_words.hpp"
#include "reports/words.hpp"
#include "reports/xml_text.hpp"

#include <fmt/format.h>

#include <ostream>
#include <string>
#include <vector>

namespace reports {
namespace {

using probe::Effect;

struct Case {
  std::string name;
  std::string_view element;  ///< "failure", "error", "skipped", or empty: passed
  std::string_view type;
  std::string message;                  ///< hostile
  std::vector<std::string> cells = {};  ///< what a failure rests on
};

struct Suite {
  std::string package, name, host, target, output;
  double time = 0;
  std::vector<Case> cases;
};

Case case_of(const probe::Judgement& judgement, const probe::RuleFinding& finding, const probe::TargetRecord& target) {
  Case result{finding.rule + ": " + finding.title, {}, {}, message(judgement, finding)};
  for (const auto& cell : finding.cells) result.cells.push_back(cell_reference(target, cell, Words(Language::en)));
  const auto what = effect(judgement, finding);
  result.type = to_string(what);
  switch (what) {
    case Effect::passed:
      break;
    case Effect::failed:
      result.element = "failure";
      break;
    case Effect::unknown:
      result.element = "error";
      break;
    case Effect::warned:
    case Effect::noted:
    case Effect::let_through:
    case Effect::undecided:
    case Effect::waived:
      result.element = "skipped";
      break;
  }
  return result;
}

/// "Head office: vpn.example.net:443"
std::string target_name(const probe::TargetRecord& target) {
  const auto name = to_string(target.target);
  return target.target.label.empty() ? name : target.target.label + ": " + name;
}

Suite suite_of(const probe::Judgement& judgement, const probe::TargetJudgement& findings,
               const probe::TargetRecord& target) {
  Suite suite{judgement.policy,
              judgement.policy + " " + to_string(target.target),
              target.target.host,
              target_name(target),
              closing_with_remarks(target, Words(Language::en)),
              seconds(target.stats.elapsed),
              {}};
  for (const auto& finding : findings.findings) {
    suite.cases.push_back(case_of(judgement, finding, target));
    // A case that passed has no place for words.
    if (finding.ruling == probe::Ruling::pass) suite.output += "; " + finding.rule + ": " + message(judgement, finding);
  }
  for (const auto& stale : judgement.stale)
    suite.cases.push_back({"stale waiver: " + stale.waiver.rule,
                           judgement.stale_waivers == probe::StaleWaivers::fail ? std::string_view("failure")
                                                                                : std::string_view("skipped"),
                           "stale", english(sentence(stale))});
  return suite;
}

/// "2 accepted, 58 refused, 1 inconclusive; an alert that says neither yes nor no: 1"
std::string cells_message(const probe::VersionResult& version) {
  const auto cells = probe::coverage(version);
  auto text =
      fmt::format("{} accepted, {} refused, {} inconclusive", cells.accepted, cells.refused, cells.inconclusive);
  if (cells.mixed != 0) text += fmt::format("; of those accepted {} by some of the unlike servers alone", cells.mixed);
  ReasonCounts reasons;
  add_reasons(version.inconclusive, reasons);
  for (const auto& [reason, count] : reasons)
    text += fmt::format("; {}: {}", reason_text(reason, Words(Language::en)), count);
  return text;
}

/// Whether each call that was asked for was made.
Case calls_case(const probe::TargetRecord& target) {
  Case one{"calls", {}, {}, {}};
  const auto uncalled = uncalled_cells(target);
  if (uncalled == 0) return one;
  one.element = "error";
  one.type = "not_called";
  one.message = fmt::format("{} never called", counted(uncalled, "accepted cell was", "accepted cells were"));
  return one;
}

/// Without policies: is each version known?
Suite suite_of(const probe::TargetRecord& target) {
  Suite suite{"scan",
              "scan " + to_string(target.target),
              target.target.host,
              target_name(target),
              closing_with_remarks(target, Words(Language::en)),
              seconds(target.stats.elapsed),
              {}};
  if (target.status == probe::TargetStatus::unreachable || target.status == probe::TargetStatus::not_started)
    suite.cases.push_back({"reached", "error", to_string(target.status), english(target.problem)});
  if (target.status == probe::TargetStatus::interrupted)
    suite.cases.push_back({"finished", "error", to_string(target.status), english(target.problem)});
  for (const auto& version : target.versions) {
    if (version.outcome == probe::Outcome::not_tested || version.outcome == probe::Outcome::not_applicable) continue;
    const auto cells = probe::coverage(version);
    Case one{version_name(version.version), {}, {}, cells_message(version)};
    if (cells.inconclusive != 0 || version.outcome == probe::Outcome::inconclusive) {
      one.element = "error";
      one.type = "inconclusive";
    }
    suite.cases.push_back(std::move(one));
  }
  if (target.sstp.calls != 0 || uncalled_cells(target) != 0) suite.cases.push_back(calls_case(target));
  return suite;
}

std::vector<Suite> suites(const Subject& subject) {
  std::vector<Suite> result;
  for (const auto& judgement : subject.judgements)
    for (const auto& target : judgement.targets)
      if (target.target < subject.record.targets.size())
        result.push_back(suite_of(judgement, target, subject.record.targets[target.target]));
  if (subject.judgements.empty())
    for (const auto& target : subject.record.targets) result.push_back(suite_of(target));
  return result;
}

/// The schema wants names that are not empty.
std::string named(std::string_view hostile) {
  const auto text = xml_text(hostile);
  return text.find_first_not_of(' ') == std::string::npos ? "unnamed" : text;
}

void write_case(std::ostream& out, const Suite& suite, const Case& one) {
  out << fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"0\"", named(one.name), named(suite.name));
  if (one.element.empty()) {
    out << "/>\n";
    return;
  }
  // The schema of Jenkins has nothing but words in <skipped>.
  if (one.element == "skipped") {
    out << fmt::format(">\n      <skipped>{}: {}</skipped>\n    </testcase>\n", one.type, xml_text(one.message));
    return;
  }
  const auto text = xml_text(one.message);
  auto body = text;
  for (const auto& cell : one.cells) body += "\n" + xml_text(cell);
  out << fmt::format(">\n      <{} message=\"{}\" type=\"{}\">{}</{}>\n    </testcase>\n", one.element, text, one.type,
                     body, one.element);
}

void write_suite(std::ostream& out, const Suite& suite, std::size_t id, const std::string& timestamp) {
  const auto count = [&suite](std::string_view element) {
    std::size_t sum = 0;
    for (const auto& one : suite.cases) sum += one.element == element ? 1 : 0;
    return sum;
  };
  out << fmt::format(
      "  <testsuite id=\"{}\" package=\"{}\" name=\"{}\" hostname=\"{}\" timestamp=\"{}\" tests=\"{}\" failures=\"{}\" "
      "errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n    <properties>\n      <property name=\"target\" "
      "value=\"{}\"/>\n    </properties>\n",
      id, named(suite.package), named(suite.name), named(suite.host), timestamp, suite.cases.size(), count("failure"),
      count("error"), count("skipped"), suite.time, named(suite.target));
  for (const auto& one : suite.cases) write_case(out, suite, one);
  out << "    <system-out>" << xml_text(suite.output) << "</system-out>\n    <system-err/>\n  </testsuite>\n";
}

}  // namespace

void write_junit(std::ostream& out, const Subject& subject) {
  // "Timezone may not be specified", says the schema, nor fractions of a second.
  const auto timestamp = to_rfc3339(subject.record.started).substr(0, 19);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  std::size_t id = 0;
  for (const auto& suite : suites(subject)) write_suite(out, suite, id++, timestamp);
  out << "</testsuites>\n";
}

}  // namespace reports
