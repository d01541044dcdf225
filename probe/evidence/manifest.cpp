// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/manifest.hpp"

#include "tls/client/crypto/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace probe::evidence {
namespace {

constexpr std::size_t kHashDigits = 64;

std::string hash_of(const std::string& octets) {
  const auto* const data = reinterpret_cast<const std::uint8_t*>(octets.data());  // NOLINT: octets are octets
  std::string text;
  for (const auto octet : tls::crypto::digest(tls::crypto::Hash::sha256, {tls::BytesView(data, octets.size())}))
    text += fmt::format("{:02x}", octet);
  return text;
}

/// Outside of the manifest: itself, and what signs it.
bool is_listed(const std::string& name) {
  return name != kManifestFile && name != kSignatureFile && name != kStampFile;
}

}  // namespace

std::string manifest_of(const std::vector<File>& files) {
  std::string text;
  for (const auto& file : files)
    if (is_listed(file.name)) text += hash_of(file.octets) + "  " + file.name + "\n";
  return text;
}

std::vector<std::string> manifest_problems(std::string_view manifest, const std::vector<File>& files) {
  std::vector<std::string> problems;
  std::map<std::string, std::string> listed;
  for (std::size_t number = 1; !manifest.empty(); ++number) {
    const auto end = manifest.find('\n');
    const auto line = manifest.substr(0, end);
    manifest.remove_prefix(end == std::string_view::npos ? manifest.size() : end + 1);
    if (end == std::string_view::npos || line.size() <= kHashDigits + 2 || line.substr(kHashDigits, 2) != "  ") {
      problems.push_back(fmt::format("unreadable: {}, line {}", kManifestFile, number));
      continue;
    }
    const bool is_new =
        listed.emplace(std::string(line.substr(kHashDigits + 2)), std::string(line.substr(0, kHashDigits))).second;
    if (!is_new) problems.push_back(fmt::format("listed twice: {}, line {}", kManifestFile, number));
  }
  for (const auto& file : files) {
    if (!is_listed(file.name)) continue;
    const auto found = listed.find(file.name);
    if (found == listed.end()) {
      problems.push_back("added: " + file.name);
      continue;
    }
    if (found->second != hash_of(file.octets)) problems.push_back("changed: " + file.name);
    listed.erase(found);
  }
  for (const auto& [name, hash] : listed) problems.push_back("missing: " + name);
  return problems;
}

}  // namespace probe::evidence
