// SPDX-License-Identifier: Apache-2.0
#include "reports/azure_day.hpp"
#include "reports/embedded.hpp"
#include "reports/html/sections.hpp"
#include "reports/json_values.hpp"
#include "reports/sentences.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

#include <ostream>

namespace reports {
namespace {

using html::Data;

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
  if (target.stats.clients != 0) parts.push_back(words.with("about.clients", target.stats.clients));
  if (target.stats.unused != 0) parts.push_back(words.with("about.unused", target.stats.unused));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// The catalogue as the template reads it: {{t.families.note}}.
Data tree(const Words& words) {
  auto root = html::object();
  for (const auto& [id, shown] : words.all()) {
    // Whole sentences, with dots of their own; and what is said of targets, by words.say().
    if (id.starts_with("policy_text.") || id.starts_with("message.")) continue;
    auto* node = &root;
    std::size_t at = 0;
    for (auto dot = id.find('.'); dot != id.npos; at = dot + 1, dot = id.find('.', at)) {
      node = &(*node)[id.substr(at, dot - at)];
      if (!node->is_object()) *node = html::object();
    }
    (*node)[id.substr(at)] = Data(shown);
  }
  return root;
}

/// Of several gateways each can be folded up, and many are so from the start.
Data folded(const probe::ScanRecord& record, const probe::TargetRecord& target, const Words& words) {
  constexpr std::size_t kMany = 8;
  if (record.targets.size() < 2 || !was_reached(target)) return html::absent();
  auto data = html::object();
  data["open"] = Data(record.targets.size() <= kMany);
  data["label"] = html::text(words.with("details", html::title_of(target)));
  return data;
}

Data target_data(const Subject& subject, std::size_t index, const Words& words) {
  const auto& target = subject.record.targets[index];
  auto data = html::object();
  data["id"] = Data(html::anchor(index));
  data["name"] = html::text(html::title_of(target));
  data["about"] = html::text(about(target, words));
  data["headline"] = html::headline(subject, index, words);
  data["sentence"] = html::text(closing_sentence(target, words));
  data["folded"] = folded(subject.record, target, words);
  data["verdicts"] = html::verdicts(subject, index, words);
  const bool reached = was_reached(target);
  const auto when_reached = [reached](Data part) { return reached ? std::move(part) : html::absent(); };
  data["facts"] = when_reached(html::summary_facts(target, words));
  data["families"] = when_reached(html::families(target, words));
  data["suites"] = when_reached(html::suites(target, words));
  data["hashes"] = when_reached(html::hashes(target, words));
  data["certificates"] = when_reached(html::certificates(target, subject.record.started, words));
  data["features"] = when_reached(html::features(target, words));
  data["calls"] = when_reached(html::calls(target, subject.record.options.depth, words));
  data["clients"] = when_reached(html::clients(subject.record, target, words));
  data["findings"] = when_reached(html::findings(target, words));
  data["coverage"] = when_reached(html::coverage_of(target, words));
  return data;
}

Data page_data(const Subject& subject, const Words& words) {
  const auto& record = subject.record;
  auto data = html::object();
  data["lang"] = Data(std::string(tag_of(words.language())));
  data["css"] = Data(std::string(embedded::page_css));
  data["css_hash"] = Data(std::string(embedded::page_css_sha256));
  data["script"] = Data(std::string(embedded::page_js));
  data["script_hash"] = Data(std::string(embedded::page_js_sha256));
  data["tool"] = html::text(record.tool.name + " " + record.tool.version);
  data["t"] = tree(words);
  data["subject"] = html::text(record.targets.size() == 1 ? html::title_of(record.targets[0])
                                                          : words.with("several", record.targets.size()));
  data["when"] = html::text(words.with("scanned", day(record.started), clock(record.started)));
  data["overview"] = record.targets.size() > 1 ? html::overview(subject, words) : html::absent();
  data["several"] = Data(record.targets.size() > 1);
  const auto azure = azure_day(subject);
  data["retirement"] = azure ? html::text(retirement(*azure, words)) : html::absent();
  data["measured"] = html::measured(record, words);
  return data;
}

void render(std::string_view part, const Data& data, std::ostream& out) {
  kainjow::mustache::mustache(std::string(part)).render(data, out);
}

}  // namespace

void write_html(std::ostream& out, const Subject& subject) {
  // Target by target: the data of hundreds would be copied again and again while their list grows.
  constexpr std::string_view kOpening = "{{#targets}}\n", kClosing = "{{/targets}}\n";
  const auto page = embedded::page_mustache;
  const auto begin = page.find(kOpening), end = page.find(kClosing);
  const Words words(subject.language);
  const auto frame = page_data(subject, words);
  render(page.substr(0, begin), frame, out);
  kainjow::mustache::mustache article(std::string(page.substr(begin + kOpening.size(), end - begin - kOpening.size())));
  for (std::size_t i = 0; i < subject.record.targets.size(); ++i) {
    const auto data = target_data(subject, i, words);
    kainjow::mustache::context<std::string> context(&frame);
    context.push(&data);
    article.render(context, out);
  }
  render(page.substr(end + kClosing.size()), frame, out);
}

}  // namespace reports
