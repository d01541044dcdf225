// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/reasons.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace probe::reasons {
namespace {

constexpr std::size_t kMostNamed = 6;

/// As many as a reader takes in; of the rest, how many.
std::vector<Message> shortened(std::vector<Message> parts) {
  if (parts.size() <= kMostNamed) return parts;
  const auto more = parts.size() - kMostNamed;
  parts.resize(kMostNamed);
  return {message("item.and_more", std::move(parts), more)};
}

Message cells(const std::map<tls::ProtocolVersion, std::size_t>& versions) {
  std::size_t sum = 0;
  std::vector<Message> parts;
  for (const auto& [version, count] : versions) {
    sum += count;
    parts.push_back(message("item.cells_of", version, count));
  }
  if (versions.size() == 1) return message("item.suites", sum, versions.begin()->first);
  return message("item.cells", sum, shortened(std::move(parts)));
}

/// "14 cells (TLSv1.0 7, TLSv1.1 7)", or the names of what is no cell, each once.
std::vector<Message> what(const std::vector<Item>& items) {
  std::map<tls::ProtocolVersion, std::size_t> versions;
  std::vector<Message> names;
  for (const auto& item : items) {
    if (item.cell)
      ++versions[item.cell->version];
    else if (!item.name.empty() && std::find(names.begin(), names.end(), item.name) == names.end())
      names.push_back(item.name);
  }
  auto list = shortened(std::move(names));
  if (!versions.empty()) list.insert(list.begin(), cells(versions));
  return list;
}

/// Adds how many of the items only some of the unlike servers accept.
Message with_mixed(Message ruling, const std::vector<Item>& items) {
  const auto mixed = std::count_if(items.begin(), items.end(), [](const Item& item) { return item.mixed; });
  return mixed == 0 ? ruling : message("ruling.mixed", std::move(ruling), mixed);
}

bool of_cells(const std::vector<Item>& items) { return !items.empty() && items.front().cell; }

bool of_refused_cells(const std::vector<Item>& items) {
  return !items.empty() &&
         std::all_of(items.begin(), items.end(), [](const Item& item) { return item.cell && !item.accepted; });
}

}  // namespace

Message has_what_is_required(const std::vector<Item>& there) {
  return of_cells(there) ? message("ruling.accepted", what(there)) : message("ruling.there", what(there));
}

Message lacks_what_is_required(const std::vector<Item>& absent) {
  return of_cells(absent) ? with_mixed(message("ruling.none_accepted", what(absent)), absent)
                          : message("ruling.not_there", what(absent));
}

Message has_what_is_forbidden(const std::vector<Item>& there, Demand demand) {
  const bool besides = demand == Demand::allow_only;
  auto ruling = of_cells(there) ? besides ? message("ruling.accepted_besides", what(there))
                                          : message("ruling.accepted", what(there))
                : besides ? message("ruling.found_besides", what(there))
                                : message("ruling.found", what(there));
  return with_mixed(std::move(ruling), there);
}

Message lacks_what_is_forbidden(const std::vector<Item>& absent, Demand demand) {
  const bool besides = demand == Demand::allow_only;
  if (of_refused_cells(absent))
    return besides ? message("ruling.nothing_else_accepted") : message("ruling.refused", what(absent));
  return besides ? message("ruling.nothing_else_found") : message("ruling.nothing_found");
}

Message is_open(const std::vector<Item>& open) {
  std::map<Message, std::size_t> problems;
  for (const auto& item : open) ++problems[item.problem];
  const auto most = std::max_element(problems.begin(), problems.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  auto why = problems.size() > 1 ? message("open.and_others", most->first) : most->first;
  auto subject = what(open);
  return subject.empty() ? why : message("ruling.open", std::move(subject), std::move(why));
}

}  // namespace probe::reasons
