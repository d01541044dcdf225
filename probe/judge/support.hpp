// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"

#include <cstddef>
#include <vector>

namespace probe::judge {

/// Which exchanges lie between two controls that held, with none that failed in between. What counts is time, not the
/// order of asking: others run beside.
class Support {
 public:
  /// An offer with an accepted suite, or any at all, drew a ServerHello.
  void held(const Entry& entry) { held_.push_back(&entry); }
  /// What is known to be answered was not.
  void failed(const Entry& entry) { failed_.push_back(&entry); }
  /// Once all are told.
  void settle();

  /// A control held that ended before it began, another held that began after it ended, and none failed between.
  [[nodiscard]] bool stands_behind(const Entry& entry) const;
  /// A control held before it, and none has failed or held since: the next will tell.
  [[nodiscard]] bool waits(const Entry& entry) const;
  /// A control held that began after `first` ended, and ended before `second` began.
  [[nodiscard]] bool held_between(const Entry& first, const Entry& second) const;
  [[nodiscard]] bool any_held() const { return !held_.empty(); }
  /// Outages: failures without a control that held in between are one.
  [[nodiscard]] std::size_t outages() const { return outages_; }
  /// Each of them.
  [[nodiscard]] std::size_t failures() const { return failed_.size(); }

 private:
  [[nodiscard]] const Entry* last_held_before(Elapsed moment) const;  ///< that ended by then
  [[nodiscard]] const Entry* first_held_after(Elapsed moment) const;  ///< that began from then on
  [[nodiscard]] bool failed_between(Elapsed from, Elapsed to) const;

  std::vector<const Entry*> held_;  ///< by the end, once settled
  std::vector<const Entry*> held_by_begin_;
  std::vector<const Entry*> failed_;  ///< by the beginning
  std::size_t outages_ = 0;
};

}  // namespace probe::judge
