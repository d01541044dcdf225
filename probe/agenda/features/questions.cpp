// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/features/questions.hpp"

#include "probe/hello/hello_lists.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace probe::agenda {
namespace {

using tls::ExtensionType;
using tls::ProtocolVersion;

constexpr std::uint8_t kDeflate = 1;  // RFC 3749 section 2

bool echoes(const Reply& reply, ExtensionType type) {
  const auto& extensions = reply.selection->extensions;
  return std::find(extensions.begin(), extensions.end(), type) != extensions.end();
}

/// A ServerHello tells yes and no; anything else tells nothing.
void judge_echo(const Reply& reply, FeatureKind kind, ExtensionType type, Draft& draft) {
  if (reply.selection) draft.set(kind, echoes(reply, type) ? Support::yes : Support::no, reply.id);
}

/// Tickets and encrypt-then-MAC in one hello. Of CBC suites, if there are any: RFC 7366 section 3, "If a server
/// receives an encrypt-then-MAC request extension from a client and then selects a stream or [AEAD] ciphersuite, it
/// MUST NOT send an encrypt-then-MAC response extension".
void ask_extensions(const Ground& ground, Asker& asker, Draft& draft) {
  const auto cbc = ground.newest(kTls10To12, is_cbc);
  const auto any = ground.newest(kTls10To12, any_suite);
  if (!cbc) draft.set(FeatureKind::encrypt_then_mac, ground.without_cells(kTls10To12));
  if (!any) return draft.set(FeatureKind::session_tickets, ground.without_cells(kTls10To12));

  auto offer = cbc ? ground.offer(*cbc, is_cbc) : ground.offer(*any, any_suite);
  if (offer.shape == HelloShape::bare) return;
  offer.extensions.push_back(tls::session_ticket_extension());
  if (cbc) offer.extensions.push_back(tls::encrypt_then_mac_extension());
  const bool asks_secret = offer.shape != HelloShape::full;
  if (asks_secret) offer.extensions.push_back(tls::extended_master_secret_extension());
  asker.ask(std::move(offer), [&draft, with_mac = cbc.has_value(), asks_secret](const Reply& reply) {
    judge_echo(reply, FeatureKind::session_tickets, ExtensionType::session_ticket, draft);
    if (with_mac) judge_echo(reply, FeatureKind::encrypt_then_mac, ExtensionType::encrypt_then_mac, draft);
    if (asks_secret && draft.support(FeatureKind::extended_master_secret) == Support::unknown)
      judge_echo(reply, FeatureKind::extended_master_secret, ExtensionType::extended_master_secret, draft);
  });
}

void ask_compression(const Ground& ground, Asker& asker, Draft& draft) {
  const auto version = ground.newest(kTls10To12, any_suite);
  if (!version) return draft.set(FeatureKind::compression, ground.without_cells(kTls10To12));
  auto offer = ground.offer(*version, any_suite);
  offer.compression = {kDeflate};
  asker.ask(std::move(offer), [&draft](const Reply& reply) {
    if (!reply.selection) return;
    draft.set(FeatureKind::compression, reply.selection->compression_method == kDeflate ? Support::yes : Support::no,
              reply.id);
  });
}

/// RFC 7507 section 3: "If TLS_FALLBACK_SCSV appears in ClientHello.cipher_suites and the highest protocol version
/// supported by the server is higher than the version indicated in ClientHello.client_version, the server MUST respond
/// with a fatal inappropriate_fallback alert".
void ask_fallback(const Ground& ground, Asker& asker, Draft& draft) {
  const auto spoken = ground.spoken();
  if (spoken.size() < 2) return draft.set(FeatureKind::fallback_scsv, ground.without_cells(kFromSsl3));
  auto offer = ground.offer(spoken[1], any_suite);
  offer.signalling = {tls::kFallbackScsv};
  asker.ask(std::move(offer), [&draft](const Reply& reply) {
    if (reply.alert == tls::AlertDescription::inappropriate_fallback)
      draft.set(FeatureKind::fallback_scsv, Support::yes, reply.id);
    else if (reply.selection)
      draft.set(FeatureKind::fallback_scsv, Support::no, reply.id);
  });
}

/// Some servers with an order of their own still follow a client that puts ChaCha20 first.
bool has_fixed_rank(const tls::CipherSuiteInfo& suite) { return suite.cipher != tls::Cipher::chacha20_poly1305; }

/// Two suites of one version, the one first that the server took when it had every choice.
std::optional<Offer> pair_of(const Ground& ground) {
  for (const auto versions : {kBeforeTls13, kTls13})
    for (const auto version : ground.spoken()) {
      if (!versions.contains(version)) continue;
      auto offer = ground.offer(version, has_fixed_rank);
      if (offer.suites.size() < 2) continue;
      const auto preferred = ground.find(version)->preferred;
      std::stable_partition(offer.suites.begin(), offer.suites.end(), [&](auto suite) { return suite == preferred; });
      offer.suites.resize(2);
      return offer;
    }
  return std::nullopt;
}

void ask_suite_preference(const Ground& ground, Asker& asker, Draft& draft) {
  const auto pair = pair_of(ground);
  if (!pair) return draft.set(FeatureKind::suite_preference, ground.without_cells(kFromSsl3));
  auto reversed = *pair;
  std::reverse(reversed.suites.begin(), reversed.suites.end());
  const auto chosen = std::make_shared<std::array<std::optional<tls::CipherSuite>, 2>>();
  const auto judge = [&draft, chosen, suites = pair->suites](std::size_t which, const Reply& reply) {
    if (reply.selection) (*chosen)[which] = reply.selection->suites.front();
    const auto [first, second] = *chosen;
    if (!first || !second) return;
    if (first == second)
      draft.set(FeatureKind::suite_preference, Support::yes, reply.id);
    else if (first == suites.front())
      draft.set(FeatureKind::suite_preference, Support::no, reply.id);
  };
  asker.ask(*pair, [judge](const Reply& reply) { judge(0, reply); });
  asker.ask(std::move(reversed), [judge](const Reply& reply) { judge(1, reply); });
}

struct HashQuestion {
  FeatureKind kind;
  tls::SignatureHash first, last;  ///< SignatureHash counts SHA-2 up from SHA-224 to SHA-512

