// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/windows_build.hpp"

#include <algorithm>
#include <charconv>

namespace probe::registry {
namespace {

struct Build {
  std::uint32_t first;  ///< and later ones, up to the next row's
  std::string_view client, server;
};

/// Microsoft, "Windows 10 release information", "Windows 11 release information", "Windows Server release
/// information", and "Operating System Version" for what is older.
constexpr Build kBuilds[] = {
    {6000, "vista", "vista"},
    {7600, "7sp1", "7sp1"},
    {9200, "8", "8"},
    {9600, "8.1", "8.1"},
    {10240, "10-1507", "10-1507"},
    {10586, "10-1511", "10-1511"},
    {14393, "10-1607", "10-1607"},
    {15063, "10-1703", "10-1703"},
    {16299, "10-1709", "10-1709"},
    {17134, "10-1803", "10-1803"},
    {17763, "10-1809", "10-1809"},
    {18362, "10-1903", "10-1903"},
    {19042, "10-20H2", "10-20H2"},
    {19045, "10-22H2", "10-22H2"},
    {20348, "server-2022", "server-2022"},
    {22000, "11-21H2", "server-2022"},
    {22621, "11-22H2+", "server-2022"},
    {26100, "11-22H2+", "server-2025"},
};

std::string squeeze(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (letter == ' ' || letter == '-' || letter == '_') continue;
    result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  }
  for (const std::string_view prefix : {"windows", "win"}) {
    if (result.starts_with(prefix)) return result.substr(prefix.size());
  }
  return result;
}

const ClientProfile* profile_with_id(std::string_view id) {
  const auto profiles = client_profiles();
  const auto found =
      std::find_if(profiles.begin(), profiles.end(), [&](const ClientProfile& one) { return one.id == id; });
  return found == profiles.end() ? nullptr : &*found;
}

}  // namespace

const ClientProfile* profile_named(std::string_view text) {
  const auto wanted = squeeze(text);
  struct Nickname {
    std::string_view word, id;
  };
  constexpr Nickname kNicknames[] = {
      {"7", "7sp1"},           {"2008r2", "7sp1"},        {"server2008r2", "7sp1"},
      {"2012", "8"},           {"server2012", "8"},       {"2012r2", "8.1"},
      {"server2012r2", "8.1"}, {"2016", "10-1607"},       {"server2016", "10-1607"},
      {"2019", "10-1809"},     {"server2019", "10-1809"}, {"2022", "server-2022"},
      {"2025", "server-2025"}, {"10", "10-22H2"},         {"11", "11-22H2+"},
      {"1122h2", "11-22H2+"},
  };
  for (const auto& [word, id] : kNicknames)
    if (wanted == word) return profile_with_id(id);
  for (const auto& profile : client_profiles())
    if (wanted == squeeze(profile.id)) return &profile;
  return nullptr;
}

const ClientProfile* profile_of(const Registry& registry) {
  const auto* build = registry.find(kVersionKey, "CurrentBuildNumber");
  if (build == nullptr) build = registry.find(kVersionKey, "CurrentBuild");
  if (build == nullptr || build->type != ValueType::text || build->texts.empty()) return nullptr;
  const auto& digits = build->texts.front();
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return nullptr;
  const auto* kind = registry.find(kVersionKey, "InstallationType");
  const bool is_server = kind != nullptr && !kind->texts.empty() && kind->texts.front().starts_with("Server");
  const Build* found = nullptr;
  for (const auto& row : kBuilds)
    if (row.first <= number) found = &row;
  return found == nullptr ? nullptr : profile_with_id(is_server ? found->server : found->client);
}

}  // namespace probe::registry
