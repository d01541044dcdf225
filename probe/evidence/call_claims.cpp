// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/call_claims.hpp"

#include <algorithm>
#include <optional>

namespace probe::evidence {
namespace {

/// A handshake that --gentle finishes for the server's sake asks nothing, and is no call.
bool is_courtesy(const CallOfCell& call, const ScanOptions& options) {
  return options.gentle && call.highest < Rung::http && (call.opened == nullptr || !call.opened->report);
}

/// What the answer says that the call's own secrets open, where that ended it.
std::string ending_contradicted(const Climb& climb, const CallReport& report, bool is_decided) {
  const auto status = report.head && report.head->status != 0 ? std::optional(report.head->status) : std::nullopt;
  if (climb.status != status) return "its HTTP status is another than what was said on it";
  if (climb.correlation_id != report.correlation_id) return "its correlation id is another than what was sent on it";
  if (is_decided && climb.halt && *climb.halt != report.outcome && report.outcome != CallOutcome::connected)
    return "what was said on it ended it otherwise";
  return {};
}

}  // namespace

std::vector<std::pair<ExchangeId, std::string>> false_claims(const AcceptedSuite& cell,
                                                             const std::vector<CallOfCell>& calls,
                                                             const ScanOptions& options) {
  std::vector<std::pair<ExchangeId, std::string>> claims;
  Rung furthest = Rung::hello;
  const CallOfCell* last = nullptr;
  bool all_known = true;
  for (const auto& call : calls) {
    if (is_courtesy(call, options)) continue;
    const bool is_known = call.opened != nullptr || call.highest == Rung::hello;
    const auto rung = call.opened != nullptr ? call.opened->rung() : Rung::hello;
    if (rung > options.depth)
      claims.emplace_back(call.id, "the record says that nothing was carried so far as this call");
    all_known = all_known && is_known;
    if (!is_known || rung < furthest) continue;
    furthest = rung;
    last = &call;
  }
  if (options.depth == Rung::hello) return claims;
  const auto id = cell.climb ? cell.climb->exchange : ExchangeId{0};
  if (cell.climb && cell.climb->halt.has_value() == (cell.rung == options.depth))
    claims.emplace_back(id, "the record says why " + to_string(cell.code) +
                                " was carried no further, or does not, and " + "its rung says otherwise");
  if (last == nullptr) return claims;
  if (cell.rung < furthest || (all_known && cell.rung != furthest))
    claims.emplace_back(last->id, "the record says that " + to_string(cell.code) + " was carried up to the rung " +
                                      std::string(to_string(cell.rung)) + "; this call came to " +
                                      std::string(to_string(furthest)));
  else if (all_known && id != last->id)
    claims.emplace_back(
        last->id, "the record tells of another call of " + to_string(cell.code) + " than the last that came so far");
  else if (cell.climb && id == last->id && last->opened != nullptr && last->opened->report)
    if (auto what = ending_contradicted(*cell.climb, *last->opened->report, last->opened->is_decided); !what.empty())
      claims.emplace_back(id, what);
  return claims;
}

}  // namespace probe::evidence
