// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/reports/nasty.hpp"

#include "tests/unit/reports/sample_record.hpp"

using namespace std::string_literals;

namespace reports::test {

const std::vector<NastyText>& nasty_texts() {
  static const std::vector<NastyText> texts{
      {"colour", "\x1b[31mred\x1b[0m"},
      {"title and bell", "\x1b]0;owned\x07"},
      {"C1 control", "\xc2\x9b"s + "2J"},
      {"cursor up and line ends", "ok\r\n\x1b[1Acomplete"},
      {"tab and NUL", "a\tb\0c"s},
      {"override", "\u202e\u2066moc.elpmaxe"},
      {"not UTF-8", "\xff\xfe\xc0\xaf"},
      {"cut UTF-8", "\xe2\x82"},
      {"end of JSON", "\"},\"status\":\"complete\",{\""},
      {"commas", "a,b;c\"d\"\"e"},
      {"formula", "=cmd|' /C calc'!A0"},
      {"formula of a function", "@SUM(A1)"},
      {"very long", std::string(5000, 'A')},
      {"long and wide",
       [] {
         std::string text;
         for (int i = 0; i < 300; ++i) text += "東";
         return text;
       }()},
      {"blanks", std::string(300, ' ')},
      {"end of CDATA", "]]>"},
      {"script", "<script>alert(1)</script>"},
      {"attribute", "\" onmouseover=\"alert(1)"},
      {"end of the style", "</style><img src=x onerror=alert(1)>"},
      {"entity", "&lt;script&gt;"},
      {"template", "{{{script}}} {{t.title}} {{#targets}}"},
      {"braces of fmt", "{} {0} {99}"},
      {"table", "a|b"},
      {"line ends", "a\r\n::error::b\n| c |\n# d"},
      {"command", "::error::owned%0A"},
      {"backticks", "```\n`x`"},
      {"no characters of XML", "\xEF\xBF\xBE\xEF\xBF\xBF"},
      {"quotes", "\"'\\\",x=\"1"},
      {"empty", ""},
  };
  return texts;
}

probe::ScanRecord poisoned(const std::string& text) {
  auto record = small_scan();
  record.targets.push_back(record.targets[0]);
  record.targets[1].status = probe::TargetStatus::unreachable;
  record.targets.push_back(record.targets[0]);
  record.targets[2].status = probe::TargetStatus::not_started;
  record.targets.push_back(record.targets[0]);
  record.targets[3].status = probe::TargetStatus::interrupted;
  for (auto& target : record.targets) {
    target.target.host = target.target.label = target.address = target.proxy = text;
    target.problem = probe::verbatim(text);
    target.target.sni = text + ".";
    target.target.origin = probe::TargetOrigin{"sites " + text, 3};
    target.target.connect = probe::ConnectOverride{text, {}};
    target.sstp.server = text;
    target.sstp.deviations = {text};
    target.findings.push_back({probe::FindingKind::answer_changed, probe::verbatim(text), {}, {}, {}});
    target.exchanges.push_back({});
    target.exchanges.back().id = 1;
    target.exchanges.back().version = tls::ProtocolVersion::TLSv1_2;
    target.exchanges.back().detail = text;
    target.exchanges.back().variant = target.exchanges.back().leaf = text;
    auto& cell = target.versions[2].accepted[0];
    cell.needs = {probe::Need::encrypt_then_mac};
    cell.answers = probe::AnswerCount{7, 5};
    cell.climb = probe::Climb{};
    cell.climb->exchange = 1;
    cell.climb->halt = probe::CallOutcome::other_status;
    cell.climb->detail = text;
    target.findings.push_back({probe::FindingKind::servers_differ, probe::message("pins.namesake", text), {}, {}, {}});
    if (!target.certificates.empty()) target.certificates.push_back(target.certificates[0]);
    if (!target.certificates.empty()) target.certificates.back().named = false;
    for (auto& chain : target.certificates) {
      if (chain.verdict) chain.verdict->name = text;
      for (auto& facts : chain.facts)
        if (facts) {
          facts->subject = facts->issuer = facts->signature_algorithm = facts->sha256 = text;
          facts->dns_names = facts->addresses = {text};
        }
    }
  }
  record.tool.name = record.tool.version = record.tool.openssl = text;
  return record;
}

std::vector<probe::Judgement> judgements(const std::string& text) {
  const auto word = text.empty() ? text : " " + text;
  probe::Judgement judgement;
  judgement.policy = "sample";
  judgement.title = "A sample" + word;
  judgement.source = "RFC 9325" + word;
  judgement.file = "policies/my policy" + word + ".toml";
  judgement.as_of = std::chrono::sys_days(std::chrono::year{2026} / 11 / 24);
  probe::TargetJudgement target;
  const auto add = [&](const char* id, probe::Severity severity, probe::Ruling ruling) {
    probe::RuleFinding finding;
    finding.rule = id;
    finding.title = "No RC4" + word;
    finding.severity = severity;
    finding.clause = "4.1" + word;
    finding.remedy = "Take RC4 away." + word;
    finding.line = 7 + target.findings.size();
    finding.ruling = ruling;
    finding.reason = probe::verbatim("TLS 1.2 accepts RC4." + word);
    if (ruling == probe::Ruling::waived)
      finding.waiver = probe::Waiver{id, "*", "ops" + word, "until the clients are gone" + word, judgement.as_of, 3};
    target.findings.push_back(finding);
  };
  add("passes", probe::Severity::must, probe::Ruling::pass);
  add("fails", probe::Severity::must, probe::Ruling::fail);
  add("warns", probe::Severity::should, probe::Ruling::fail);
  add("unknown", probe::Severity::must, probe::Ruling::unknown);
  add("waived", probe::Severity::must, probe::Ruling::waived);
  add("undecided", probe::Severity::info, probe::Ruling::unknown);
  add("noted", probe::Severity::info, probe::Ruling::fail);
  judgement.targets.push_back(target);
  return {judgement};
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace reports::test
