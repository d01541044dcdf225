// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace probe::judge {

using CellId = std::pair<tls::ProtocolVersion, tls::CipherSuite>;

/// How a cell was accepted.
struct Acceptance {
  std::vector<const Entry*> entries;             ///< in the order in which they ended; never empty
  std::array<const Entry*, 4> first_by_shape{};  ///< of usual hellos, by HelloShape
  std::size_t answers = 0;                       ///< ServerHellos that selected it
  /// Of hellos of a shape in which it is accepted. Where unlike servers answer, of the usual one too, unless it is
  /// accepted in that or in a richer one.
  std::size_t refusals = 0;
  /// The same, since the first ServerHello: what it took to find the cell tells nothing of how often it is accepted.
  std::size_t later_answers = 0, later_refusals = 0;

  [[nodiscard]] bool in(HelloShape shape) const { return first_by_shape[index(shape)] != nullptr; }
};
using Acceptances = std::map<CellId, Acceptance>;

/// What was said to one and the same hello, each time that it was put.
struct HelloKind {
  std::vector<Entry*> entries;
};

/// What a history shows of the target besides its cells: that one hello draws unlike answers, that a hello is refused
/// for a suite in it, that the answers changed once and for all.
struct Signs {
  UnlikeServers unlike;
  /// Kinds of hello that are always refused although a suite in them is accepted, and known to be so for what they are.
  std::set<std::size_t> steady_kinds;
  /// Of these, the ones that a suite in them spoils. The others lack one that the server insists on.
  std::set<std::size_t> spoiled_kinds;
  /// Of these, the ones that an alert refused. A server with such a suite may have it in every version: what it refuses
  /// speaks of a suite alone.
  std::set<std::size_t> spoiled_kinds_by_refusal;
};

/// A cell that was accepted in hellos of a shape.
struct Way {
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  HelloShape shape{};
};

/// Marks the entries that are contradicted, counts each cell's refusals, and says what that shows. `ways`: all of them,
/// in the order in which they were found; each entry is compared with each once.
[[nodiscard]] Signs read_signs(std::deque<Entry>& entries, const std::vector<HelloKind>& kinds,
                               Acceptances& acceptances, const std::vector<Way>& ways);

/// So often has a refusal to come that a server with this share of the answers would have been met, but for once in a
/// thousand. 0 for a share of nothing.
[[nodiscard]] std::size_t rounds_for(double share);

}  // namespace probe::judge
