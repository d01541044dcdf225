// SPDX-License-Identifier: Apache-2.0
#include "probe/model/certificate_facts.hpp"
#include "probe/model/family.hpp"
#include "probe/policy/items.hpp"

#include <algorithm>

namespace probe {
namespace {

using std::chrono::days;
using std::chrono::floor;

/// Looks at one chain after the other.
class CertificateFold {
 public:
  CertificateFold(const CertificateCondition& condition, std::chrono::sys_days as_of, Items& items)
      : condition_(condition), as_of_(as_of), items_(items) {}

  void add(const CertificateChain& chain) {
    if (chain.facts.empty()) return open(message("open.certificate_unjudged"), chain.exchange);
    for (std::size_t at = 0; at < chain.facts.size(); ++at) {
      if (!chain.facts[at]) {
        open(message("open.certificate_unreadable"), chain.exchange);
      } else {
        add_certificate(*chain.facts[at], at, chain.exchange);
      }
    }
    add_verdict(chain);
  }

  void open(const Message& problem, ExchangeId exchange) {
    Ground ground;
    ground.miss(message("question.certificates"), problem);
    items_.open({items_.demand() != Demand::allow_only, {}, std::nullopt, exchange}, ground, {});
  }

  /// Cells that may have a certificate that was not seen.
  void rest_on(const Ground& ground) {
    items_.absent({items_.demand() != Demand::allow_only, message("item.other_certificates")}, ground);
  }

 private:
  void add(bool selected, Message name, ExchangeId exchange) {
    Ground ground;
    ground.know(message("question.certificates"));
    items_.there({selected, std::move(name), std::nullopt, exchange}, ground);
  }

  void add_certificate(const CertificateFacts& facts, std::size_t at, ExchangeId exchange) {
    const auto whose = at == 0 ? message("item.leaf") : message("item.certificate", at + 1);
    // What a root signs itself with proves nothing to anybody: who trusts it has it already.
    if (!condition_.hashes.empty() && (at == 0 || !facts.self_signed))
      add(has(condition_.hashes, facts.signature_hash), message("item.signed", whose, facts.signature_algorithm),
          exchange);
    if (condition_.days_left_below) add_days_left(facts, whose, exchange);
    if (at != 0) return;
    if (!condition_.key_types.empty())
      add(has(condition_.key_types, facts.key_type), message("item.key", to_string(facts.key_type)), exchange);
    if (!condition_.usages.empty())
      add(has(condition_.usages, facts.server_usage), message("item.usage", to_string(facts.server_usage)), exchange);
    add_key_bits(facts, exchange);
    if (condition_.validity_days_above) add_validity(facts, exchange);
  }

  void add_key_bits(const CertificateFacts& facts, ExchangeId exchange) {
    std::optional<std::size_t> least;
    switch (facts.key_type) {
      case KeyType::rsa:
      case KeyType::rsa_pss:
      case KeyType::dsa:
      case KeyType::dh:
        least = condition_.rsa_bits_below;
        break;
      case KeyType::ec:
        least = condition_.ec_bits_below;
        break;
      case KeyType::ed25519:
      case KeyType::ed448:
        return;
      case KeyType::other:
        if (condition_.rsa_bits_below || condition_.ec_bits_below) open(message("open.key_unknown"), exchange);
        return;
    }
    if (!least) return;
    if (facts.key_bits == 0) return open(message("open.key_unreadable"), exchange);
    add(facts.key_bits < *least, message("item.key_bits", to_string(facts.key_type), facts.key_bits), exchange);
  }

  void add_validity(const CertificateFacts& facts, ExchangeId exchange) {
    if (!facts.not_before || !facts.not_after) return open(message("open.dates_unreadable"), exchange);
    const auto valid = floor<days>(*facts.not_after - *facts.not_before).count();
    add(valid > static_cast<long long>(*condition_.validity_days_above), message("item.validity", valid), exchange);
  }

  void add_days_left(const CertificateFacts& facts, const Message& whose, ExchangeId exchange) {
    if (!facts.not_after) return open(message("open.dates_unreadable"), exchange);
    const auto left = floor<days>(*facts.not_after - as_of_).count();
    add(left < static_cast<long long>(*condition_.days_left_below),
        left < 0 ? message("item.expired", whose, -left) : message("item.days_left", whose, left), exchange);
  }

  void add_verdict(const CertificateChain& chain) {
    if (condition_.problems.empty() && condition_.name_matches.empty()) return;
    if (!chain.verdict) return open(message("open.chain_unjudged"), chain.exchange);
    const auto& verdict = *chain.verdict;
    if (!condition_.name_matches.empty()) {
      if (verdict.name_match == NameMatch::not_asked) {
        open(message("open.name_unasked"), chain.exchange);
      } else {
        add(has(condition_.name_matches, verdict.name_match), message("item.name_match", to_string(verdict.name_match)),
            chain.exchange);
      }
    }
    for (const auto problem : condition_.problems) add_problem(problem, chain);
  }

