// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace probe {
namespace {

using tls::Authentication;
using tls::ProtocolVersion;
using tls::SignatureHash;
using tls::SignatureKey;
using tls::SignatureScheme;
using tls::x509::Seconds;

// IANA, "TLS SignatureScheme".
constexpr SignatureScheme kPssWithRsaKey[] = {SignatureScheme{0x0804}, SignatureScheme{0x0805},
                                              SignatureScheme{0x0806}};
constexpr SignatureScheme kPssWithPssKey[] = {SignatureScheme{0x0809}, SignatureScheme{0x080A},
                                              SignatureScheme{0x080B}};
constexpr SignatureScheme kEd25519[] = {SignatureScheme{0x0807}}, kEd448[] = {SignatureScheme{0x0808}};
constexpr SignatureScheme kP256[] = {SignatureScheme{0x0403}}, kP384[] = {SignatureScheme{0x0503}},
                          kP521[] = {SignatureScheme{0x0603}};

/// Microsoft, Security Advisory 2661254 (KB2661254): RSA keys under 1024 bits are blocked.
constexpr std::size_t kLeastRsa = 1024;
/// Microsoft, "TLS server authentication: Deprecation of weak RSA certificates": from Windows 11 24H2 on, for chains to
/// public roots.
constexpr std::size_t kLeastRsaOfPublicRoots = 2048;

// CERT_E_*: the table of Windows' errors has their words.
constexpr std::uint32_t kExpired = 0x800B0101, kUntrustedRoot = 0x800B0109, kChaining = 0x800B010A,
                        kNameMismatch = 0x800B010F, kWrongUsage = 0x800B0110;

template <std::size_t N>
Fit offers_any(const ClientProfile& profile, const SignatureScheme (&schemes)[N]) {
  const auto& own = profile.schemes;
  return std::find_first_of(own.begin(), own.end(), std::begin(schemes), std::end(schemes)) != own.end() ? Fit::yes
                                                                                                         : Fit::no;
}

Fit fit_in_tls13(const ClientProfile& profile, const CertificateFacts& leaf) {
  switch (leaf.key_type) {
    case KeyType::rsa:
      return offers_any(profile, kPssWithRsaKey);
    case KeyType::rsa_pss:
      return offers_any(profile, kPssWithPssKey);
    case KeyType::ed25519:
      return offers_any(profile, kEd25519);
    case KeyType::ed448:
      return offers_any(profile, kEd448);
    case KeyType::ec:
      if (leaf.curve.empty()) return Fit::unknown;
      if (leaf.curve == "secp256r1") return offers_any(profile, kP256);
      if (leaf.curve == "secp384r1") return offers_any(profile, kP384);
      if (leaf.curve == "secp521r1") return offers_any(profile, kP521);
      return Fit::no;
    case KeyType::dsa:
    case KeyType::dh:
      return Fit::no;
    case KeyType::other:
      break;
  }
  return Fit::unknown;
}

Fit curve_fit(const ClientProfile& profile, const std::string& curve) {
  if (curve.empty()) return Fit::unknown;
  const auto has = [&](tls::NamedGroup group) { return to_string(group) == curve; };
  return std::any_of(profile.groups.begin(), profile.groups.end(), has) ? Fit::yes : Fit::no;
}

bool has(const ChainVerdict& verdict, ChainProblem problem) {
  return std::find(verdict.problems.begin(), verdict.problems.end(), problem) != verdict.problems.end();
}

/// Those below the root: a root's signature on itself proves nothing.
template <class Visit>
void each_below_root(const CertificateChain& chain, Visit visit) {
  for (const auto& facts : chain.facts)
    if (facts && !facts->self_signed) visit(*facts);
}

/// RFC 5246 7.4.2, RFC 8446 4.4.2.2: certificates are signed with what the client's signature_algorithms list.
bool lists(const ClientProfile& profile, const CertificateFacts& facts) {
  return std::any_of(profile.schemes.begin(), profile.schemes.end(), [&](SignatureScheme scheme) {
    const auto* const info = tls::find_signature_scheme(scheme);
    return info != nullptr && info->hash == facts.signature_hash && info->key == facts.signature_key;
  });
}

bool drops_short_rsa(const ClientProfile& profile) { return profile.id == "11-22H2+" || profile.id == "server-2025"; }

/// What cannot be mended from the client's side.
std::optional<Objection> sure_objection(const CertificateChain& chain, const ChainVerdict& verdict,
                                        const CertificateFacts& leaf, Seconds when) {
  if (has(verdict, ChainProblem::bad_signature))
    return Objection{Fit::no, message("client.bad_signature"), std::nullopt};
  if (has(verdict, ChainProblem::name_mismatch))
    return Objection{Fit::no, message("client.other_names", verdict.name), kNameMismatch};
  // [MS-SSTP] 3.2.4.1: serverAuth or anyExtendedKeyUsage, or no such extension.
  if (has(verdict, ChainProblem::wrong_purpose) && leaf.server_usage == ServerUsage::absent)
    return Objection{Fit::no, message("client.wrong_purpose"), kWrongUsage};
  if (has(verdict, ChainProblem::expired) && leaf.not_after && *leaf.not_after < when)
    return Objection{Fit::no, message("client.expired"), kExpired};
  if (has(verdict, ChainProblem::not_yet_valid) && leaf.not_before && *leaf.not_before > when)
    return Objection{Fit::no, message("client.not_yet_valid"), kExpired};
  for (const auto& facts : chain.facts)
    if (facts && (facts->key_type == KeyType::rsa || facts->key_type == KeyType::rsa_pss) && facts->key_bits != 0 &&
        facts->key_bits < kLeastRsa)
      return Objection{Fit::no, message("client.short_rsa", facts->key_bits, kLeastRsa), std::nullopt};
  return std::nullopt;
}

/// What depends on the roots, the cache or the settings of the client.
std::optional<Objection> open_objection(const CertificateChain& chain, const ChainVerdict& verdict,
                                        const CertificateFacts& leaf, const ClientProfile& profile,
                                        ProtocolVersion version) {
  if (has(verdict, ChainProblem::self_signed) || has(verdict, ChainProblem::untrusted_root))
    return Objection{Fit::unknown, message("client.untrusted_root"), kUntrustedRoot};
  if (has(verdict, ChainProblem::no_roots)) return Objection{Fit::unknown, message("client.no_roots"), kUntrustedRoot};
  if (has(verdict, ChainProblem::incomplete_chain))
    return Objection{Fit::unknown, message("client.incomplete_chain"), kChaining};
  // Those of an issuer: Windows may find another one.
  for (const auto problem : {ChainProblem::expired, ChainProblem::not_yet_valid, ChainProblem::bad_issuer,
                             ChainProblem::wrong_purpose, ChainProblem::unreadable, ChainProblem::other})
    if (has(verdict, problem))
      return Objection{Fit::unknown, message("client.chain_in_doubt", to_string(problem)), std::nullopt};
  std::optional<Objection> found;
  each_below_root(chain, [&](const CertificateFacts& facts) {
    if (found) return;
    const bool is_old = facts.signature_hash == SignatureHash::md5 || facts.signature_hash == SignatureHash::none;
    const bool is_unlisted = version >= ProtocolVersion::TLSv1_2 && !lists(profile, facts);
    if (is_old || is_unlisted)
      found = Objection{Fit::unknown, message("client.signature", facts.signature_algorithm), std::nullopt};
  });
  if (found) return found;
  if (drops_short_rsa(profile) && leaf.key_type == KeyType::rsa && leaf.key_bits < kLeastRsaOfPublicRoots)
    return Objection{Fit::unknown, message("client.short_public_rsa", leaf.key_bits), std::nullopt};
  return std::nullopt;
}

}  // namespace

