// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/askings.hpp"
#include "probe/judge/entry.hpp"
#include "probe/judge/signs.hpp"

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <vector>

namespace probe::judge {

/// What the whole history shows.
struct Facts {
  const std::deque<Entry>& entries;
  const Acceptances& acceptances;
  const Signs& signs;
  const std::array<std::size_t, 4>& most_suites;  ///< in one usual hello of each shape that drew a ServerHello
};

/// What was asked of a version of the docket.
struct Asked {
  explicit Asked(const std::vector<tls::CipherSuite>& codes);

  Askings askings;
  std::vector<bool> accepted;  ///< by place in it, as the others
  std::vector<bool> apart, on_groups;
  std::vector<bool> passed_over;  ///< stood in front of the suite that a ServerHello selected
};

/// What a ruling on a cell needs to know of its version.
struct VersionCase {
  tls::ProtocolVersion version{};
  HelloShape shape = HelloShape::full;  ///< in which its hellos are answered
  bool any_accepted = false;
  bool accepted_in_full = false;      ///< in a hello of that shape, and not in a rich one alone
  bool refuses_by_alert = false;      ///< by words that can be read, in the shape in which it is answered
  bool only_protocol_version = true;  ///< every "no" so far is the alert protocol_version
  /// Each "no" so far is the same unclear alert, and it came to many small parts of the version: it is how the server
  /// says no there.
  bool steady_unclear_alert = false;
  /// It is refused whole, otherwise than by `protocol_version` or unclear alerts, and so were all hellos of anything
  /// like its length: it may be their company, or their number, that the server minds.
  bool unproven_company = false;
  /// It selected a suite that it accepts although another one stood in front.
  bool own_order = false;
  /// Ascending: see Asked::passed_over.
  std::vector<tls::CipherSuite> passed_over;
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

/// A hello of so few suites can be believed to be refused for each of them, where many alike were.
inline constexpr std::size_t kSmallPart = 12;

/// In which shape each version's hellos are answered or, where nothing of it is accepted, would be.
[[nodiscard]] std::map<tls::ProtocolVersion, HelloShape> answered_shapes(const Docket& docket, const Facts& facts);

[[nodiscard]] VersionCase version_case(tls::ProtocolVersion version, HelloShape shape, const Facts& facts,
                                       const Asked& asked);

}  // namespace probe::judge
