// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/entry.hpp"
#include "probe/judge/signs.hpp"
#include "probe/judge/support.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <vector>

namespace probe::judge {

/// What a ruling on one cell needs to know of the whole history.
struct Case {
  const Support& support;
  const Signs& signs;
  bool strict = false;
  std::size_t retries = 2;
  bool controls_hold = true;
  std::array<std::size_t, 4> largest{};  ///< octets of the largest usual hello of each shape that drew a ServerHello
};

/// What it needs to know of the cell's version.
struct VersionCase {
  tls::ProtocolVersion version{};
  HelloShape shape = HelloShape::full;  ///< in which its hellos are answered
  bool any_accepted = false;
  bool only_protocol_version = true;  ///< every "no" so far is the alert protocol_version
  /// Each "no" so far is the same unclear alert, and it came to many small parts of the version: it is how the server
  /// says no there.
  bool steady_unclear_alert = false;
  /// A part of what drew nothing that can be read got a clear answer.
  bool clear_in_parts = false;
  /// Those that drew another version's ServerHello themselves.
  std::set<tls::CipherSuite> fell_back;
  /// These, and those in hellos that an alert refused; empty where none fell back.
  std::set<tls::CipherSuite> said_no;
  /// Those that drew an unclear alert alone or, where that is steady, in two small parts that share no other suite.
  std::set<tls::CipherSuite> upset;
  /// Small hellos that offered a suite that is accepted in bare ones, and drew a "no" that counts: it bears no
  /// supported_groups, so that a bare hello is as much as an ECDHE suite can be asked with.
  std::size_t small_ones_refused = 0;
  std::size_t open = 0;        ///< cells that no ServerHello selected, without those that stand apart
  std::size_t open_apart = 0;  ///< those that do
};

/// Rules on a cell that no ServerHello selected. `entries`: all usual hellos that offered it, in the order in which
/// they ended.
[[nodiscard]] CellBelief rule_on_cell(tls::CipherSuite code, const std::vector<const Entry*>& entries,
                                      const Case& common, const VersionCase& version);

/// The same rule for a hello that is no cell's: `entries` put one and the same, and drew no ServerHello.
[[nodiscard]] Judge::HelloBelief rule_on_hello(const std::vector<const Entry*>& entries, const Case& common);

/// A hello of so few suites can be believed to be refused for each of them, where many alike were.
inline constexpr std::size_t kSmallPart = 12;

/// Refusals of small hellos for supported_groups to be ruled out.
inline constexpr std::size_t kSmallOnesForGroups = 2;

/// Whether a server may refuse the suite for want of supported_groups alone.
[[nodiscard]] bool rests_on_groups(tls::CipherSuite suite);

/// Suites that some servers pick although they cannot use them: they stand in hellos of their own.
[[nodiscard]] bool stands_apart(tls::CipherSuite suite);

}  // namespace probe::judge
