// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/evidence_again.hpp"

#include "probe/cli/output/evidence_bundle.hpp"
#include "probe/model/day.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace probe::cli {
namespace {

/// What policies/judged.txt says.
struct Judged {
  PolicyRequest policies;
  std::optional<std::chrono::sys_days> as_of;
  reports::Language language = reports::Language::en;
};

[[noreturn]] void wrong(const std::string& what) { throw std::runtime_error(what); }

bool take(std::string_view& line, std::string_view beginning) {
  if (!line.starts_with(beginning)) return false;
  line.remove_prefix(beginning.size());
  return true;
}

const std::string& text_of(const std::vector<evidence::File>& bundle, const std::string& name) {
  const auto* const file = evidence::find_file(bundle, "policies/" + name);
  if (file == nullptr) wrong(name + " is named in judged.txt, and missing");
  return file->octets;
}

std::chrono::sys_days day_in(std::string_view text) {
  const auto day = day_from(text);
  if (!day) wrong("judged.txt: no day of the calendar");
  return *day;
}

/// "name.toml", or "name.toml, read from PATH"
std::pair<std::string, std::string> name_and_path(std::string_view line) {
  const auto comma = line.find(kReadFrom);
  return {std::string(line.substr(0, comma)),
          std::string(comma == std::string_view::npos ? std::string_view{} : line.substr(comma + kReadFrom.size()))};
}

void read_policy_line(std::string_view line, const std::vector<evidence::File>& bundle, PolicyRequest& policies) {
  const auto [name, path] = name_and_path(line);
  const auto& text = text_of(bundle, name);
  if (path.empty()) {
    const auto* const builtin = find_builtin_policy(std::string_view(name).substr(0, name.rfind(".toml")));
    if (builtin == nullptr || builtin->text != text) wrong(name + " is not the built-in policy of that name");
  }
  auto policy = read_policy(text, path.empty() ? name : path);
  if (!policy) wrong(to_string(policy.error()));
  if (path.empty()) policy->file.clear();
  policies.sources.push_back({policy->name, text});
  policies.policies.push_back(*std::move(policy));
}

Judged read_judged(std::string_view text, const std::vector<evidence::File>& bundle) {
  Judged judged;
  auto& options = judged.policies.options;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (take(line, kJudgedAsOf)) {
      options.as_of = day_in(line);
    } else if (take(line, kJudgedBy)) {
      read_policy_line(line, bundle, judged.policies);
    } else if (take(line, kWaivedBy)) {
      const auto [name, path] = name_and_path(line);
      const auto& waived = text_of(bundle, name);
      auto waivers = read_waivers(waived, path.empty() ? name : path);
      if (!waivers) wrong(to_string(waivers.error()));
      options.waivers = *std::move(waivers);
      judged.policies.sources.push_back({"waivers", waived});
    } else if (take(line, kAsOf)) {
      judged.as_of = options.as_of = day_in(line);
    } else if (take(line, kLanguage)) {
      const auto language = reports::language_from(line);
      if (!language) wrong("judged.txt: no language of reports");
      judged.language = *language;
    } else if (line == kAllowInconclusive) {
      options.inconclusive = Inconclusive::allowed;
    } else if (line == kFailOnWarn) {
      options.warnings = Warnings::fail;
    } else if (line == kFailOnStaleWaivers) {
      options.stale_waivers = StaleWaivers::fail;
    } else {
      wrong("judged.txt: a line that says nothing");
    }
  }
  return judged;
}

/// As they were asked for: of a name each address was scanned for itself.
std::vector<Target> targets_of(const ScanRecord& record) {
  std::vector<Target> targets;
  for (const auto& each : record.targets)
    if (!record.options.all_addresses || targets.empty() || targets.back() != each.target)
      targets.push_back(each.target);
  return targets;
}

}  // namespace

std::vector<evidence::File> evidence_again(const ScanRecord& record, const std::vector<evidence::File>& bundle) {
  const auto* const text = evidence::find_file(bundle, evidence::kJudgedFile);
  const auto judged = text == nullptr ? Judged{} : read_judged(text->octets, bundle);
  const auto judgements = judge_all(judged.policies, record);
  const reports::Subject subject{record, judgements, judged.as_of, judged.language};
  return files_of_record(subject, targets_of(record), judged.policies);
}

}  // namespace probe::cli
