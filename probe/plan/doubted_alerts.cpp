// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/scan_state.hpp"

#include <utility>

namespace probe {

bool ScanState::needs_repeats(Reason answer) const {
  return answer == Reason::closed || answer == Reason::timed_out || (alerts_doubted && is_alert(answer));
}

/// What an alert refused before this came to light may have met the same trouble: it is asked anew.
void ScanState::doubt_alerts() {
  if (std::exchange(alerts_doubted, true)) return;
  for (auto& entry : std::exchange(unsized, {})) ask_again(std::move(entry.batch), Reason::no_control, entry.exchange);
  for (auto& [version, plan] : versions) {
    Batch again;
    again.version = version;
    again.suites = plan.cells.reopen_alerts();
    again.whole = !options.thorough && again.suites.size() == plan.cells.size();
    if (again.suites.empty()) continue;
    if (again.whole) {
      again.shape = plan.shape;
      open.push_back(std::move(again));
    } else {
      const auto most = options.thorough ? 1 : sizes.suites_covered(version, plan.shape);
      for (auto& piece : cut(again, plan.shape, most == 0 ? again.suites.size() : most))
        open.push_back(std::move(piece));
    }
  }
}

}  // namespace probe
