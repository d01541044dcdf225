// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/exit_code.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace {

using probe::ExitCode;
using probe::TargetStatus;

TEST_CASE("what the shell is told") {
  constexpr auto C = TargetStatus::complete;
  constexpr auto P = TargetStatus::partial;
  constexpr auto U = TargetStatus::unreachable;
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
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::ScanRecord record;
    for (const auto status : row.targets) record.targets.emplace_back().status = status;
    CHECK(probe::exit_code(record) == row.code);
  }
}

TEST_CASE("an open cell is never complete, whatever the status says") {
  probe::ScanRecord record;
  auto& target = record.targets.emplace_back();
  target.status = TargetStatus::complete;
  auto& version = target.versions.emplace_back();
  version.version = tls::ProtocolVersion::TLSv1_2;
  version.inconclusive.push_back({{tls::CipherSuite{0xC02F}}, probe::Reason::timed_out, 1});
  CHECK(probe::exit_code(record) == ExitCode::inconclusive);
}

TEST_CASE("the numbers are the documented ones") {
  CHECK(static_cast<int>(ExitCode::complete) == 0);
  CHECK(static_cast<int>(ExitCode::policy_failed) == 1);
  CHECK(static_cast<int>(ExitCode::inconclusive) == 2);
  CHECK(static_cast<int>(ExitCode::could_not_run) == 3);
  CHECK(static_cast<int>(ExitCode::usage) == 64);
}

}  // namespace
