// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/model/unlike_servers.hpp"
#include "probe/policy/ground.hpp"
#include "probe/policy/policy.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

enum class Presence : std::uint8_t {
  yes,
  no,
  unknown,
  not_applicable,  ///< there is nothing that could have it
};

/// One thing that a condition is about - a cell, a group, a hash, a feature, a certificate -, and whether the target
/// has it. `require` and `forbid` look at those that are selected, `allow-only` at the others.
struct Item {
  bool selected = false;
  Message name;  ///< "SHA-1", "the leaf's key, RSA 1024"; of cells: none. May carry a peer's words: hostile
  std::optional<CellReference> cell = std::nullopt;
  ExchangeId exchange = 0;
  bool accepted = false;  ///< a cell that is accepted, whether as the condition asks or not
  bool mixed = false;     ///< ... by some of the unlike servers behind the address
  // Set by Items alone.
  Presence presence = Presence::unknown;
  Message problem = {};  ///< why it is unknown
};

/// Collects what a demand looks at. There is no way to say that something is absent but on a ground, and none to leave
/// the ground out of the ruling: what is open in it keeps a rule from passing.
class Items {
 public:
  Items(Demand demand, const TargetRecord& target) : demand_(demand), unlike_(has_unlike_servers(target)) {}

  /// It was seen. Of unlike servers that is one's doing: others may lack what is required.
  void there(Item item, const Ground& ground);
  /// It is absent when the ground is whole, else unknown; unknown as well when one of unlike servers was asked.
  void absent(Item item, const Ground& ground);
  /// The same of something that there is no place for.
  void nowhere(Item item, const Ground& ground);
  /// It is unknown: `problem` says why, unless the ground knows better.
  void open(Item item, const Ground& ground, Message problem);

  [[nodiscard]] const std::vector<Item>& relevant() const { return items_; }
  [[nodiscard]] const Ground& ground() const { return ground_; }
  [[nodiscard]] Demand demand() const { return demand_; }
  [[nodiscard]] bool of_unlike_servers() const { return unlike_; }

 private:
  void add(Item item, const Ground& ground, Presence presence, Message problem = {});
  void deny(Item item, const Ground& ground, Presence presence);

  Demand demand_;
  bool unlike_;
  std::vector<Item> items_;
  Ground ground_;
};

template <typename T>
[[nodiscard]] bool has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

void add_cells(const CellCondition& condition, const Rule& rule, const TargetRecord& target, Items& items);
void add_groups(const GroupCondition& condition, const TargetRecord& target, Items& items);
/// Of finite fields below so many bits: what TLS 1.3 has instead of DHE suites.
void add_short_groups(std::size_t bits_below, const TargetRecord& target, Items& items);
void add_hashes(const HashCondition& condition, const TargetRecord& target, Items& items);
void add_features(const FeatureCondition& condition, const TargetRecord& target, Items& items);
void add_certificates(const CertificateCondition& condition, const TargetRecord& target, std::chrono::sys_days as_of,
                      Items& items);

}  // namespace probe
