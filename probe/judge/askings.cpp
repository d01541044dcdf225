// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/askings.hpp"

#include <algorithm>
#include <utility>

namespace probe::judge {

Askings::Askings(std::vector<tls::CipherSuite> suites)
    : suites_(std::move(suites)), group_of_(suites_.size(), 0), entries_(1), sizes_{suites_.size()} {}

std::optional<std::size_t> Askings::place_of(tls::CipherSuite suite) const {
  const auto found = std::lower_bound(suites_.begin(), suites_.end(), suite);
  if (found == suites_.end() || *found != suite) return std::nullopt;
  return static_cast<std::size_t>(found - suites_.begin());
}

void Askings::take(const Entry& entry) {
  std::map<std::size_t, std::vector<std::size_t>> offered;  // places, by group
  for (const auto suite : entry.exchange.codes)
    if (const auto place = place_of(suite)) offered[group_of_[*place]].push_back(*place);
  for (auto& [group, places] : offered) {
    // A hostile hello may name a suite twice.
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    auto target = group;
    if (places.size() < sizes_[group]) {
      target = entries_.size();
      entries_.push_back(Entries(entries_[group]));
      sizes_[group] -= places.size();
      sizes_.push_back(places.size());
      for (const auto place : places) group_of_[place] = target;
    }
    entries_[target].push_back(&entry);
  }
}

}  // namespace probe::judge
