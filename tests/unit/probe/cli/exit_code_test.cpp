// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/exit_code.hpp"

#include "probe/model/absence.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace {

using probe::TargetStatus;
using probe::cli::ExitCode;

TEST_CASE("what the shell is told") {
  constexpr auto C = TargetStatus::complete;
  constexpr auto P = TargetStatus::partial;
  constexpr auto U = TargetStatus::unreachable;
  constexpr auto I = TargetStatus::interrupted;
  constexpr auto N = TargetStatus::not_started;
  struct Row {
    const char* name;
    std::vector<TargetStatus> targets;
    ExitCode code;
  };
  const Row rows[] = {
      {"no target", {}, ExitCode::could_not_run},
      {"complete", {C}, ExitCode::complete},
      {"all complete", {C, C}, ExitCode::complete},
      {"partial", {P}, ExitCode::inconclusive},
      {"one is partial", {C, P}, ExitCode::inconclusive},
      {"one is unreachable", {C, U}, ExitCode::inconclusive},
      {"partial and unreachable", {P, U}, ExitCode::inconclusive},
      {"unreachable", {U}, ExitCode::could_not_run},
      {"all are unreachable", {U, U}, ExitCode::could_not_run},
      {"interrupted", {I}, ExitCode::inconclusive},
      {"one is interrupted", {C, I}, ExitCode::inconclusive},
      {"not started is not unreachable", {N}, ExitCode::inconclusive},
      {"one is not started", {C, N}, ExitCode::inconclusive},
      {"unreachable and not started", {U, N}, ExitCode::inconclusive},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::ScanRecord record;
    for (const auto status : row.targets) record.targets.emplace_back().status = status;
    CHECK(probe::cli::exit_code(record) == row.code);
  }
}

TEST_CASE("an open cell is never complete, whatever the status says") {
  probe::ScanRecord record;
  auto& target = record.targets.emplace_back();
  target.status = TargetStatus::complete;
  auto& version = target.versions.emplace_back();
  version.version = tls::ProtocolVersion::TLSv1_2;
  version.inconclusive.push_back({{tls::CipherSuite{0xC02F}}, probe::Reason::timed_out, 1});
  CHECK(probe::cli::exit_code(record) == ExitCode::inconclusive);
}

TEST_CASE("a call that was asked for and never made is never complete; a mixed cell is nothing open") {
  const struct {
    const char* name;
    std::optional<probe::CallOutcome> halt;
    std::optional<probe::AnswerCount> answers;
    ExitCode code;
  } rows[] = {
      {"went through", std::nullopt, std::nullopt, ExitCode::complete},
      {"never called", probe::CallOutcome::not_called, std::nullopt, ExitCode::inconclusive},
      {"called, and not answered", probe::CallOutcome::http_timed_out, std::nullopt, ExitCode::complete},
      {"mixed", std::nullopt, probe::AnswerCount{7, 5}, ExitCode::complete},
      {"mixed, and never called", probe::CallOutcome::not_called, probe::AnswerCount{7, 5}, ExitCode::inconclusive},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::ScanRecord record;
    auto& target = record.targets.emplace_back();
    target.status = TargetStatus::complete;
    auto& version = target.versions.emplace_back();
    version.version = tls::ProtocolVersion::TLSv1_2;
    auto& suite = version.accepted.emplace_back();
    suite.climb = probe::Climb{};
    suite.climb->halt = row.halt;
    suite.answers = row.answers;
    CHECK(probe::cli::exit_code(record) == row.code);
  }
}

