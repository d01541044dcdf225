// SPDX-License-Identifier: Apache-2.0
#include "probe/model/day.hpp"
#include "probe/policy/judgement.hpp"
#include "reports/report.hpp"
#include "tests/unit/reports/csv_rows.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace reports::inventory_test {
namespace {

using probe::Judgement;
using probe::Ruling;
using probe::Severity;
using reports::Subject;
using tls::ProtocolVersion;
using Row = std::map<std::string, std::string>;

constexpr auto kOld = ProtocolVersion::TLSv1_0;
constexpr auto kNew = ProtocolVersion::TLSv1_2;

probe::UtcTime on(const char* day) { return probe::UtcTime(*probe::day_from(day)) + std::chrono::hours(5); }

/// One gateway: a suite in each of two versions, one open, one certificate.
probe::ScanRecord record_of(const char* day, bool with_old = true, bool with_new = true) {
  probe::ScanRecord record;
  record.started = on(day);
  auto& target = record.targets.emplace_back();
  target.status = probe::TargetStatus::partial;
  target.target.host = "vpn.example.net";
  target.target.sni = "vpn.example.net";
  target.target.purpose = "remote access, \"old\" clients";
  target.target.owner = "Network";
  target.target.site = "Berlin";
  const auto add = [&](ProtocolVersion version, const char* name, bool accepts) {
    auto& result = target.versions.emplace_back();
    result.version = version;
    if (accepts) {
      result.outcome = probe::Outcome::accepted;
      result.accepted.push_back(reports::test::accepted(name));
    }
  };
  add(kOld, "TLS_RSA_WITH_RC4_128_SHA", with_old);
  add(kNew, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", with_new);
  target.versions.back().inconclusive.push_back(
      {{reports::test::suite("TLS_RSA_WITH_NULL_SHA")}, probe::Reason::timed_out, 7});
  probe::CertificateFacts leaf;
  leaf.subject = "CN=vpn.example.net";
  leaf.issuer = "CN=Example CA";
  leaf.sha256 = "A1";
  leaf.key_type = probe::KeyType::rsa;
  leaf.key_bits = 2048;
  leaf.signature_hash = tls::SignatureHash::sha256;
  leaf.not_after = std::chrono::sys_seconds(*probe::day_from("2027-02-03"));
  auto& chain = target.certificates.emplace_back();
  chain.facts.emplace_back(leaf);
  return record;
}

std::vector<Row> inventory_of(const Subject& subject) {
  std::ostringstream out;
  reports::write_inventory(out, subject);
  const auto lines = reports::test::csv_rows(out.str());
  std::vector<Row> rows;
  for (std::size_t line = 1; line < lines.size(); ++line) {
    REQUIRE(lines[line].size() == lines[0].size());
    auto& row = rows.emplace_back();
    for (std::size_t at = 0; at < lines[0].size(); ++at) row[lines[0][at]] = lines[line][at];
  }
  return rows;
}

Judgement judged_by(const std::string& policy, ProtocolVersion version, const char* suite, Severity severity,
                    const char* allowed_until) {
  Judgement judgement;
  judgement.policy = policy;
  auto& finding = judgement.targets.emplace_back(probe::TargetJudgement{0, {}}).findings.emplace_back();
  finding.rule = "no-such";
  finding.clause = "4.2";
  finding.severity = severity;
  finding.ruling = Ruling::fail;
  finding.cells.push_back({version, reports::test::suite(suite), 1});
  if (allowed_until != nullptr) finding.horizon = probe::Horizon{*probe::day_from(allowed_until), Severity::must};
  return judgement;
}

TEST_CASE("inventory: what is accepted, what is open, and certificates, each with what the user says of it") {
  const auto record = record_of("2026-11-30");
  const auto rows = inventory_of({record});
  REQUIRE(rows.size() == 4);
  for (const auto& row : rows) {
    CHECK(row.at("target") == "vpn.example.net:443");
    CHECK(row.at("purpose") == "remote access, \"old\" clients");
    CHECK(row.at("owner") == "Network");
    CHECK(row.at("site") == "Berlin");
  }
  CHECK(rows[0].at("kind") == "suite");
  CHECK(rows[0].at("protocol") == "TLSv1.0");
  CHECK(rows[0].at("name") == "TLS_RSA_WITH_RC4_128_SHA");
  CHECK(rows[0].at("state") == "accepted");
  CHECK(rows[1].at("protocol") == "TLSv1.2");
  CHECK(rows[2].at("name") == "TLS_RSA_WITH_NULL_SHA");
  CHECK(rows[2].at("state") == "inconclusive");
  CHECK(rows[2].at("first_seen").empty());
  CHECK(rows[3].at("kind") == "certificate");
  CHECK(rows[3].at("issuer") == "CN=Example CA");
  CHECK(rows[3].at("key") == "RSA 2048");
  CHECK(rows[3].at("not_after") == "2027-02-03");
}

TEST_CASE("inventory: since when, by the records before") {
  const auto record = record_of("2026-11-30");
  auto elsewhere = record_of("2020-01-01");
  elsewhere.targets[0].target.host = "other.example.net";
  const std::vector history{record_of("2026-03-01"), record_of("2025-06-07", true, false), elsewhere,
                            record_of("2024-01-01", false, false)};
  Subject subject{record};
  subject.history = history;
  const auto rows = inventory_of(subject);
  CHECK(rows[0].at("first_seen") == "2025-06-07");
  CHECK(rows[1].at("first_seen") == "2026-03-01");
  CHECK(rows[1].at("last_seen") == "2026-11-30");
  CHECK(rows[3].at("first_seen") == "2024-01-01");  // the same certificate
  // What is open today was seen before, and the inventory says until when.
  auto now = record_of("2026-11-30", true, false);
  now.targets[0].versions[1].inconclusive[0].codes = {reports::test::suite("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")};
  Subject open{now};
  open.history = history;
  const auto row = inventory_of(open)[1];
  CHECK(row.at("state") == "inconclusive");
  CHECK(row.at("last_seen") == "2026-03-01");
}

TEST_CASE("inventory: the rule that gives the least time says how long") {
  const auto record = record_of("2026-11-30");
  const char* const rc4 = "TLS_RSA_WITH_RC4_128_SHA";
  const char* const gcm = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
  std::vector<Judgement> judgements{judged_by("late", kNew, gcm, Severity::info, "2035-12-31"),
                                    judged_by("early", kNew, gcm, Severity::info, "2030-12-31"),
                                    judged_by("later", kOld, rc4, Severity::info, "2030-01-01"),
                                    judged_by("now", kOld, rc4, Severity::must, nullptr),
                                    judged_by("remark", kNew, gcm, Severity::info, nullptr)};
  judgements[1].targets[0].findings[0].source_kind = probe::SourceKind::secondary;
  judgements[3].targets[0].findings[0].waiver =
      probe::Waiver{"no-such", "*", "CISO", "until the old clients are gone", *probe::day_from("2027-03-31")};
  judgements[3].targets[0].findings[0].ruling = Ruling::waived;
  Subject subject{record};
  subject.judgements = judgements;
  const auto rows = inventory_of(subject);
  CHECK(rows[0].at("viable_until") == "no more");
  CHECK(rows[0].at("viable_by") == "now: no-such, 4.2");
  CHECK(rows[0].at("plan") == "until the old clients are gone");
  CHECK(rows[0].at("plan_owner") == "CISO");
  CHECK(rows[0].at("plan_until") == "2027-03-31");
  CHECK(rows[1].at("viable_until") == "2030-12-31");
  CHECK(rows[1].at("viable_by") == "early: no-such, 4.2 (from a secondary source)");
  CHECK(rows[1].at("plan").empty());
  CHECK(rows[2].at("viable_until").empty());
}

TEST_CASE("inventory: a gateway that was not reached stands in it") {
  auto record = record_of("2026-11-30");
  record.targets[0] = {};
  record.targets[0].target.host = "gone.example.net";
  record.targets[0].status = probe::TargetStatus::unreachable;
  const auto rows = inventory_of({record});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("kind") == "gateway");
  CHECK(rows[0].at("state") == "unreachable");
}

}  // namespace
}  // namespace reports::inventory_test
