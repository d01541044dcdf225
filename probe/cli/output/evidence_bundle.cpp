// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/evidence_bundle.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/target_file.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/evidence/seal/time_stamp.hpp"
#include "probe/model/day.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/policy_reader.hpp"
#include "reports/evidence_files.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace probe::cli {
namespace {

/// A policy's name may be anything; a file's may not.
std::string file_name(std::string_view name) {
  constexpr std::size_t kLongest = 80;
  std::string safe(name.substr(0, kLongest));
  const auto is_safe = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  std::replace_if(safe.begin(), safe.end(), [&](char c) { return !is_safe(static_cast<unsigned char>(c)); }, '_');
  return safe.empty() || safe[0] == '.' ? "_" + safe : safe;
}

/// Where the policy or, behind the policies, the waivers of that place were read; empty for what was in no file.
std::string path_of(const PolicyRequest& policies, std::size_t place) {
  if (place < policies.policies.size()) return policies.policies[place].file;
  const auto& waivers = policies.options.waivers;
  return waivers.empty() ? std::string() : waivers.front().file;
}

/// The policies' files, by their names in the bundle; and how their names and options are told in judged.txt, for
/// whoever judges again.
std::string add_policies(const reports::Subject& subject, const PolicyRequest& policies,
                         std::vector<evidence::File>& files) {
  std::set<std::string> names;
  std::string text;
  for (std::size_t place = 0; place < policies.sources.size(); ++place) {
    const auto& source = policies.sources[place];
    auto name = file_name(source.name);
    while (!names.insert(name).second) name += '_';
    files.push_back({"policies/" + name + ".toml", source.text});
    text += place < policies.policies.size() ? std::string(kJudgedBy) : std::string(kWaivedBy);
    text += name + ".toml";
    // Reports for code scanning name the place of a rule.
    if (const auto& path = path_of(policies, place); !path.empty())
      text += std::string(kReadFrom) + printable(path, path.size());
    text += '\n';
  }
  if (!text.empty()) text = std::string(kJudgedAsOf) + day_text(policies.options.as_of) + "\n" + text;
  if (policies.options.inconclusive == Inconclusive::allowed) text += std::string(kAllowInconclusive) + "\n";
  if (policies.options.warnings == Warnings::fail) text += std::string(kFailOnWarn) + "\n";
  if (policies.options.stale_waivers == StaleWaivers::fail) text += std::string(kFailOnStaleWaivers) + "\n";
  if (subject.as_of) text += std::string(kAsOf) + day_text(*subject.as_of) + "\n";
  if (subject.language != reports::Language::en)
    text += std::string(kLanguage) + std::string(reports::tag_of(subject.language)) + "\n";
  return text;
}

std::string seal_text(const SealRequest& seal) {
  std::string text;
  if (seal.signer) text += std::string(evidence::kSignatureFile) + " by " + printable(seal.signer->subject()) + "\n";
  if (seal.authority) text += std::string(evidence::kStampFile) + " from " + origin(*seal.authority) + "\n";
  return text;
}

}  // namespace

std::vector<evidence::File> files_of_record(const reports::Subject& subject, const std::vector<Target>& targets,
                                            const PolicyRequest& policies) {
  auto files = reports::evidence_files(subject);
  files.push_back({"targets.txt", target_file_text(targets)});
  if (auto judged = add_policies(subject, policies, files); !judged.empty())
    files.push_back({evidence::kJudgedFile, std::move(judged)});
  return files;
}

std::vector<evidence::File> evidence_bundle(const reports::Subject& subject, const std::vector<Target>& targets,
                                            const PolicyRequest& policies, const SealRequest& seal,
                                            const Environment& environment) {
  auto files = files_of_record(subject, targets, policies);
  files.push_back(
      {"tool.txt", environment.tool.name + " " + environment.tool.version + "\n" + environment.version_lines});
  if (seal.wants_any()) files.push_back({evidence::kSealFile, seal_text(seal)});
  evidence::sort_by_name(files);
  files.push_back({evidence::kManifestFile, evidence::manifest_of(files)});
  evidence::sort_by_name(files);
  return files;
}

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

namespace {

std::string text_of(const tls::Bytes& octets) { return {octets.begin(), octets.end()}; }

/// The token, or nothing and why.
std::optional<std::string> stamp(const evidence::File& file, const HttpUrl& url, const StampMeans& means,
                                 Environment& environment, std::string& problem) {
  const auto request = seal::stamp_request(file.octets, environment.random);
  HttpPost post;
  post.url = url;
  post.content_type = "application/timestamp-query";
  post.body = text_of(request.der);
  post.most = limits::kStampOctets;
  post.timeout = means.timeout;
  auto answer = environment.post(post, means.way_out, means.roots);
  constexpr unsigned kOk = 200;
  if (!answer.problem.empty()) {
    problem = answer.problem;
  } else if (answer.status != kOk) {
    problem = "it answered " + std::to_string(answer.status) + " " + answer.reason;
  } else if (const auto checked = seal::check_stamp(file.octets, answer.body, means.roots, &request.nonce); !checked) {
    problem = checked.error().text;
  } else {
    return std::move(answer.body);
  }
  problem = printable(origin(url)) + ": " + printable(problem);
  return std::nullopt;
}

}  // namespace

Seals make_seals(const std::vector<evidence::File>& files, const SealRequest& request, const StampMeans& means,
                 Environment& environment) {
  Seals seals;
  const auto* stamped = evidence::find_file(files, evidence::kSignatureFile);
  if (stamped == nullptr) stamped = evidence::find_file(files, evidence::kManifestFile);
  if (request.signer) {
    seals.files.push_back(
        {evidence::kSignatureFile, text_of(request.signer->sign(stamped->octets, environment.now()))});
    stamped = &seals.files.back();
  }
  if (!request.authority) return seals;
  if (auto token = stamp(*stamped, *request.authority, means, environment, seals.problem))
    seals.files.push_back({evidence::kStampFile, *std::move(token)});
  return seals;
}

}  // namespace probe::cli