TEST_CASE("absence has to be proved of every target; one that serves SSTP is enough to fail") {
  const auto answered = [](probe::CallOutcome outcome) {
    probe::AcceptedSuite suite;
    suite.rung = probe::Rung::tls;
    suite.climb = probe::Climb{};
    suite.climb->halt = outcome;
    suite.climb->exchange = 1;
    suite.climb->correlation_id = "{}";
    probe::TargetRecord target;
    target.target.host = "vpn.example.net";
    target.target.sni = "vpn.example.net";
    auto& version = target.versions.emplace_back();
    version.version = tls::ProtocolVersion::TLSv1_2;
    version.accepted.push_back(suite);
    return target;
  };
  auto absent = answered(probe::CallOutcome::not_found);
  const auto asked_once = absent;
  for (const auto kind :
       {probe::RequestKind::sstp, probe::RequestKind::other_path, probe::RequestKind::other_method,
        probe::RequestKind::short_sstp, probe::RequestKind::short_other_path, probe::RequestKind::short_other_method})
    for (std::size_t i = 0; i < probe::kSstpTrials; ++i)
      absent.sstp.trials.push_back({kind, 2, probe::CallOutcome::not_found, std::nullopt});
  const auto open = answered(probe::CallOutcome::http_timed_out);
  const auto served = answered(probe::CallOutcome::nak);
  auto uncalled = absent, interrupted = absent;
  uncalled.versions[0].accepted.push_back(uncalled.versions[0].accepted[0]);
  uncalled.versions[0].accepted[1].climb->halt = probe::CallOutcome::not_called;
  interrupted.status = TargetStatus::interrupted;
  const struct {
    std::vector<probe::TargetRecord> targets;
    ExitCode code;
  } rows[] = {
      {{}, ExitCode::inconclusive},
      {{absent}, ExitCode::complete},
      {{absent, absent}, ExitCode::complete},
      {{absent, asked_once}, ExitCode::inconclusive},
      {{open}, ExitCode::inconclusive},
      {{uncalled}, ExitCode::inconclusive},
      {{absent, interrupted}, ExitCode::inconclusive},
      {{absent, open}, ExitCode::inconclusive},
      {{served}, ExitCode::policy_failed},
      {{open, absent, served}, ExitCode::policy_failed},
  };
  for (const auto& row : rows) {
    probe::ScanRecord record;
    record.targets = row.targets;
    CAPTURE(row.targets.size());
    CHECK(probe::cli::absence_exit_code(record) == row.code);
  }
}

TEST_CASE("clients: success only where it is known of each what becomes of it") {
  probe::TargetRecord refuses_all;
  refuses_all.status = TargetStatus::complete;
  for (const auto version : tls::kProtocolVersions) {
    auto& row = refuses_all.versions.emplace_back();
    row.version = version;
    row.outcome = probe::Outcome::refused;
    row.refused.emplace_back();
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(version)) row.refused.back().codes.push_back(suite.code);
  }
  auto uncalled = refuses_all;  // TLS 1.2 stands, and nobody looked behind it
  auto& tls12 = *std::find_if(uncalled.versions.begin(), uncalled.versions.end(),
                              [](const auto& row) { return row.version == tls::ProtocolVersion::TLSv1_2; });
  tls12.outcome = probe::Outcome::accepted;
  auto& codes = tls12.refused.back().codes;
  codes.erase(std::find(codes.begin(), codes.end(), tls::CipherSuite{0x003C}));
  tls12.accepted.emplace_back().code = tls::CipherSuite{0x003C};
  auto partial = refuses_all;
  partial.status = TargetStatus::partial;
  auto unreachable = refuses_all;
  unreachable.status = TargetStatus::unreachable;
  const struct {
    std::vector<probe::TargetRecord> targets;
    ExitCode code;
  } rows[] = {
      {{refuses_all}, ExitCode::complete},
      {{uncalled}, ExitCode::inconclusive},
      {{refuses_all, uncalled}, ExitCode::inconclusive},
      {{partial}, ExitCode::inconclusive},
      {{unreachable}, ExitCode::could_not_run},
  };
  for (const auto& row : rows) {
    probe::ScanRecord record;
    record.targets = row.targets;
    CHECK(probe::cli::clients_exit_code(record) == row.code);
  }
}

