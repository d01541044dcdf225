// SPDX-License-Identifier: Apache-2.0
#include "reports/certificate_words.hpp"
#include "reports/json_values.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace reports::terminal {
namespace {

using probe::CertificateChain;
using probe::CertificateFacts;

constexpr std::size_t kIndent = 2;
constexpr std::size_t kMostChains = 4;  ///< what more there is stays a number
constexpr std::size_t kMostNames = 4;

std::string names_of(const CertificateFacts& facts) {
  auto names = facts.dns_names;
  names.insert(names.end(), facts.addresses.begin(), facts.addresses.end());
  if (names.empty()) return {};
  const std::size_t more = names.size() > kMostNames ? names.size() - kMostNames : 0;
  names.resize(names.size() - more);
  if (more + facts.other_names != 0) names.push_back(fmt::format("{} more", more + facts.other_names));
  return joined(names);
}

std::string day_of(tls::x509::Seconds time) { return to_rfc3339(time).substr(0, 10); }

std::string validity(const CertificateFacts& facts, probe::UtcTime now) {
  using namespace std::chrono;
  if (!facts.not_before || !facts.not_after) return "its dates cannot be read";
  auto text = "valid from " + day_of(*facts.not_before) + " to " + day_of(*facts.not_after);
  const auto left = floor<days>(*facts.not_after - floor<std::chrono::seconds>(now)).count();
  const auto days_of = [](long long count) { return counted(static_cast<std::size_t>(count), "day", "days"); };
  if (now < *facts.not_before) return text + ", not yet valid";
  return text + (left < 0 ? ", expired " + days_of(-left - 1) + " ago" : ", " + days_of(left) + " left");
}

std::string verdict_text(const probe::ChainVerdict& verdict) {
  std::vector<std::string> reasons;
  for (const auto problem : verdict.problems) reasons.emplace_back(probe::explain(problem));
  const std::string name = verdict.name.empty() ? "" : " for " + verdict.name;
  if (verdict.trusted())
    return "Trusted" + name +
           (verdict.name_match == probe::NameMatch::common_name ? ", by its common name alone: new clients refuse it"
                                                                : "") +
           ".";
  const bool open = verdict.problems == std::vector{probe::ChainProblem::no_roots};
  return (open ? "Unknown whether it is trusted" : "Not trusted") + name + ": " +
         fmt::format("{}", fmt::join(reasons, "; ")) + ".";
}

Tone tone_of(const probe::ChainVerdict& verdict) { return verdict.trusted() ? Tone::plain : Tone::open; }

std::string version_list(const std::vector<tls::ProtocolVersion>& versions) {
  std::vector<std::string> names;
  for (const auto version : versions) names.push_back(version_name(version));
  return joined(names);
}

void draw_chain(Canvas& canvas, const CertificateChain& chain, probe::UtcTime now) {
  const auto& leaf = chain.facts.front();
  if (leaf) {
    std::string text = leaf->subject.empty() ? "no subject" : leaf->subject;
    if (const auto names = names_of(*leaf); !names.empty()) text += "; names: " + names;
    canvas.paragraph(canvas.text(text), kIndent);
    canvas.paragraph(
        canvas.text(fmt::format("  key {}, signed with {} by {}; {}", key_name(*leaf), signature_name(*leaf),
                                leaf->self_signed ? "itself" : leaf->issuer, validity(*leaf, now))),
        2 * kIndent);
  } else {
    canvas.paragraph("A certificate that cannot be read.", kIndent);
  }
  std::vector<std::string> above;
  for (std::size_t i = 1; i < chain.facts.size() && i <= kMostNames; ++i)
    above.push_back(chain.facts[i] ? key_name(*chain.facts[i]) + " " + signature_name(*chain.facts[i])
                                   : std::string("one that cannot be read"));
  if (chain.facts.size() > kMostNames + 1) above.push_back(fmt::format("{} more", chain.facts.size() - kMostNames - 1));
  if (!above.empty()) canvas.paragraph(canvas.text("  sent with it: " + joined(above)), 2 * kIndent);
  if (chain.verdict)
    canvas.paragraph(canvas.text("  " + verdict_text(*chain.verdict)), 2 * kIndent, tone_of(*chain.verdict));
}

}  // namespace

void draw_certificates(Canvas& canvas, const probe::TargetRecord& target, probe::UtcTime now) {
  std::vector<const CertificateChain*> chains;
  for (const auto& chain : target.certificates)
    if (!chain.facts.empty()) chains.push_back(&chain);
  if (chains.empty()) return;
  canvas.heading("certificates");
  const bool alike = std::all_of(chains.begin(), chains.end(),
                                 [&](const auto* chain) { return chain->versions == chains.front()->versions; });
  if (chains.size() == 1)
    canvas.paragraph("One chain, the same in " + version_list(chains.front()->versions) + ":");
  else if (alike)
    canvas.paragraph(fmt::format("{} chains, each of them in {}:", chains.size(), version_list(chains[0]->versions)));
  else
    canvas.paragraph(fmt::format("{} chains; not every version shows the same:", chains.size()));
  for (std::size_t i = 0; i < chains.size() && i < kMostChains; ++i) {
    if (!alike) canvas.paragraph("in " + version_list(chains[i]->versions) + ":");
    draw_chain(canvas, *chains[i], now);
  }
  if (chains.size() > kMostChains) canvas.paragraph(fmt::format("and {} more chains", chains.size() - kMostChains));
  if (const auto unseen = versions_without_certificate(target); !unseen.empty())
    canvas.paragraph("No certificate was seen in " + version_list(unseen) + ".", 0, Tone::faint);
}

}  // namespace reports::terminal
