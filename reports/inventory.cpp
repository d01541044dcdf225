// SPDX-License-Identifier: Apache-2.0
#include "probe/model/day.hpp"
#include "reports/certificate_words.hpp"
#include "reports/csv_text.hpp"
#include "reports/report.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace reports {
namespace {

using std::chrono::floor;
using std::chrono::sys_days;

constexpr std::array kColumns{"kind",      "target",       "site",      "label",    "purpose",    "owner",
                              "protocol",  "code",         "name",      "state",    "rung",       "first_seen",
                              "last_seen", "viable_until", "viable_by", "plan",     "plan_owner", "plan_until",
                              "issuer",    "key",          "signature", "not_after"};
enum Column : std::size_t {
  kKind,
  kTarget,
  kSite,
  kLabel,
  kPurpose,
  kOwner,
  kProtocol,
  kCode,
  kName,
  kState,
  kRung,
  kFirstSeen,
  kLastSeen,
  kViableUntil,
  kViableBy,
  kPlan,
  kPlanOwner,
  kPlanUntil,
  kIssuer,
  kKey,
  kSignature,
  kNotAfter,
};
using Row = std::array<std::string, kColumns.size()>;

/// The same gateway in two records: what is dialled, and under which name. Labels and owners change.
bool is_same(const probe::Target& one, const probe::Target& other) {
  const auto key = [](const probe::Target& target) {
    return std::tie(target.host, target.port, target.sni, target.connect, target.family);
  };
  return key(one) == key(other);
}

/// The days of the first and the last record in which `shows` held of that target; of none: empty.
void tell_when_seen(Row& row, const Subject& subject, const probe::Target& target,
                    const std::function<bool(const probe::TargetRecord&)>& shows) {
  std::optional<sys_days> first, last;
  const auto look_into = [&](const probe::ScanRecord& record) {
    for (const auto& each : record.targets) {
      if (!is_same(each.target, target) || !shows(each)) continue;
      const auto day = floor<std::chrono::days>(record.started);
      first = first ? std::min(*first, day) : day;
      last = last ? std::max(*last, day) : day;
    }
  };
  for (const auto& record : subject.history) look_into(record);
  look_into(subject.record);
  if (first) row[kFirstSeen] = probe::day_text(*first);
  if (last) row[kLastSeen] = probe::day_text(*last);
}

bool accepts(const probe::TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite code) {
  return std::any_of(target.versions.begin(), target.versions.end(), [&](const probe::VersionResult& each) {
    return each.version == version &&
           std::any_of(each.accepted.begin(), each.accepted.end(),
                       [&](const probe::AcceptedSuite& suite) { return suite.code == code; });
  });
}

std::string source_of(const probe::Judgement& judgement, const probe::RuleFinding& finding) {
  auto text = judgement.policy + ": " + finding.rule;
  if (!finding.clause.empty()) text += ", " + finding.clause;
  if (finding.source_kind == probe::SourceKind::secondary) text += " (from a secondary source)";
  return text;
}

/// How long a cell may stay, by the rule that gives it the least time, and what its owner answers.
void tell_viability(Row& row, const Subject& subject, std::size_t target, tls::ProtocolVersion version,
                    tls::CipherSuite code) {
  std::optional<sys_days> until;
  bool broken = false;
  for (const auto& judgement : subject.judgements)
    for (const auto& judged : judgement.targets) {
      if (judged.target != target) continue;
      for (const auto& finding : judged.findings) {
        const bool is_meant = std::any_of(finding.cells.begin(), finding.cells.end(), [&](const auto& cell) {
          return cell.version == version && cell.suite == code;
        });
        const bool is_against = finding.ruling == probe::Ruling::fail || finding.ruling == probe::Ruling::waived;
        if (!is_meant || !is_against) continue;
        if (finding.waiver && row[kPlan].empty()) {
          row[kPlan] = finding.waiver->reason;
          row[kPlanOwner] = finding.waiver->owner;
          row[kPlanUntil] = probe::day_text(finding.waiver->expires);
        }
        if (finding.severity == probe::Severity::info && !finding.horizon) continue;
        const auto day = finding.horizon ? std::optional(finding.horizon->last_day) : std::nullopt;
        const bool is_less = until && (!day || *day < *until);
        if (broken && !is_less) continue;
        broken = true;
        until = day;
        row[kViableUntil] = day ? probe::day_text(*day) : "no more";
        row[kViableBy] = source_of(judgement, finding);
      }
    }
}

class Inventory {
 public:
  Inventory(std::ostream& out, const Subject& subject) : out_(out), subject_(subject) {}