const CertificateChain* chain_shown(const TargetRecord& target, ExchangeId id) {
  const auto exchange = std::find_if(target.exchanges.begin(), target.exchanges.end(),
                                     [id](const ExchangeSummary& each) { return each.id == id; });
  if (exchange == target.exchanges.end() || exchange->leaf.empty()) return nullptr;
  for (const auto& chain : target.certificates)
    if (!chain.facts.empty() && chain.facts.front() && chain.facts.front()->sha256 == exchange->leaf) return &chain;
  return nullptr;
}

const CertificateChain* chain_of(const TargetRecord& target, const AcceptedSuite& suite) {
  if (const auto* chain = chain_shown(target, suite.exchange)) return chain;
  return suite.climb ? chain_shown(target, suite.climb->exchange) : nullptr;
}

Fit key_fit(const ClientProfile& profile, ProtocolVersion version, tls::CipherSuite suite,
            const CertificateFacts& leaf) {
  if (version == ProtocolVersion::TLSv1_3) return fit_in_tls13(profile, leaf);
  const auto* const info = tls::find_cipher_suite(suite);
  if (info == nullptr) return Fit::unknown;
  const bool has_schemes = version == ProtocolVersion::TLSv1_2;
  switch (info->authentication) {
    case Authentication::rsa:
      if (leaf.key_type == KeyType::rsa) return Fit::yes;
      // RFC 8446 4.2.3 gives TLS 1.2 these keys; they sign, and never decrypt (RFC 4055 1.2).
      if (leaf.key_type == KeyType::rsa_pss && has_schemes && info->key_exchange != tls::KeyExchange::rsa)
        return offers_any(profile, kPssWithPssKey);
      break;
    case Authentication::ecdsa:
      if (leaf.key_type == KeyType::ec) return curve_fit(profile, leaf.curve);
      if (leaf.key_type == KeyType::ed25519 && has_schemes) return offers_any(profile, kEd25519);
      if (leaf.key_type == KeyType::ed448 && has_schemes) return offers_any(profile, kEd448);
      break;
    case Authentication::dss:
      if (leaf.key_type == KeyType::dsa) return Fit::yes;
      break;
    case Authentication::anonymous:
    case Authentication::null:
    case Authentication::psk:
    case Authentication::krb5:
    case Authentication::srp:
    case Authentication::eccpwd:
      return Fit::yes;
    case Authentication::dh:
    case Authentication::ecdh:
    case Authentication::gost:
    case Authentication::tls13:
    case Authentication::fortezza_kea:
      return Fit::unknown;
  }
  return leaf.key_type == KeyType::other ? Fit::unknown : Fit::no;
}

