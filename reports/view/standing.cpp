// SPDX-License-Identifier: Apache-2.0
#include "reports/view/standing.hpp"

#include "reports/words.hpp"

#include <algorithm>

namespace reports::view {
namespace {

using probe::Effect;
using probe::Outcome;

Standing standing_of(Outcome outcome, bool going_away, bool mixed) {
  switch (outcome) {
    case Outcome::accepted:
      return going_away ? Standing::bad : mixed ? Standing::mixed : Standing::good;
    case Outcome::refused:
      return Standing::plain;
    case Outcome::inconclusive:
      return Standing::open;
    case Outcome::not_applicable:
    case Outcome::not_tested:
      break;
  }
  return Standing::none;
}

bool accepts_what_goes_away(const probe::TargetRecord& target) {
  return std::any_of(target.versions.begin(), target.versions.end(), [](const probe::VersionResult& version) {
    return std::any_of(version.accepted.begin(), version.accepted.end(), [&](const probe::AcceptedSuite& suite) {
      return is_going_away(version.version) || is_going_away(suite.code);
    });
  });
}

bool accepts_anything(const probe::TargetRecord& target) {
  return std::any_of(target.versions.begin(), target.versions.end(),
                     [](const probe::VersionResult& version) { return !version.accepted.empty(); });
}

bool asks_everything(const probe::ScanOptions& options) {
  return options.suites.empty() && options.versions.size() == tls::kProtocolVersions.size();
}

}  // namespace

Standing standing_of(tls::ProtocolVersion version, probe::Family family, const probe::FamilyCell& cell) {
  return standing_of(cell.outcome, is_going_away(version) || is_going_away(family), cell.mixed == cell.accepted);
}

Standing standing_of(tls::ProtocolVersion version, tls::CipherSuite suite, const probe::Cell& cell) {
  return standing_of(cell.outcome, is_going_away(version) || is_going_away(suite),
                     cell.accepted != nullptr && cell.accepted->is_mixed());
}

std::optional<Effect> ruling_on(const Subject& subject, std::size_t target) {
  probe::EffectCounts sum;
  bool judged_by_any = false;
  for (const auto& judgement : subject.judgements)
    for (const auto& judged : judgement.targets) {
      if (judged.target != target) continue;
      judged_by_any = true;
      for (const auto& finding : judged.findings) sum.add(effect(judgement, finding));
    }
  return judged_by_any ? std::optional(verdict(sum)) : std::nullopt;
}

Standing standing_of(const Subject& subject, std::size_t index) {
  const auto& target = subject.record.targets.at(index);
  if (!was_reached(target)) return Standing::open;
  if (const auto ruling = ruling_on(subject, index)) return standing_of(*ruling);
  if (accepts_what_goes_away(target)) return Standing::bad;
  if (target.status != probe::TargetStatus::complete) return Standing::open;
  return accepts_anything(target) && asks_everything(subject.record.options) ? Standing::good : Standing::plain;
}

Standing standing_of(probe::FeatureKind feature, probe::Support support) {
  using probe::FeatureKind;
  using probe::Support;
  if (support == Support::unknown) return Standing::open;
  if (support == Support::not_applicable) return Standing::none;
  const bool yes = support == Support::yes;
  switch (feature) {
    case FeatureKind::compression:     // CRIME
    case FeatureKind::signs_with_md5:  // SLOTH, RFC 9155
    case FeatureKind::signs_with_sha1:
      return yes ? Standing::bad : Standing::good;
    case FeatureKind::secure_renegotiation:
      return yes ? Standing::good : Standing::bad;
    case FeatureKind::extended_master_secret:
    case FeatureKind::encrypt_then_mac:
    case FeatureKind::fallback_scsv:
    case FeatureKind::signs_with_sha2:
      return yes ? Standing::good : Standing::plain;
    case FeatureKind::session_tickets:
    case FeatureKind::suite_preference:
    case FeatureKind::group_preference:
    case FeatureKind::answers_without_sni:
    case FeatureKind::same_certificate_without_sni:
      break;
  }
  return Standing::plain;
}

Standing standing_of(Effect effect) {
  switch (effect) {
    case Effect::failed:
      return Standing::bad;
    case Effect::passed:
      return Standing::good;
    case Effect::warned:
    case Effect::noted:
    case Effect::unknown:
    case Effect::let_through:
    case Effect::undecided:
    case Effect::waived:
      break;
  }
  return Standing::open;
}

}  // namespace reports::view
