// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// How much a rule weighs: the words of standards. Only a broken `must` makes a policy fail.
enum class Severity : std::uint8_t {
  must,    ///< MUST, shall, an automatic failure
  should,  ///< SHOULD, recommended: told, and without consequence
  info,
};
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::optional<Severity> severity_from(std::string_view word);

/// What a rule says of a target.
enum class Ruling : std::uint8_t {
  pass,
  fail,
  unknown,  ///< something that decides it stayed open, or was not asked. Never means `pass`
  waived,   ///< it fails, and somebody answers for that
};
[[nodiscard]] std::string_view to_string(Ruling ruling);

/// Somebody's word that a target may break a rule for a while.
struct Waiver {
  std::string rule;    ///< a rule's id
  std::string target;  ///< "*", or a target's "host:port", host, or label
  std::string owner;
  std::string reason;
  std::chrono::sys_days expires{};  ///< the last day on which it holds
  std::size_t line = 0;             ///< in its file
  friend bool operator==(const Waiver&, const Waiver&) = default;
};

/// A cell that a finding rests on, and the exchange that showed it; 0: none did.
struct CellReference {
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  ExchangeId exchange = 0;
  friend bool operator==(const CellReference&, const CellReference&) = default;
};

/// One rule's ruling on one target.
struct RuleFinding {
  std::string rule;  ///< its id
  std::string title;
  Severity severity = Severity::must;
  std::string clause;    ///< of the standard
  std::string remedy;    ///< what to do when it fails
  std::size_t line = 0;  ///< of the rule in its policy's file
  Ruling ruling = Ruling::unknown;
  std::string reason;  ///< one sentence; may carry a peer's words: hostile
  std::vector<CellReference> cells;
  std::vector<ExchangeId> exchanges;            ///< ascending; those of the cells, and those of other facts
  std::optional<Waiver> waiver = std::nullopt;  ///< that made it `waived`, or that has expired and no longer does
  friend bool operator==(const RuleFinding&, const RuleFinding&) = default;
};

struct TargetJudgement {
  std::size_t target = 0;             ///< index into the record's targets
  std::vector<RuleFinding> findings;  ///< in the policy's order
  friend bool operator==(const TargetJudgement&, const TargetJudgement&) = default;
};

enum class Inconclusive : bool { fails, allowed };

/// What one policy says of every target of a record.
struct Judgement {
  std::string policy;  ///< its name
  std::string title;
  std::string source;  ///< the document that it is made from
  std::string url;
  std::string file;  ///< the user's path, or "builtin/NAME.toml"
  std::chrono::sys_days as_of{};
  Inconclusive inconclusive = Inconclusive::fails;  ///< `allowed`: the user lets unknown through
  std::vector<TargetJudgement> targets;
  friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// How many findings there are of each ruling. Only those of severity `must` count as failures.
struct RulingCounts {
  std::size_t passed = 0, failed = 0, unknown = 0, waived = 0;
  std::size_t warned = 0;         ///< failed, and less than a must
  std::size_t unknown_musts = 0;  ///< of those that are unknown
};
[[nodiscard]] RulingCounts count(const Judgement& judgement);
[[nodiscard]] RulingCounts count(const TargetJudgement& judgement);

}  // namespace probe
