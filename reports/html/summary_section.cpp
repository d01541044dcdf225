// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/cell_words.hpp"
#include "reports/html/sections.hpp"
#include "reports/json_values.hpp"
#include "reports/words.hpp"

#include <fmt/ranges.h>

namespace reports::html {
namespace {

using probe::Outcome;

std::string weak_list(const probe::TargetRecord& target, const Words& words) {
  std::vector<std::string> parts;
  for (const auto family : probe::families())
    if (const auto count = accepted_suites(target, family); is_going_away(family) && count != 0)
      parts.push_back(words.with("summary.weak_suites", to_string(family), count));
  return parts.empty() ? words("none") : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

Data summary_facts(const probe::TargetRecord& target, const Words& words) {
  auto rows = list();
  const auto versions = [&](const char* id, Outcome outcome) {
    if (const auto names = versions_with(target, outcome); !names.empty())
      rows << fact(words(id), fmt::format("{}", fmt::join(names, ", ")));
  };
  versions("summary.accepts", Outcome::accepted);
  versions("summary.refuses", Outcome::refused);
  versions("summary.open", Outcome::inconclusive);
  versions("summary.unasked", Outcome::not_tested);
  const auto sum = coverage(target);
  if (sum.accepted != 0) rows << fact(words("summary.weak"), weak_list(target, words));
  if (const auto open = weakness_notes(target, words); !open.empty())
    rows << fact(words("weakness.label"), fmt::format("{}", fmt::join(open, "; ")));
  if (target.sstp.calls != 0) {
    std::size_t through = 0;
    for (const auto& version : target.versions)
      for (const auto& suite : version.accepted) through += suite.rung == probe::Rung::sstp ? 1 : 0;
    rows << fact(words("summary.calls"), words.with("summary.calls_through", through, sum.accepted));
  }
  if (const auto uncalled = uncalled_cells(target); uncalled != 0)
    rows << fact(words("summary.uncalled"), words.with("summary.cells_uncalled", uncalled));
  if (sum.mixed != 0) rows << fact(words("summary.mixed"), words.with("summary.cells_mixed", sum.mixed));
  if (sum.inconclusive != 0) rows << fact(words("summary.inconclusive"), words.with("summary.cells", sum.inconclusive));
  auto data = object();
  data["rows"] = std::move(rows);
  return data;
}

Data measured(const probe::ScanRecord& record, const Words& words) {
  const auto& options = record.options;
  auto rows = list();
  const auto add = [&](const char* id, const std::string& value) {
    rows << fact(words(std::string("measured.") + id), value);
  };
  const auto milliseconds = [&](std::chrono::milliseconds time) {
    return words.with("measured.milliseconds", time.count());
  };
  add("tool", record.tool.name + " " + record.tool.version);
  add("openssl", record.tool.openssl);
  add("started", to_rfc3339(record.started));
  add("finished", to_rfc3339(record.finished));
  std::vector<std::string> versions;
  for (const auto version : options.versions) versions.push_back(version_name(version));
  add("versions", fmt::format("{}", fmt::join(versions, ", ")));
  add("suites", options.suites.empty() ? words("measured.all_suites") : fmt::format("{}", options.suites.size()));
  add("depth", words.of("rung", to_string(options.depth), to_string(options.depth)));
  std::vector<std::string> manner;
  if (options.strict) manner.push_back(words("measured.strict"));
  if (options.gentle) manner.push_back(words("measured.gentle"));
  if (options.thorough) manner.push_back(words("measured.thorough"));
  if (manner.empty()) manner.push_back(words("measured.usual"));
  add("manner", fmt::format("{}", fmt::join(manner, "; ")));
  add("retries", fmt::format("{}", options.retries));
  add("timeout", milliseconds(options.timeout));
  add("deadline", milliseconds(options.deadline));
  add("limits",
      words.with("measured.limits_value", options.max_connections, options.parallel, options.sstp_concurrency));
  if (options.delay.count() != 0) add("delay", milliseconds(options.delay));
  return rows;
}

}  // namespace reports::html