std::string key_words(const CertificateFacts& leaf) {
  switch (leaf.key_type) {
    case KeyType::ed25519:
      return "Ed25519";
    case KeyType::ed448:
      return "Ed448";
    case KeyType::ec:
      return leaf.curve.empty() ? fmt::format("EC {}", leaf.key_bits) : "EC " + leaf.curve;
    case KeyType::rsa:
      return fmt::format("RSA {}", leaf.key_bits);
    case KeyType::rsa_pss:
      return fmt::format("RSA-PSS {}", leaf.key_bits);
    case KeyType::dsa:
      return fmt::format("DSA {}", leaf.key_bits);
    case KeyType::dh:
      return fmt::format("DH {}", leaf.key_bits);
    case KeyType::other:
      break;
  }
  return "unknown";
}

std::optional<Objection> objection_to(const CertificateChain& chain, const ClientProfile& profile,
                                      ProtocolVersion version, Seconds when) {
  if (!chain.verdict || chain.facts.empty() || !chain.facts.front())
    return Objection{Fit::unknown, message("client.unjudged"), std::nullopt};
  const auto& leaf = *chain.facts.front();
  if (auto found = sure_objection(chain, *chain.verdict, leaf, when)) return found;
  return open_objection(chain, *chain.verdict, leaf, profile, version);
}

bool rests_on_sha1(const CertificateChain& chain) {
  bool found = false;
  each_below_root(chain,
                  [&](const CertificateFacts& facts) { found = found || facts.signature_hash == SignatureHash::sha1; });
  return found;
}

}  // namespace probe
