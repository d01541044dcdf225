// SPDX-License-Identifier: Apache-2.0
#include "probe/profile/pins.hpp"

#include "probe/profile/readers.hpp"

#include <algorithm>
#include <cstdint>

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

using tls::x509::PathEnd;

/// Who vouches for a chain: every issuer in it, and everything above the leaf.
std::vector<std::string> authorities(const CertificateChain& chain) {
  std::vector<std::string> names;
  bool is_leaf = true;
  for (const auto& facts : chain.facts) {
    if (facts) {
      names.push_back(common_name(facts->issuer));
      if (!is_leaf) names.push_back(common_name(facts->subject));
    }
    is_leaf = false;
  }
  return names;
}

bool shares_any(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::any_of(some.begin(), some.end(), [&](const std::string& name) {
    return std::find(others.begin(), others.end(), name) != others.end();
  });
}

/// What the profile's clients believe: the pinned certificates, and those of the chain whose hash is pinned.
std::vector<tls::Bytes> anchors(const CertificateChain& chain, const Gateway& gateway) {
  std::vector<tls::Bytes> list;
  for (const auto& der : gateway.certificates) list.emplace_back(der.begin(), der.end());
  for (std::size_t at = 0; at < std::min(chain.facts.size(), chain.certificates.size()); ++at) {
    const auto& facts = chain.facts[at];
    if (facts && std::find(gateway.hashes.begin(), gateway.hashes.end(), facts->sha1) != gateway.hashes.end())
      list.push_back(chain.certificates[at]);
  }
  return list;
}

enum class Belief : std::uint8_t { yes, by_name, no, unknown };

/// A name can be written into any certificate: it says no, and never yes for sure.
Belief ruling_by_name(const std::vector<std::string>& names, const std::vector<std::string>& pinned) {
  return shares_any(pinned, names) ? Belief::by_name : Belief::no;
}

Belief ruling(const CertificateChain& chain, const Gateway& gateway, const PathFinder& path_end) {
  const auto names = authorities(chain);
  if (gateway.certificates.empty() && gateway.hashes.empty()) return ruling_by_name(names, gateway.root_names);
  switch (path_end(chain.certificates, anchors(chain, gateway))) {
    case PathEnd::there:
      return Belief::yes;
    case PathEnd::elsewhere:
      return Belief::no;
    case PathEnd::nowhere:
      // A root that is pinned by its hash alone is known when it is sent, and servers seldom send it.
      if (gateway.hashes.empty()) return Belief::no;
      break;
    case PathEnd::beyond:
      break;
  }
  const bool names_differ = !gateway.root_names.empty() && !shares_any(gateway.root_names, names) &&
                            !gateway.issuer_names.empty() && !shares_any(gateway.issuer_names, names);
  return names_differ ? Belief::no : Belief::unknown;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names)
    if (text.find("'" + name + "'") == std::string::npos) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

/// What a chain's clients are told of it. `last`: who vouches for the last certificate that was sent.
Message sentence(Belief belief, const Gateway& gateway, const std::string& last, bool is_namesake) {
  switch (belief) {
    case Belief::yes:
      return message("pins.kept");
    case Belief::by_name:
      return message("pins.kept_by_name", listed(gateway.root_names));
    case Belief::no:
      if (gateway.root_names.empty()) return message("pins.leads_elsewhere", last);
      if (is_namesake) return message("pins.namesake", last);
      return message("pins.other_root", listed(gateway.root_names), last);
    case Belief::unknown:
      break;
  }
  return message("pins.open");
}

}  // namespace

std::optional<Finding> compare_pins(const Gateway& gateway, const TargetRecord& target, const PathFinder& path_end) {
  const bool pins_any = !gateway.root_names.empty() || !gateway.certificates.empty() || !gateway.hashes.empty();
  if (!pins_any) return std::nullopt;
  // The gravest of what any chain gives: a client may be shown each.
  const auto gravity = [](Belief belief) {
    return belief == Belief::no ? 3 : belief == Belief::unknown ? 2 : belief == Belief::by_name ? 1 : 0;
  };
  const CertificateChain* gravest = nullptr;
  Belief worst = Belief::yes;
  std::size_t seen = 0;
  for (const auto& chain : target.certificates) {
    // Chains that only hellos without the target's name drew are none of the target's.
    if (!chain.named || chain.facts.empty() || !chain.facts.front()) continue;
    ++seen;
    const auto belief = ruling(chain, gateway, path_end);
    if (gravest != nullptr && gravity(belief) <= gravity(worst)) continue;
    gravest = &chain;
    worst = belief;
  }
  if (gravest == nullptr) return std::nullopt;
  Finding finding;
  finding.kind = FindingKind::profile_pins;
  if (gravest->exchange != 0) finding.exchanges.push_back(gravest->exchange);
  const auto names = authorities(*gravest);
  finding.text = sentence(worst, gateway, listed({names.back()}), shares_any(gateway.root_names, {names.back()}));
  const auto issuer = common_name(gravest->facts.front()->issuer);
  if (!gateway.issuer_names.empty() && !shares_any(gateway.issuer_names, {issuer}))
    finding.text = message("pins.other_issuer", finding.text, listed({issuer}), listed(gateway.issuer_names));
  if (seen > 1 && worst != Belief::yes) finding.text = message("pins.one_of_chains", finding.text, seen);
  return finding;
}

}  // namespace probe::profile
