// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/evidence_bundle.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/target_file.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/model/day.hpp"
#include "reports/evidence_files.hpp"

#include <algorithm>
#include <set>

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

}  // namespace probe::cli