TEST_CASE("what a policy adds, by the rule's weight and the user's wishes") {
  using probe::Inconclusive;
  using probe::Ruling;
  using probe::Severity;
  using probe::Warnings;
  const struct {
    const char* name;
    Severity severity;
    Ruling ruling;
    Inconclusive inconclusive;
    Warnings warnings;
    ExitCode code;
  } rows[] = {
      {"must, passed", Severity::must, Ruling::pass, Inconclusive::fails, Warnings::fail, ExitCode::complete},
      {"must, broken", Severity::must, Ruling::fail, Inconclusive::allowed, Warnings::tolerated,
       ExitCode::policy_failed},
      {"must, waived", Severity::must, Ruling::waived, Inconclusive::fails, Warnings::fail, ExitCode::complete},
      {"must, open", Severity::must, Ruling::unknown, Inconclusive::fails, Warnings::tolerated, ExitCode::inconclusive},
      {"must, let through", Severity::must, Ruling::unknown, Inconclusive::allowed, Warnings::fail, ExitCode::complete},
      {"should, broken", Severity::should, Ruling::fail, Inconclusive::fails, Warnings::tolerated, ExitCode::complete},
      {"should, demanded", Severity::should, Ruling::fail, Inconclusive::fails, Warnings::fail,
       ExitCode::policy_failed},
      {"should, open", Severity::should, Ruling::unknown, Inconclusive::fails, Warnings::tolerated,
       ExitCode::inconclusive},
      {"should, let through", Severity::should, Ruling::unknown, Inconclusive::allowed, Warnings::tolerated,
       ExitCode::complete},
      {"should, open, demanded", Severity::should, Ruling::unknown, Inconclusive::fails, Warnings::fail,
       ExitCode::inconclusive},
      {"info, broken", Severity::info, Ruling::fail, Inconclusive::fails, Warnings::fail, ExitCode::complete},
      {"info, open", Severity::info, Ruling::unknown, Inconclusive::fails, Warnings::fail, ExitCode::complete},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::ScanRecord record;
    record.targets.emplace_back().status = TargetStatus::complete;
    probe::RuleFinding finding;
    finding.severity = row.severity;
    finding.ruling = row.ruling;
    std::vector<probe::Judgement> judgements(1);
    judgements[0].inconclusive = row.inconclusive;
    judgements[0].warnings = row.warnings;
    judgements[0].targets = {{0, {finding}}};
    CHECK(probe::cli::exit_code(record, judgements) == row.code);
  }
}

TEST_CASE("the numbers are the documented ones") {
  CHECK(static_cast<int>(ExitCode::complete) == 0);
  CHECK(static_cast<int>(ExitCode::policy_failed) == 1);
  CHECK(static_cast<int>(ExitCode::inconclusive) == 2);
  CHECK(static_cast<int>(ExitCode::could_not_run) == 3);
  CHECK(static_cast<int>(ExitCode::usage) == 64);
}

TEST_CASE("the codes that may be told as 0 are those that tell of a gateway") {
  using Codes = std::vector<ExitCode>;
  const struct {
    const char* text;
    std::optional<Codes> codes;
  } rows[] = {
      {"", Codes{}},
      {"1", Codes{ExitCode::policy_failed}},
      {"2", Codes{ExitCode::inconclusive}},
      {"1,2", Codes{ExitCode::policy_failed, ExitCode::inconclusive}},
      {" 2 , 1 ", Codes{ExitCode::inconclusive, ExitCode::policy_failed}},
      {"0", std::nullopt},
      {"3", std::nullopt},
      {"64", std::nullopt},
      {"1;2", std::nullopt},
      {"one", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto codes = probe::cli::parse_exit_codes(row.text);
    REQUIRE(static_cast<bool>(codes) == row.codes.has_value());
    if (codes) CHECK(*codes == *row.codes);
  }
}

}  // namespace
