// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/evidence_bundle.hpp"

#include "probe/cli/printable.hpp"
#include "probe/cli/target_file.hpp"
#include "probe/evidence/manifest.hpp"
#include "probe/model/day.hpp"
#include "reports/evidence_files.hpp"

#include <algorithm>
#include <set>

namespace probe {
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

std::string judged_text(const PolicyRequest& policies) {
  std::string text = "judged as of " + day_text(policies.options.as_of) + "\n";
  if (policies.options.inconclusive == Inconclusive::allowed) text += "--allow-inconclusive\n";
  if (policies.options.warnings == Warnings::fail) text += "--fail-on-warn\n";
  return text;
}

void add_policies(const PolicyRequest& policies, std::vector<evidence::File>& files) {
  std::set<std::string> names;
  for (const auto& source : policies.sources) {
    auto name = file_name(source.name);
    while (!names.insert(name).second) name += '_';
    files.push_back({"policies/" + name + ".toml", source.text});
  }
  if (!policies.sources.empty()) files.push_back({"policies/judged.txt", judged_text(policies)});
}

std::string seal_text(const SealRequest& seal) {
  std::string text;
  if (seal.signer) text += std::string(evidence::kSignatureFile) + " by " + printable(seal.signer->subject()) + "\n";
  if (seal.authority) text += std::string(evidence::kStampFile) + " from " + origin(*seal.authority) + "\n";
  return text;
}

}  // namespace

std::vector<evidence::File> evidence_bundle(const reports::Subject& subject, const std::vector<Target>& targets,
                                            const PolicyRequest& policies, const SealRequest& seal,
                                            const Environment& environment) {
  auto files = reports::evidence_files(subject);
  files.push_back({"targets.txt", target_file_text(targets)});
  files.push_back({"tool.txt", environment.tool.name + " " + environment.tool.version + "\n" + environment.libraries});
  add_policies(policies, files);
  if (seal.wants_any()) files.push_back({evidence::kSealFile, seal_text(seal)});
  evidence::sort_by_name(files);
  files.push_back({evidence::kManifestFile, evidence::manifest_of(files)});
  evidence::sort_by_name(files);
  return files;
}

}  // namespace probe