  void write() {
    Row head;
    std::copy(kColumns.begin(), kColumns.end(), head.begin());
    write_csv_row(out_, head);
    for (std::size_t at = 0; at < subject_.record.targets.size(); ++at) {
      const auto& target = subject_.record.targets[at];
      if (!probe::was_reached(target)) write_unreached(target);
      for (const auto& version : target.versions) write_version(at, target, version);
      for (const auto& chain : target.certificates) write_certificate(target, chain);
    }
  }

 private:
  static Row row_of(std::string_view kind, const probe::TargetRecord& record) {
    const auto& target = record.target;
    Row row;
    row[kKind] = kind;
    row[kTarget] = to_string(target);
    row[kSite] = target.site;
    row[kLabel] = target.label;
    row[kPurpose] = target.purpose;
    row[kOwner] = target.owner;
    return row;
  }

  /// A gateway that was not seen is no gateway that has nothing.
  void write_unreached(const probe::TargetRecord& target) {
    auto row = row_of("gateway", target);
    row[kState] = to_string(target.status);
    write_csv_row(out_, row);
  }

  void write_version(std::size_t at, const probe::TargetRecord& target, const probe::VersionResult& version) {
    for (const auto& suite : version.accepted) {
      auto row = cell_row(target, version.version, suite.code);
      row[kState] = suite.is_mixed() ? "accepted sometimes" : "accepted";
      row[kRung] = to_string(suite.rung);
      tell_when_seen(row, subject_, target.target,
                     [&](const probe::TargetRecord& earlier) { return accepts(earlier, version.version, suite.code); });
      tell_viability(row, subject_, at, version.version, suite.code);
      write_csv_row(out_, row);
    }
    for (const auto& open : version.inconclusive)
      for (const auto code : open.codes) {
        auto row = cell_row(target, version.version, code);
        row[kState] = to_string(probe::Outcome::inconclusive);
        tell_when_seen(row, subject_, target.target,
                       [&](const probe::TargetRecord& earlier) { return accepts(earlier, version.version, code); });
        write_csv_row(out_, row);
      }
  }

  static Row cell_row(const probe::TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite code) {
    auto row = row_of("suite", target);
    row[kProtocol] = to_string(version);
    row[kCode] = code_string(code);
    row[kName] = tls::to_string(code);
    return row;
  }

  /// PCI DSS 4.2.1.1: keys and certificates, who issued them, until when, and who keeps them.
  void write_certificate(const probe::TargetRecord& target, const probe::CertificateChain& chain) {
    if (chain.facts.empty() || !chain.facts.front()) return;
    const auto& leaf = *chain.facts.front();
    auto row = row_of("certificate", target);
    row[kCode] = leaf.sha256;
    row[kName] = leaf.subject;
    row[kState] = chain.named ? "shown" : "shown without the name";
    row[kIssuer] = leaf.issuer;
    row[kKey] = key_name(leaf);
    row[kSignature] = signature_name(leaf);
    if (leaf.not_after) row[kNotAfter] = probe::day_text(floor<std::chrono::days>(*leaf.not_after));
    tell_when_seen(row, subject_, target.target, [&](const probe::TargetRecord& earlier) {
      return std::any_of(earlier.certificates.begin(), earlier.certificates.end(), [&](const auto& each) {
        return !each.facts.empty() && each.facts.front() && each.facts.front()->sha256 == leaf.sha256;
      });
    });
    write_csv_row(out_, row);
  }

  std::ostream& out_;
  const Subject& subject_;
};

}  // namespace

void write_inventory(std::ostream& out, const Subject& subject) { Inventory(out, subject).write(); }

}  // namespace reports
