// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/policy.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
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
  Presence presence = Presence::unknown;
  std::string name;     ///< "SHA-1", "the leaf's key, RSA 1024"; of cells: empty. May be a peer's words: hostile
  std::string problem;  ///< why it is unknown
  std::optional<CellReference> cell = std::nullopt;
  ExchangeId exchange = 0;
  bool mixed = false;  ///< a cell that some of the unlike servers behind the address accept
};

template <typename T>
[[nodiscard]] bool has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

[[nodiscard]] std::vector<Item> cell_items(const CellCondition& condition, const Rule& rule,
                                           const TargetRecord& target);
[[nodiscard]] std::vector<Item> group_items(const GroupCondition& condition, const TargetRecord& target);
[[nodiscard]] std::vector<Item> hash_items(const HashCondition& condition, const TargetRecord& target);
[[nodiscard]] std::vector<Item> feature_items(const FeatureCondition& condition, const TargetRecord& target);
[[nodiscard]] std::vector<Item> certificate_items(const CertificateCondition& condition, Demand demand,
                                                  const TargetRecord& target, std::chrono::sys_days as_of);

}  // namespace probe
