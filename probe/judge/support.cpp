// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/support.hpp"

#include <algorithm>

namespace probe::judge {
namespace {

bool ended_earlier(const Entry* a, const Entry* b) { return a->ended < b->ended; }
bool began_earlier(const Entry* a, const Entry* b) { return a->began < b->began; }

}  // namespace

void Support::settle() {
  held_by_begin_ = held_;
  std::stable_sort(held_.begin(), held_.end(), ended_earlier);
  std::stable_sort(held_by_begin_.begin(), held_by_begin_.end(), began_earlier);
  std::stable_sort(failed_.begin(), failed_.end(), began_earlier);
  const Entry* last = nullptr;
  for (const auto* entry : failed_) {
    if (last == nullptr || held_between(*last, *entry)) ++outages_;
    last = entry;
  }
}

bool Support::stands_behind(const Entry& entry) const {
  const auto* const before = last_held_before(entry.began);
  const auto* const behind = first_held_after(entry.ended);
  return before != nullptr && behind != nullptr && !failed_between(before->ended, behind->began);
}

bool Support::waits(const Entry& entry) const {
  const auto* const before = last_held_before(entry.began);
  return before != nullptr && first_held_after(entry.ended) == nullptr &&
         !failed_between(before->ended, Elapsed::max());
}

bool Support::held_between(const Entry& first, const Entry& second) const {
  const auto place = std::lower_bound(held_by_begin_.begin(), held_by_begin_.end(), first.ended,
                                      [](const Entry* each, Elapsed moment) { return each->began < moment; });
  for (auto held = place; held != held_by_begin_.end() && (*held)->began <= second.began; ++held)
    if ((*held)->ended <= second.began) return true;
  return false;
}

const Entry* Support::last_held_before(Elapsed moment) const {
  const auto place = std::upper_bound(held_.begin(), held_.end(), moment,
                                      [](Elapsed value, const Entry* each) { return value < each->ended; });
  return place == held_.begin() ? nullptr : *(place - 1);
}

const Entry* Support::first_held_after(Elapsed moment) const {
  const auto place = std::lower_bound(held_by_begin_.begin(), held_by_begin_.end(), moment,
                                      [](const Entry* each, Elapsed value) { return each->began < value; });
  return place == held_by_begin_.end() ? nullptr : *place;
}

bool Support::failed_between(Elapsed from, Elapsed to) const {
  return std::any_of(failed_.begin(), failed_.end(),
                     [&](const Entry* each) { return each->ended >= from && each->began <= to; });
}

}  // namespace probe::judge
