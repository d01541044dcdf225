// SPDX-License-Identifier: Apache-2.0
#include "probe/profile/pins.hpp"

#include "probe/profile/readers.hpp"

#include <algorithm>

namespace probe::profile {
namespace {

/// The common name of an RFC 4514 text; a backslash escapes a character or two hexadecimal digits, which no name that
/// is compared here has.
std::string common_name(std::string_view name) {
  std::string part;
  for (std::size_t at = 0; at <= name.size(); ++at) {
    if (at == name.size() || name[at] == ',' || name[at] == '+') {
      if (part.starts_with("CN=")) return part.substr(3);
      part.clear();
      continue;
    }
    if (name[at] == '\\' && at + 1 < name.size()) ++at;
    part += name[at];
  }
  return {};
}

/// Who vouches for a chain: every issuer in it, and everything above the leaf. Chains that only hellos without the
/// target's name drew are none of the target's, here and below.
std::vector<std::string> authorities(const TargetRecord& target) {
  std::vector<std::string> names;
  for (const auto& chain : target.certificates) {
    if (!chain.named) continue;
    bool is_leaf = true;
    for (const auto& facts : chain.facts) {
      if (facts) {
        names.push_back(common_name(facts->issuer));
        if (!is_leaf) names.push_back(common_name(facts->subject));
      }
      is_leaf = false;
    }
  }
  return names;
}

/// The common names of those who issued the leaves.
std::vector<std::string> leaf_issuers(const TargetRecord& target) {
  std::vector<std::string> names;
  for (const auto& chain : target.certificates)
    if (chain.named && !chain.facts.empty() && chain.facts.front())
      names.push_back(common_name(chain.facts.front()->issuer));
  return names;
}

bool shares_any(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::any_of(some.begin(), some.end(), [&](const std::string& name) {
    return std::find(others.begin(), others.end(), name) != others.end();
  });
}

bool shows_certificate(const TargetRecord& target, const Gateway& gateway) {
  const auto& pins = gateway.certificates;
  for (const auto& chain : target.certificates) {
    if (!chain.named) continue;
    for (const auto& der : chain.certificates) {
      const std::string_view octets(reinterpret_cast<const char*>(der.data()), der.size());
      if (std::find(pins.begin(), pins.end(), octets) != pins.end()) return true;
    }
    for (const auto& facts : chain.facts)
      if (facts && std::find(gateway.hashes.begin(), gateway.hashes.end(), facts->sha1) != gateway.hashes.end())
        return true;
  }
  return false;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

}  // namespace

std::optional<Finding> compare_pins(const Gateway& gateway, const TargetRecord& target) {
  const auto names = authorities(target);
  const bool pins_any = !gateway.root_names.empty() || !gateway.certificates.empty() || !gateway.hashes.empty();
  if (!pins_any || names.empty()) return std::nullopt;
  Finding finding;
  finding.kind = FindingKind::profile_pins;
  for (const auto& chain : target.certificates) {
    if (finding.exchanges.empty() && chain.named && chain.exchange != 0) finding.exchanges.push_back(chain.exchange);
  }
  if (shows_certificate(target, gateway)) {
    finding.text = "The server shows a certificate that the VPN profile pins.";
  } else if (shares_any(gateway.root_names, names)) {
    finding.text =
        "The server's chain leads to a root that the VPN profile pins by name: " + listed(gateway.root_names) + ".";
  } else if (gateway.root_names.empty()) {
    finding.text =
        "The VPN profile pins a root certificate that the server did not send, as servers seldom do: whether its "
        "chain leads there could not be told.";
  } else {
    finding.text = "The VPN profile pins the root " + listed(gateway.root_names) + ", and the server's chain names " +
                   listed({names.back()}) +
                   " instead: clients with this profile will not believe the server. Download the profile again; if "
                   "it is new, something else answers under this name.";
  }
  const auto issuers = leaf_issuers(target);
  if (!gateway.issuer_names.empty() && !issuers.empty() && !shares_any(gateway.issuer_names, issuers))
    finding.text += " Its certificate was issued by " + listed(issuers) + ", where the profile names " +
                    listed(gateway.issuer_names) + ".";
  return finding;
}

}  // namespace probe::profile
