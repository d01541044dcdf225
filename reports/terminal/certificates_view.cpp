// SPDX-License-Identifier: Apache-2.0
#include "reports/certificate_words.hpp"
#include "reports/json_values.hpp"
#include "reports/terminal/views.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

constexpr std::size_t kChainIndent = 2;
constexpr std::size_t kMostChains = 4;  ///< what more there is stays a number
constexpr std::size_t kMostCertificateNames = 4;

std::string names_of(const CertificateFacts& facts, const Words& words) {
  auto names = facts.dns_names;
  names.insert(names.end(), facts.addresses.begin(), facts.addresses.end());
  if (names.empty()) return {};
  const std::size_t more = names.size() > kMostCertificateNames ? names.size() - kMostCertificateNames : 0;
  names.resize(names.size() - more);
  if (more + facts.other_names != 0) names.push_back(words.with("more", more + facts.other_names));
  return words.joined(names);
}

std::string day_of(tls::x509::Seconds time) { return to_rfc3339(time).substr(0, 10); }

std::string validity(const CertificateFacts& facts, probe::UtcTime now, const Words& words) {
  using namespace std::chrono;
  if (!facts.not_before || !facts.not_after) return words("certificates.no_dates");
  auto text = words.with("terminal.valid", day_of(*facts.not_before), day_of(*facts.not_after));
  const auto left = floor<days>(*facts.not_after - floor<std::chrono::seconds>(now)).count();
  const auto days_of = [&](long long count) { return words.counted("day", static_cast<std::size_t>(count)); };
  if (now < *facts.not_before) return text + ", " + words("certificates.early");
  return text + ", " +
         (left < 0 ? words.with("terminal.expired", days_of(-left - 1)) : words.with("terminal.left", days_of(left)));
}

std::string verdict_text(const probe::ChainVerdict& verdict, const Words& words) {
  std::vector<std::string> reasons;
  for (const auto problem : verdict.problems) reasons.push_back(words.term("problem", probe::to_string(problem)));
  const auto name = verdict.name.empty() ? std::string() : words.with("terminal.for_name", verdict.name);
  if (verdict.trusted())
    return words.with(
        verdict.name_match == probe::NameMatch::common_name ? "terminal.trusted_common_name" : "terminal.trusted",
        name);
  const bool open = verdict.problems == std::vector{probe::ChainProblem::no_roots};
  return words.with(open ? "terminal.trust_unknown" : "terminal.not_trusted", name,
                    fmt::format("{}", fmt::join(reasons, "; ")));
}

Tone tone_of(const probe::ChainVerdict& verdict) { return verdict.trusted() ? Tone::plain : Tone::open; }

std::string version_list(const std::vector<tls::ProtocolVersion>& versions, const Words& words) {
  std::vector<std::string> names;
  for (const auto version : versions) names.push_back(version_name(version));
  return words.joined(names);
}

void draw_chain(Canvas& canvas, const CertificateChain& chain, probe::UtcTime now) {
  const auto& words = canvas.words();
  const auto& leaf = chain.facts.front();
  if (leaf) {
    std::string text = leaf->subject.empty() ? words("certificates.no_subject") : leaf->subject;
    if (const auto names = names_of(*leaf, words); !names.empty())
      text += "; " + words.with("certificates.names", names);
    canvas.paragraph(canvas.text(text), kChainIndent);
    canvas.paragraph(canvas.text("  " + words.with("terminal.certificate", key_name(*leaf), signature_name(*leaf),
                                                   leaf->self_signed ? words("certificates.itself") : leaf->issuer,
                                                   validity(*leaf, now, words))),
                     2 * kChainIndent);
  } else {
    canvas.paragraph(words("terminal.unreadable"), kChainIndent);
  }
  std::vector<std::string> above;
  for (std::size_t i = 1; i < chain.facts.size() && i <= kMostCertificateNames; ++i)
    above.push_back(chain.facts[i] ? key_name(*chain.facts[i]) + " " + signature_name(*chain.facts[i])
                                   : words("terminal.unreadable_one"));
  if (chain.facts.size() > kMostCertificateNames + 1)
    above.push_back(words.with("more", chain.facts.size() - kMostCertificateNames - 1));
  if (!above.empty())
    canvas.paragraph(canvas.text("  " + words.with("terminal.sent_with", words.joined(above))), 2 * kChainIndent);
  if (!chain.named) canvas.paragraph("  " + words("certificates.unnamed"), 2 * kChainIndent, Tone::open);
  if (chain.verdict)
    canvas.paragraph(canvas.text("  " + verdict_text(*chain.verdict, words)), 2 * kChainIndent,
                     tone_of(*chain.verdict));
}

}  // namespace

void draw_certificates(Canvas& canvas, const probe::TargetRecord& target, probe::UtcTime now) {
  std::vector<const CertificateChain*> chains;
  for (const auto& chain : target.certificates)
    if (!chain.facts.empty()) chains.push_back(&chain);
  if (chains.empty()) return;
  const auto& words = canvas.words();
  canvas.heading(words("terminal.certificates"));
  const bool alike = std::all_of(chains.begin(), chains.end(),
                                 [&](const auto* chain) { return chain->versions == chains.front()->versions; });
  if (chains.size() == 1)
    canvas.paragraph(words.with("terminal.one_chain", version_list(chains.front()->versions, words)));
  else if (alike)
    canvas.paragraph(words.with("terminal.chains", chains.size(), version_list(chains[0]->versions, words)));
  else
    canvas.paragraph(words.with("terminal.chains_differ", chains.size()));
  for (std::size_t i = 0; i < chains.size() && i < kMostChains; ++i) {
    if (!alike) canvas.paragraph(words.with("terminal.chain_in", version_list(chains[i]->versions, words)));
    draw_chain(canvas, *chains[i], now);
  }
  if (chains.size() > kMostChains) canvas.paragraph(words.with("terminal.more_chains", chains.size() - kMostChains));
  if (const auto unseen = versions_without_certificate(target); !unseen.empty())
    canvas.paragraph(words.with("certificates.unseen", version_list(unseen, words)), 0, Tone::faint);
}

}  // namespace reports::terminal
