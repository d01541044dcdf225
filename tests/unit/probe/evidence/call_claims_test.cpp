// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/call_claims.hpp"

#include <doctest/doctest.h>

namespace {

using namespace probe;
using namespace probe::evidence;

OpenedCall opened_up_to(Rung rung) {
  OpenedCall call;
  call.heard.is_open = call.heard.is_finished = true;
  if (rung == Rung::tls) return call;
  call.report.emplace();
  call.report->rung = rung;
  call.report->correlation_id = "{1}";
  call.report->outcome = rung == Rung::sstp ? CallOutcome::connected : CallOutcome::sstp_timed_out;
  call.report->head.emplace();
  call.report->head->status = 200;
  call.is_decided = true;
  return call;
}

AcceptedSuite cell_at(Rung rung, ExchangeId call, std::optional<CallOutcome> halt) {
  AcceptedSuite cell;
  cell.code = tls::CipherSuite{0x002F};
  cell.rung = rung;
  cell.climb.emplace();
  cell.climb->exchange = call;
  cell.climb->halt = halt;
  if (rung >= Rung::http) {
    cell.climb->correlation_id = "{1}";
    cell.climb->status = 200;
  }
  return cell;
}

}  // namespace

TEST_CASE("of a cell's calls the last that came furthest speaks for it") {
  const auto sstp = opened_up_to(Rung::sstp), http = opened_up_to(Rung::http), tls = opened_up_to(Rung::tls);
  const auto none = std::optional<CallOutcome>();
  const std::optional<CallOutcome> halted = CallOutcome::sstp_timed_out, other = CallOutcome::not_found;
  const CallOfCell at_sstp{1, Rung::sstp, &sstp}, at_http{2, Rung::http, &http}, dead{3, Rung::hello, nullptr},
      closed{4, Rung::sstp, nullptr};
  auto wrong_status = cell_at(Rung::sstp, 1, none);
  wrong_status.climb->status = 404;
  auto no_correlation = cell_at(Rung::sstp, 1, none);
  no_correlation.climb->correlation_id.clear();
  struct Row {
    const char* name;
    AcceptedSuite cell;
    std::vector<CallOfCell> calls;
    bool is_true;
  };
  const Row rows[] = {
      {"as it was", cell_at(Rung::sstp, 1, none), {at_sstp}, true},
      {"the last of two", cell_at(Rung::sstp, 1, none), {at_http, at_sstp}, true},
      {"one that came less far behind it", cell_at(Rung::sstp, 1, none), {at_sstp, at_http, dead}, true},
      {"lowered", cell_at(Rung::http, 2, halted), {at_sstp, at_http}, false},
      {"denied", cell_at(Rung::hello, 0, CallOutcome::not_called), {at_sstp}, false},
      {"raised", cell_at(Rung::sstp, 2, none), {at_http}, false},
      {"another's", cell_at(Rung::http, 3, halted), {at_http, dead}, false},
      {"halted at the end", cell_at(Rung::sstp, 1, halted), {at_sstp}, false},
      {"not halted before it", cell_at(Rung::http, 2, none), {at_http}, false},
      {"halted otherwise", cell_at(Rung::http, 2, other), {at_http}, false},
      {"another status", wrong_status, {at_sstp}, false},
      {"no correlation id", no_correlation, {at_sstp}, false},
      {"on its word", cell_at(Rung::sstp, 4, none), {closed}, true},
      {"below what another shows", cell_at(Rung::hello, 4, halted), {closed, at_http}, false},
      {"never came up", cell_at(Rung::hello, 3, CallOutcome::connection_refused), {dead}, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(false_claims(row.cell, row.calls, {}).empty() == row.is_true);
  }
}

TEST_CASE("no call goes further than was asked for, but for handshakes that are finished out of courtesy") {
  const auto sstp = opened_up_to(Rung::sstp), tls = opened_up_to(Rung::tls);
  ScanOptions options;
  options.depth = Rung::hello;
  AcceptedSuite cell;
  CHECK(!false_claims(cell, {{1, Rung::sstp, &sstp}}, options).empty());
  CHECK(!false_claims(cell, {{1, Rung::tls, &tls}}, options).empty());
  options.gentle = true;
  CHECK(false_claims(cell, {{1, Rung::tls, &tls}}, options).empty());
  CHECK(!false_claims(cell, {{1, Rung::sstp, &sstp}}, options).empty());
}
