// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace probe::judge {

/// Which exchanges asked for each of a version's suites. Most suites stand in the same hellos all along: they are kept
/// as one group, which is split where a hello offers a part of it.
class Askings {
 public:
  using Entries = std::vector<const Entry*>;

  /// `suites`: ascending.
  explicit Askings(std::vector<tls::CipherSuite> suites);

  /// Takes notice that `entry` offered its suites; what is not among those of the version is no matter.
  void take(const Entry& entry);

  [[nodiscard]] const std::vector<tls::CipherSuite>& suites() const { return suites_; }
  [[nodiscard]] std::optional<std::size_t> place_of(tls::CipherSuite suite) const;
  /// Suites with equal numbers were asked for by the same exchanges.
  [[nodiscard]] std::size_t group_of(std::size_t place) const { return group_of_[place]; }
  /// In the order in which they were taken.
  [[nodiscard]] const Entries& entries_of(std::size_t place) const { return entries_[group_of_[place]]; }

 private:
  std::vector<tls::CipherSuite> suites_;
  std::vector<std::size_t> group_of_;  ///< by place in suites_
  std::vector<Entries> entries_;       ///< by group
  std::vector<std::size_t> sizes_;     ///< by group
};

}  // namespace probe::judge