  /// The chain was judged on the day of the scan; its dates are those of every day.
  [[nodiscard]] bool has_by_now(ChainProblem problem, const CertificateChain& chain) const {
    return std::any_of(chain.facts.begin(), chain.facts.end(), [&](const std::optional<CertificateFacts>& facts) {
      if (!facts) return false;
      if (problem == ChainProblem::expired) return facts->not_after && *facts->not_after < as_of_;
      return problem == ChainProblem::not_yet_valid && facts->not_before && *facts->not_before >= as_of_ + days(1);
    });
  }

  void add_problem(ChainProblem problem, const CertificateChain& chain) {
    const auto& verdict = *chain.verdict;
    const auto exchange = chain.exchange;
    if (has(verdict.problems, problem) || has_by_now(problem, chain))
      return add(true, message("outcome.problem", to_string(problem)), exchange);
    const bool about_trust = problem == ChainProblem::untrusted_root || problem == ChainProblem::incomplete_chain;
    if (about_trust && has(verdict.problems, ChainProblem::no_roots)) return open(message("open.no_roots"), exchange);
    // A leaf that signs itself is its own root, and nobody's that the scan trusts.
    if (problem == ChainProblem::untrusted_root && has(verdict.problems, ChainProblem::self_signed))
      return add(true, message("outcome.problem", to_string(ChainProblem::self_signed)), exchange);
    for (const auto cut :
         {ChainProblem::incomplete_chain, ChainProblem::bad_issuer, ChainProblem::unreadable, ChainProblem::other})
      if (about_trust && has(verdict.problems, cut)) return open(message("open.chain_cut", to_string(cut)), exchange);
    if (problem == ChainProblem::name_mismatch && verdict.name_match == NameMatch::not_asked)
      open(message("open.name_unasked"), exchange);
  }

  const CertificateCondition& condition_;
  std::chrono::sys_days as_of_;
  Items& items_;
};

/// The kinds of key that suites of the authentication want a certificate to have; nothing: there is no certificate.
std::vector<KeyType> keys_of(tls::Authentication by) {
  using tls::Authentication;
  switch (by) {
    case Authentication::rsa:
      return {KeyType::rsa, KeyType::rsa_pss};
    case Authentication::dss:
      return {KeyType::dsa};
    case Authentication::ecdsa:
    case Authentication::ecdh:
      return {KeyType::ec, KeyType::ed25519, KeyType::ed448};
    case Authentication::dh:
      return {KeyType::dh};
    case Authentication::gost:
      return {KeyType::other};
    case Authentication::tls13:
      return {KeyType::rsa,     KeyType::rsa_pss, KeyType::dsa, KeyType::ec,
              KeyType::ed25519, KeyType::ed448,   KeyType::dh,  KeyType::other};
    case Authentication::null:
    case Authentication::anonymous:
    case Authentication::psk:
    case Authentication::krb5:
    case Authentication::srp:
    case Authentication::eccpwd:
    case Authentication::fortezza_kea:
      break;
  }
  return {};
}

bool showed(const TargetRecord& target, tls::ProtocolVersion version, const std::vector<KeyType>& keys) {
  return std::any_of(target.certificates.begin(), target.certificates.end(), [&](const CertificateChain& chain) {
    if (!chain.named || !has(chain.versions, version)) return false;
    if (chain.facts.empty() || !chain.facts.front()) return true;  // said to be unreadable elsewhere
    return chain.facts.front()->key_type == KeyType::other || has(keys, chain.facts.front()->key_type);
  });
}

/// What could have shown another certificate: a server has one for each kind of key, and may show another in another
/// version.
Ground ground_of(const TargetRecord& target) {
  using tls::Authentication;
  Ground ground;
  for (const auto version : tls::kProtocolVersions)
    for (const auto by : {Authentication::rsa, Authentication::dss, Authentication::ecdsa, Authentication::ecdh,
                          Authentication::dh, Authentication::gost, Authentication::tls13}) {
      const auto lane = newest_lane(
          {tls::VersionSet{version}, [by](const tls::CipherSuiteInfo& suite) { return suite.authentication == by; }},
          target);
      ground.add(lane.ground);
      if (!lane.version) continue;
      const auto question = message("question.certificates_of", version);
      if (showed(target, version, keys_of(by)))
        ground.know(question);
      else
        ground.miss(question, message("open.no_certificate", version));
    }
  return ground;
}

}  // namespace

void add_certificates(const CertificateCondition& condition, const TargetRecord& target, std::chrono::sys_days as_of,
                      Items& items) {
  CertificateFold fold(condition, as_of, items);
  bool any = false;
  // What hellos without the target's name are shown is nothing that its clients see.
  for (const auto& chain : target.certificates) {
    if (!chain.named) continue;
    fold.add(chain);
    any = true;
  }
  if (!any && !target.certificates.empty())
    fold.open(message("open.certificate_unnamed"), target.certificates.front().exchange);
  fold.rest_on(ground_of(target));
}

}  // namespace probe
