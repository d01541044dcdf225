// SPDX-License-Identifier: Apache-2.0
#include "probe/model/certificate_facts.hpp"
#include "probe/model/family.hpp"
#include "probe/policy/items.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace probe {
namespace {

using std::chrono::days;
using std::chrono::floor;

/// Looks at one chain after the other.
class CertificateFold {
 public:
  CertificateFold(const CertificateCondition& condition, Demand demand, std::chrono::sys_days as_of)
      : condition_(condition), demand_(demand), as_of_(as_of) {}

  void add(const CertificateChain& chain) {
    if (chain.facts.empty()) return open("nobody looked at the certificate", chain.exchange);
    for (std::size_t at = 0; at < chain.facts.size(); ++at) {
      if (!chain.facts[at]) {
        open("a certificate cannot be read", chain.exchange);
      } else {
        add_certificate(*chain.facts[at], at, chain.exchange);
      }
    }
    add_verdict(chain);
  }

  void open(std::string problem, ExchangeId exchange) {
    items.push_back({demand_ != Demand::allow_only, Presence::unknown, "", std::move(problem), std::nullopt, exchange});
  }

  std::vector<Item> items;

 private:
  void add(bool selected, std::string name, ExchangeId exchange) {
    items.push_back({selected, Presence::yes, std::move(name), "", std::nullopt, exchange});
  }

  void add_certificate(const CertificateFacts& facts, std::size_t at, ExchangeId exchange) {
    const std::string whose = at == 0 ? "the leaf" : fmt::format("certificate {} of the chain", at + 1);
    // What a root signs itself with proves nothing to anybody: who trusts it has it already.
    if (!condition_.hashes.empty() && (at == 0 || !facts.self_signed))
      add(has(condition_.hashes, facts.signature_hash),
          fmt::format("{} is signed with {}", whose, facts.signature_algorithm), exchange);
    if (condition_.days_left_below) add_days_left(facts, whose, exchange);
    if (at != 0) return;
    if (!condition_.key_types.empty())
      add(has(condition_.key_types, facts.key_type), fmt::format("its key is {}", to_string(facts.key_type)), exchange);
    if (!condition_.usages.empty())
      add(has(condition_.usages, facts.server_usage), fmt::format("serverAuth is {}", to_string(facts.server_usage)),
          exchange);
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
        if (condition_.rsa_bits_below || condition_.ec_bits_below) open("its key is of an unknown kind", exchange);
        return;
    }
    if (!least) return;
    if (facts.key_bits == 0) return open("its key cannot be read", exchange);
    add(facts.key_bits < *least, fmt::format("{} key of {} bits", to_string(facts.key_type), facts.key_bits), exchange);
  }

  void add_validity(const CertificateFacts& facts, ExchangeId exchange) {
    if (!facts.not_before || !facts.not_after) return open("its dates cannot be read", exchange);
    const auto valid = floor<days>(*facts.not_after - *facts.not_before).count();
    add(valid > static_cast<long long>(*condition_.validity_days_above), fmt::format("it is valid for {} days", valid),
        exchange);
  }

  void add_days_left(const CertificateFacts& facts, const std::string& whose, ExchangeId exchange) {
    if (!facts.not_after) return open("its dates cannot be read", exchange);
    const auto left = floor<days>(*facts.not_after - as_of_).count();
    add(left < static_cast<long long>(*condition_.days_left_below),
        left < 0 ? fmt::format("{} expired {} days before", whose, -left)
                 : fmt::format("{} has {} days left", whose, left),
        exchange);
  }

  void add_verdict(const CertificateChain& chain) {
    if (condition_.problems.empty() && condition_.name_matches.empty()) return;
    if (!chain.verdict) return open("nobody judged the chain", chain.exchange);
    const auto& verdict = *chain.verdict;
    if (!condition_.name_matches.empty()) {
      if (verdict.name_match == NameMatch::not_asked) {
        open("no name was looked for", chain.exchange);
      } else {
        add(has(condition_.name_matches, verdict.name_match),
            fmt::format("the name matches by {}", to_string(verdict.name_match)), chain.exchange);
      }
    }
    for (const auto problem : condition_.problems) add_problem(problem, verdict, chain.exchange);
  }

  void add_problem(ChainProblem problem, const ChainVerdict& verdict, ExchangeId exchange) {
    if (has(verdict.problems, problem)) return add(true, std::string(explain(problem)), exchange);
    const bool about_trust = problem == ChainProblem::untrusted_root || problem == ChainProblem::incomplete_chain;
    if (about_trust && has(verdict.problems, ChainProblem::no_roots))
      return open("this computer had no roots to trust", exchange);
    if (problem == ChainProblem::name_mismatch && verdict.name_match == NameMatch::not_asked)
      open("no name was looked for", exchange);
  }

  const CertificateCondition& condition_;
  Demand demand_;
  std::chrono::sys_days as_of_;
};

/// Whether the target may have a certificate that was not seen.
bool may_have_one(const TargetRecord& target) {
  const auto sum = coverage(target);
  return sum.accepted != 0 || sum.inconclusive != 0 || sum.asked == 0;
}

bool shows_certificate(tls::CipherSuite code) {
  using tls::Authentication;
  const auto* const info = tls::find_cipher_suite(code);
  if (info == nullptr) return false;
  switch (info->authentication) {
    case Authentication::rsa:
    case Authentication::dss:
    case Authentication::ecdsa:
    case Authentication::dh:
    case Authentication::ecdh:
    case Authentication::gost:
    case Authentication::tls13:
      return true;
    case Authentication::null:
    case Authentication::anonymous:
    case Authentication::psk:
    case Authentication::krb5:
    case Authentication::srp:
    case Authentication::eccpwd:
    case Authentication::fortezza_kea:
      break;
  }
  return false;
}

/// An accepted cell of a version in which the server must have a certificate, and in which none was seen.
const AcceptedSuite* without_certificate(const VersionResult& version, const TargetRecord& target) {
  for (const auto& chain : target.certificates)
    if (chain.named && has(chain.versions, version.version)) return nullptr;
  for (const auto& suite : version.accepted)
    if (shows_certificate(suite.code)) return &suite;
  return nullptr;
}

}  // namespace

std::vector<Item> certificate_items(const CertificateCondition& condition, Demand demand, const TargetRecord& target,
                                    std::chrono::sys_days as_of) {
  CertificateFold fold(condition, demand, as_of);
  bool any = false;
  // What hellos without the target's name are shown is nothing that its clients see.
  for (const auto& chain : target.certificates) {
    if (!chain.named) continue;
    fold.add(chain);
    any = true;
  }
  if (!any && may_have_one(target)) {
    fold.open(target.certificates.empty() ? "no certificate was seen"
                                          : "no certificate was seen but by hellos without the target's name",
              0);
  } else {
    for (const auto& version : target.versions)
      if (const auto* const cell = without_certificate(version, target))
        fold.open("no certificate was seen in " + to_string(version.version), cell->exchange);
  }
  return std::move(fold.items);
}

}  // namespace probe
