// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/observation.hpp"
#include "probe/plan/batch.hpp"
#include "probe/plan/classify.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace probe {

/// An answer that was not a ServerHello for what was offered.
struct Unconfirmed {
  Batch batch;
  Observation observation;
  Verdict verdict;  ///< as far as it can be told without a later control
  ExchangeId exchange = 0;
  std::size_t position = 0;  ///< in the order of answers
};

/// Answers that came since the last control that succeeded. The next one confirms those that came before it was asked;
/// when it fails, none of them is worth anything.
class Journal {
 public:
  void add(Unconfirmed entry) { entries_.push_back(std::move(entry)); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] const std::vector<Unconfirmed>& entries() const { return entries_; }

  [[nodiscard]] std::vector<Unconfirmed> take_before(std::size_t position) {
    std::vector<Unconfirmed> taken, kept;
    for (auto& entry : entries_) (entry.position < position ? taken : kept).push_back(std::move(entry));
    entries_ = std::move(kept);
    return taken;
  }
  [[nodiscard]] std::vector<Unconfirmed> take_all() { return std::exchange(entries_, {}); }

 private:
  std::vector<Unconfirmed> entries_;
};

}  // namespace probe
