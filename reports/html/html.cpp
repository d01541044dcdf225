// SPDX-License-Identifier: Apache-2.0
#include "probe/model/azure.hpp"
#include "probe/model/day.hpp"
#include "reports/azure_day.hpp"
#include "reports/html/embedded.hpp"
#include "reports/html/sections.hpp"
#include "reports/json_values.hpp"
#include "reports/words.hpp"

#include <ostream>

namespace reports {
namespace {

using html::Data;
using html::Words;

std::string day(probe::UtcTime time) { return to_rfc3339(time).substr(0, 10); }
std::string clock(probe::UtcTime time) { return to_rfc3339(time).substr(11, 8); }

/// Where it is, and how it was reached, in one line.
std::string about(const probe::TargetRecord& target, const Words& words) {
  std::vector<std::string> parts;
  if (!target.address.empty()) parts.push_back(words.with("about.address", target.address));
  if (!target.target.sni)
    parts.push_back(words("about.no_sni"));
  else if (*target.target.sni != target.target.host)
    parts.push_back(words.with("about.sni", *target.target.sni));
  if (!target.proxy.empty()) parts.push_back(words.with("about.proxy", target.proxy));
  parts.push_back(words.with("about.seconds", fmt::format("{:.1f}", seconds(target.stats.elapsed))));
  parts.push_back(words.with("about.connections", target.stats.connections));
  return fmt::format("{}", fmt::join(parts, ", "));
}

Data target_data(const Subject& subject, std::size_t index, const Words& words) {
  const auto& target = subject.record.targets[index];
  auto data = html::object();
  data["id"] = Data(html::anchor(index));
  data["name"] = html::text(html::title_of(target));
  data["about"] = html::text(about(target, words));
  data["status"] = html::text(words.of("status", to_string(target.status), to_string(target.status)));
  data["tone"] = Data(html::tone_of(target.status));
  data["problem"] = html::text(target.problem);
  // The sentence is made for mails, and is English; the rows below it say the same.
  data["sentence"] = words.language() == Language::en ? html::text(closing_sentence(target)) : html::absent();
  data["verdicts"] = html::verdicts(subject, index, words);
  const bool reached = target.status != probe::TargetStatus::unreachable;
  const auto when_reached = [reached](Data part) { return reached ? std::move(part) : html::absent(); };
  data["facts"] = when_reached(html::summary_facts(target, words));
  data["families"] = when_reached(html::families(target, words));
  data["suites"] = when_reached(html::suites(target, words));
  data["hashes"] = when_reached(html::hashes(target, words));
  data["certificates"] = when_reached(html::certificates(target, subject.record.started, words));
  data["features"] = when_reached(html::features(target, words));
  data["calls"] = when_reached(html::calls(target, subject.record.options.depth, words));
  data["clients"] = when_reached(html::clients(target, words));
  data["findings"] = when_reached(html::findings(target, words));
  data["coverage"] = when_reached(html::coverage_of(target, words));
  return data;
}

Data page_data(const Subject& subject, const Words& words) {
  const auto& record = subject.record;
  auto data = html::object();
  data["lang"] = Data(std::string(tag_of(words.language())));
  data["css"] = Data(std::string(html::embedded::page_css));
  data["css_hash"] = Data(std::string(html::embedded::page_css_sha256));
  data["script"] = Data(std::string(html::embedded::page_js));
  data["script_hash"] = Data(std::string(html::embedded::page_js_sha256));
  data["tool"] = html::text(record.tool.name + " " + record.tool.version);
  data["t"] = words.tree();
  data["subject"] = html::text(record.targets.size() == 1 ? html::title_of(record.targets[0])
                                                          : words.with("several", record.targets.size()));
  data["when"] = html::text(words.with("scanned", day(record.started), clock(record.started)));
  data["overview"] = record.targets.size() > 1 ? html::overview(subject, words) : html::absent();
  if (const auto day = azure_day(subject)) {
    const auto stage = to_string(probe::azure_stage(*day));
    const auto left = (std::chrono::sys_days(probe::kAzureNoSstp) - *day).count();
    const auto date = probe::day_text(*day);
    const auto words_there = words.of("azure", stage, probe::azure_retirement(*day));
    data["retirement"] = html::text(fmt::vformat(words_there, fmt::make_format_args(left, date)));
  } else {
    data["retirement"] = html::absent();
  }
  data["measured"] = html::measured(record, words);
  return data;
}

void render(std::string_view part, const Data& data, std::ostream& out) {
  kainjow::mustache::mustache(std::string(part)).render(data, out);
}

}  // namespace

void write_html(std::ostream& out, const Subject& subject) {
  // Target by target: the data of hundreds would be copied again and again while their list grows.
  constexpr std::string_view kBegin = "{{#targets}}\n", kEnd = "{{/targets}}\n";
  const auto page = html::embedded::page_mustache;
  const auto begin = page.find(kBegin), end = page.find(kEnd);
  const Words words(subject.language);
  const auto frame = page_data(subject, words);
  render(page.substr(0, begin), frame, out);
  kainjow::mustache::mustache article(std::string(page.substr(begin + kBegin.size(), end - begin - kBegin.size())));
  for (std::size_t i = 0; i < subject.record.targets.size(); ++i) {
    const auto data = target_data(subject, i, words);
    kainjow::mustache::context<std::string> context(&frame);
    context.push(&data);
    article.render(context, out);
  }
  render(page.substr(end + kEnd.size()), frame, out);
}

}  // namespace reports
