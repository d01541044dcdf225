// SPDX-License-Identifier: Apache-2.0
#include "reports/view/standing.hpp"

#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <vector>

using probe::Effect;
using probe::Family;
using probe::Outcome;
using reports::view::ruling_on;
using reports::view::Standing;
using reports::view::standing_of;
using tls::ProtocolVersion;

namespace {

probe::FamilyCell family(Outcome outcome, std::size_t accepted = 0, std::size_t mixed = 0) {
  probe::FamilyCell cell;
  cell.outcome = outcome;
  cell.accepted = accepted;
  cell.mixed = mixed;
  return cell;
}

/// A judgement whose only rule ends with that effect for target 0.
probe::Judgement judgement(probe::Ruling ruling) {
  probe::Judgement made;
  made.targets.resize(1);
  made.targets[0].findings.resize(1);
  made.targets[0].findings[0].ruling = ruling;
  return made;
}

}  // namespace

TEST_CASE("an accepted cell stands as badly as the worst of it: algorithm, version, unlike servers") {
  const struct {
    ProtocolVersion version;
    Family algorithm;
    probe::FamilyCell cell;
    Standing standing;
  } rows[] = {
      {ProtocolVersion::TLSv1_2, Family::aes128, family(Outcome::accepted, 2), Standing::good},
      {ProtocolVersion::TLSv1_3, Family::aes128, family(Outcome::accepted, 1), Standing::good},
      {ProtocolVersion::TLSv1_1, Family::aes128, family(Outcome::accepted, 2), Standing::bad},
      {ProtocolVersion::SSLv3, Family::aes256, family(Outcome::accepted, 1), Standing::bad},
      {ProtocolVersion::TLSv1_2, Family::rc4, family(Outcome::accepted, 1), Standing::bad},
      {ProtocolVersion::TLSv1_2, Family::rc4, family(Outcome::accepted, 1, 1), Standing::bad},
      {ProtocolVersion::TLSv1_2, Family::aes128, family(Outcome::accepted, 2, 2), Standing::mixed},
      {ProtocolVersion::TLSv1_2, Family::aes128, family(Outcome::accepted, 2, 1), Standing::good},
      {ProtocolVersion::TLSv1_0, Family::rc4, family(Outcome::refused), Standing::plain},
      {ProtocolVersion::TLSv1_0, Family::rc4, family(Outcome::inconclusive), Standing::open},
      {ProtocolVersion::TLSv1_3, Family::rc4, family(Outcome::not_applicable), Standing::none},
      {ProtocolVersion::TLSv1_2, Family::rc4, family(Outcome::not_tested), Standing::none},
  };
  for (const auto& row : rows) {
    CAPTURE(to_string(row.version));
    CAPTURE(to_string(row.algorithm));
    CHECK(standing_of(row.version, row.algorithm, row.cell) == row.standing);
  }

  const auto rc4 = reports::test::suite("TLS_RSA_WITH_RC4_128_SHA"),
             gcm = reports::test::suite("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  probe::AcceptedSuite accepted;
  const probe::Cell cell{Outcome::accepted, {}, {}, &accepted};
  CHECK(standing_of(ProtocolVersion::TLSv1_2, gcm, cell) == Standing::good);
  CHECK(standing_of(ProtocolVersion::TLSv1_2, rc4, cell) == Standing::bad);
  CHECK(standing_of(ProtocolVersion::TLSv1_0, gcm, cell) == Standing::bad);
  accepted.answers = probe::AnswerCount{1, 1};
  CHECK(standing_of(ProtocolVersion::TLSv1_2, gcm, cell) == Standing::mixed);
}

TEST_CASE("a target stands as its policies say, and without any by what it accepts and what stayed open") {
  auto record = reports::test::small_scan();
  record.targets.resize(1);
  auto& target = record.targets[0];
  target.status = probe::TargetStatus::complete;
  const auto stands = [&](std::vector<probe::Judgement> judgements = {}) {
    return standing_of(reports::Subject{record, judgements}, 0);
  };
  record.options.suites.clear();
  record.options.versions.assign(tls::kProtocolVersions.begin(), tls::kProtocolVersions.end());
  for (auto& version : target.versions) version.accepted.clear();
  CHECK(stands() == Standing::plain);  // it accepts nothing
  target.status = probe::TargetStatus::partial;
  CHECK(stands() == Standing::open);
  target.versions[2].version = ProtocolVersion::TLSv1_2;
  target.versions[2].accepted = {reports::test::accepted("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")};
  target.status = probe::TargetStatus::complete;
  CHECK(stands() == Standing::good);
  record.options.versions.pop_back();
  CHECK(stands() == Standing::plain);  // one version was never asked
  record.options.versions.assign(tls::kProtocolVersions.begin(), tls::kProtocolVersions.end());
  record.options.suites = {reports::test::suite("TLS_RSA_WITH_RC4_128_SHA")};
  CHECK(stands() == Standing::plain);
  record.options.suites.clear();
  target.versions[2].accepted.push_back(reports::test::accepted("TLS_RSA_WITH_RC4_128_SHA"));
  CHECK(stands() == Standing::bad);
  target.versions[2].accepted.pop_back();
  target.versions[2].version = ProtocolVersion::TLSv1_1;
  CHECK(stands() == Standing::bad);
  // A policy that lets it through knows why.
  CHECK(stands({judgement(probe::Ruling::pass)}) == Standing::good);
  CHECK(stands({judgement(probe::Ruling::pass), judgement(probe::Ruling::unknown)}) == Standing::open);
  CHECK(stands({judgement(probe::Ruling::unknown), judgement(probe::Ruling::fail)}) == Standing::bad);
  target.status = probe::TargetStatus::unreachable;
  CHECK(stands() == Standing::open);
}

TEST_CASE("what policies say of a target: the gravest, and nothing of a target that none judged") {
  const auto record = reports::test::small_scan();
  const std::vector judgements{judgement(probe::Ruling::pass), judgement(probe::Ruling::fail)};
  CHECK(ruling_on({record, judgements}, 0) == Effect::failed);
  CHECK_FALSE(ruling_on({record, judgements}, 1));
  CHECK_FALSE(ruling_on({record}, 0));
}
