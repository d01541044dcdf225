// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// What happened between two scans. The first ten speak about a cell, the next four about what else was learnt of a
/// target, the rest about the target itself.
enum class Change : std::uint8_t {
  opened,          ///< refused, now accepted, be it sometimes
  closed,          ///< accepted, be it sometimes, now refused
  mixed,           ///< accepted always, now sometimes: unlike servers answer
  unmixed,         ///< accepted sometimes, now always
  needs,           ///< accepted in both, and needs something else of a hello now
  climbed,         ///< accepted in both, now carried to a higher rung
  fell,            ///< ... to a lower one
  unknown,         ///< was known, now inconclusive; or the target cannot be reached any more
  known,           ///< was inconclusive, now known
  not_comparable,  ///< asked in one of the two scans only
  key,             ///< accepted in both, with another group or size of the key exchange
  groups,          ///< other groups, or in another order
  feature,         ///< a feature of the server
  binding,         ///< other hashes for SSTP's crypto binding
  certificate,     ///< another leaf certificate is shown
  missing,         ///< the target is in the older record only
  added,           ///< the target is in the newer record only
};
[[nodiscard]] std::span<const Change> changes();
/// "opened", "not-comparable": also the words of `--fail-on`.
[[nodiscard]] std::string_view to_string(Change change);
[[nodiscard]] std::optional<Change> change_from(std::string_view word);

/// One side of a cell.
struct CellState {
  Outcome outcome = Outcome::not_tested;
  Reason reason = Reason::not_requested;
  std::optional<Rung> rung;  ///< of an accepted cell, as far as both scans were to carry cells
  ExchangeId exchange = 0;
  bool uncalled = false;  ///< it was to be carried further than `rung`, and no call of it came to an answer
  std::vector<Need> needs = {};
  std::optional<AnswerCount> answers = std::nullopt;  ///< of a mixed cell
  friend bool operator==(const CellState&, const CellState&) = default;
};

struct CellChange {
  Change change{};
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  CellState before, after;
  friend bool operator==(const CellChange&, const CellChange&) = default;
};

/// Something besides the cells that both scans asked of a target, and that is not as it was.
struct FactChange {
  /// key, groups, feature or binding; unknown, known: one of the two scans left it open; not_comparable: one of them
  /// did not ask.
  Change change{};
  Message name;  ///< "TLSv1.2 TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "groups of TLSv1.3 (elliptic_curve)", a feature
  Message before, after;  ///< "DH 1024"; empty where it was left open
  friend bool operator==(const FactChange&, const FactChange&) = default;
};

/// What a leaf certificate is known by, in the order in which the chains came.
struct LeafName {
  std::string sha256;    ///< upper-case hexadecimal; empty when nobody looked
  std::string subject;   ///< hostile
  std::string key = {};  ///< "RSA 2048"; empty when nobody looked
  friend bool operator==(const LeafName&, const LeafName&) = default;
};

struct TargetDifference {
  std::string name;   ///< "host:port"; hostile, as everything that a record says
  std::string label;  ///< the user's word; may be empty
  std::string before_address, after_address;
  std::optional<Change> presence;  ///< `missing` or `added`: nothing is compared then
  TargetStatus before_status{}, after_status{};
  std::vector<CellChange> cells;  ///< by version, then code; what stayed as it was is only counted
  std::size_t same = 0;           ///< cells known in both, and alike
  std::size_t still_unknown = 0;  ///< inconclusive in both
  std::vector<FactChange> facts = {};
  std::vector<LeafName> before_leaves, after_leaves;
  bool certificate_changed = false;  ///< both showed some, and not the same
  friend bool operator==(const TargetDifference&, const TargetDifference&) = default;
};

struct Difference {
  UtcTime before{}, after{};              ///< when the scans started
  std::vector<TargetDifference> targets;  ///< in the newer record's order, then those that are missing
  std::vector<Change> failed_on = {};     ///< of what the user said must not happen: what did
  [[nodiscard]] bool is_reversed() const { return before > after; }  ///< BEFORE is the newer of the two
  friend bool operator==(const Difference&, const Difference&) = default;
};

/// Targets are matched by host, port and server_name; where several share those, by address. A cell that only one scan
/// asked is never called opened or closed.
[[nodiscard]] Difference difference(const ScanRecord& before, const ScanRecord& after);

/// How often it happened: cells, or targets.
[[nodiscard]] std::size_t count(const TargetDifference& target, Change change);
[[nodiscard]] std::size_t count(const Difference& difference, Change change);

}  // namespace probe
