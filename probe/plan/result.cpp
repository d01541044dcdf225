// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/scan_state.hpp"

#include <algorithm>
#include <string>

namespace probe {
namespace {

/// Why nothing of TLS came back, for the reader.
std::string unreachable_sentence(const std::optional<Observation>& failure) {
  if (!failure) return "Nothing was asked before the scan ended.";
  const std::string detail = failure->detail.empty() ? "" : " (" + failure->detail + ")";
  switch (failure->response) {
    case Response::not_connected:
      switch (failure->connect_failure) {
        case ConnectFailure::unresolvable:
          return "The name has no address" + detail + ".";
        case ConnectFailure::refused:
          return "The port refuses connections" + detail + ".";
        case ConnectFailure::timed_out:
          return "No connection came up before the time-out" + detail + ".";
        case ConnectFailure::unreachable:
          return "There is no route to the address" + detail + ".";
        case ConnectFailure::none:
        case ConnectFailure::other:
          return "No connection came up" + detail + ".";
      }
      break;
    case Response::local_failure:
      return "This machine could not open a connection" + detail + ".";
    case Response::not_tls:
      return "The port answers, but not with TLS" + detail + ".";
    case Response::closed:
      return "The port takes connections, and closes them without an answer to any hello" + detail + ".";
    case Response::silent:
      return "The port takes connections, and never answers a hello" + detail + ".";
    case Response::partial:
    case Response::garbled:
      return "The port answers, but not with whole TLS messages" + detail + ".";
    case Response::server_hello:
    case Response::fatal_alert:
    case Response::ssl2_error:
    case Response::retry_failed:
      break;
  }
  return "Nothing of TLS came back" + detail + ".";
}

std::string partial_sentence(std::size_t open, std::size_t all, bool control_failing) {
  std::string text = std::to_string(open) + " of " + std::to_string(all) + " cells could not be determined";
  if (control_failing)
    text += ": the server stopped answering hellos that it had answered before, and did not recover in time";
  return text + ".";
}

}  // namespace

PlanResult ScanState::result() const {
  PlanResult result;
  result.findings = findings.findings();
  result.slowdowns = pacer.slowdowns();
  std::size_t open_cells = 0, all_cells = 0;
  for (const auto version : tls::kProtocolVersions) {
    const auto plan = versions.find(version);
    if (plan == versions.end()) {
      VersionResult untouched;
      untouched.version = version;
      const bool asked = std::find(options.versions.begin(), options.versions.end(), version) != options.versions.end();
      untouched.outcome = asked ? Outcome::not_applicable : Outcome::not_tested;
      untouched.reason = asked ? Reason::not_defined : Reason::not_requested;
      result.versions.push_back(std::move(untouched));
      continue;
    }
    VersionCells cells = plan->second.cells;
    // Nothing spoke against these, and yet they were never asked to the end.
    for (const auto& entry : journal.entries())
      if (!entry.batch.scout && entry.batch.version == version)
        cells.leave_open(entry.batch.suites, control_failing ? Reason::no_control : Reason::deadline_reached,
                         entry.exchange);
    // Where nothing of TLS came back, one reason holds for all that there was no time or cause to ask.
    if (!tls_spoken && last_failure) cells.leave_open(cells.open(), classify({}, *last_failure, {}).reason, 0);
    result.versions.push_back(cells.result());
    all_cells += cells.size();
    open_cells += cells.open().size();
  }
  if (!tls_spoken) {
    result.status = TargetStatus::unreachable;
    result.problem = unreachable_sentence(last_failure);
  } else if (open_cells != 0) {
    result.status = TargetStatus::partial;
    result.problem = partial_sentence(open_cells, all_cells, control_failing);
  } else {
    result.status = TargetStatus::complete;
  }
  if (pacer.slowdowns() != 0) {
    Finding slow;
    slow.kind = FindingKind::slowed_down;
    slow.text = "The server stopped answering " + std::to_string(pacer.slowdowns()) +
                (pacer.slowdowns() == 1 ? " time" : " times") +
                " during the scan; what was asked meanwhile was asked again, more slowly.";
    result.findings.push_back(std::move(slow));
  }
  return result;
}

}  // namespace probe
