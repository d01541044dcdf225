// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/items.hpp"

#include <utility>

namespace probe {

void Items::there(Item item, const Ground& ground) {
  const bool elsewhere_too = demand_ != Demand::require || !unlike_ || item.cell.has_value();
  add(std::move(item), ground, elsewhere_too ? Presence::yes : Presence::unknown,
      elsewhere_too ? Message() : message("open.unlike_servers"));
}

void Items::absent(Item item, const Ground& ground) { deny(std::move(item), ground, Presence::no); }

void Items::nowhere(Item item, const Ground& ground) { deny(std::move(item), ground, Presence::not_applicable); }

void Items::open(Item item, const Ground& ground, Message problem) {
  add(std::move(item), ground, Presence::unknown, ground.is_whole() ? std::move(problem) : ground.problem());
}

/// A cell that unlike servers refuse was asked until each of them had said so; nothing else is.
void Items::deny(Item item, const Ground& ground, Presence presence) {
  if (!ground.is_whole()) return add(std::move(item), ground, Presence::unknown, ground.problem());
  if (unlike_ && !item.cell) return add(std::move(item), ground, Presence::unknown, message("open.unlike_servers"));
  add(std::move(item), ground, presence);
}

void Items::add(Item item, const Ground& ground, Presence presence, Message problem) {
  if (item.selected == (demand_ == Demand::allow_only)) return;
  item.presence = presence;
  item.problem = std::move(problem);
  ground_.add(ground);
  items_.push_back(std::move(item));
}

}  // namespace probe