  [[nodiscard]] bool covers(tls::SignatureScheme scheme) const {
    const auto* const info = tls::find_signature_scheme(scheme);
    return info != nullptr && info->hash >= first && info->hash <= last;
  }
};
constexpr std::array kHashQuestions{
    HashQuestion{FeatureKind::signs_with_md5, tls::SignatureHash::md5, tls::SignatureHash::md5},
    HashQuestion{FeatureKind::signs_with_sha1, tls::SignatureHash::sha1, tls::SignatureHash::sha1},
    HashQuestion{FeatureKind::signs_with_sha2, tls::SignatureHash::sha224, tls::SignatureHash::sha512}};

void judge_hash(const HashQuestion& question, const Reply& reply, Draft& draft) {
  if (reply.refused) return draft.set(question.kind, Support::no, reply.id);
  if (!reply.selection || !reply.selection->signature_scheme) return;
  const auto scheme = *reply.selection->signature_scheme;
  draft.sign(scheme, reply.id);
  // A server that signs with what was not offered pays no heed to the list; it has not shown that hash.
  draft.set(question.kind, question.covers(scheme) ? Support::yes : Support::no, reply.id);
}

void ask_hashes(const Ground& ground, Asker& asker, Draft& draft) {
  const auto version = ground.newest(kTls12, is_signed);
  for (const auto& question : kHashQuestions) {
    if (!version) draft.set(question.kind, ground.without_cells(kTls12));
    if (!version || draft.support(question.kind) != Support::unknown) continue;
    auto offer = ground.offer(*version, is_signed);
    if (offer.shape == HelloShape::bare) continue;
    auto wide = offer;
    wide.shape = HelloShape::full;  // a small hello's own list has no MD5
    for (const auto scheme : schemes_of(wide))
      if (question.covers(scheme)) offer.schemes.push_back(scheme);
    asker.ask(
        std::move(offer), [&draft, question](const Reply& reply) { judge_hash(question, reply, draft); },
        Refusals::count);
  }
}

}  // namespace

void put_questions(const Ground& ground, Asker& asker, Draft& draft) {
  ask_extensions(ground, asker, draft);
  ask_compression(ground, asker, draft);
  ask_fallback(ground, asker, draft);
  ask_suite_preference(ground, asker, draft);
  ask_hashes(ground, asker, draft);
}

std::optional<Offer> control_offer(const Ground& ground) {
  for (const auto versions : {kBeforeTls13, kTls13})
    if (const auto version = ground.newest(versions, any_suite)) return ground.offer(*version, any_suite);
  return std::nullopt;
}

std::optional<Offer> nameless_offer(const Ground& ground) {
  auto offer = control_offer(ground);
  if (!offer || !offer->sni) return std::nullopt;
  offer->sni.reset();
  return offer;
}

void judge_nameless(const Reply& nameless, Draft& draft) {
  if (nameless.selection) return draft.set(FeatureKind::answers_without_sni, Support::yes, nameless.id);
  // RFC 6066 section 3 has unrecognized_name for names alone; servers say it to a hello without one too.
  if (!nameless.refused && nameless.alert != tls::AlertDescription::unrecognized_name) return;
  draft.set(FeatureKind::answers_without_sni, Support::no, nameless.id);
}

void compare_certificates(const Reply& nameless, const Reply& control, Draft& draft) {
  if (!nameless.selection || !control.selection) return;
  const auto& without = nameless.selection->certificates;
  const auto& with = control.selection->certificates;
  // Another suite may have another certificate, and TLS 1.3 hides it.
  if (without.empty() || with.empty() || nameless.selection->suites != control.selection->suites) return;
  draft.set(FeatureKind::same_certificate_without_sni, without.front() == with.front() ? Support::yes : Support::no,
            nameless.id);
}

}  // namespace probe::agenda
