// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message.hpp"
#include "probe/model/offer.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// How much a rule weighs: the words of standards. A broken `must` makes a policy fail; so does a broken `should` under
/// Warnings::fail.
enum class Severity : std::uint8_t {
  must,    ///< MUST, shall, an automatic failure
  should,  ///< SHOULD, recommended
  info,    ///< told, and never with a consequence
};
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::optional<Severity> severity_from(std::string_view word);

/// How a rule's wording was come by.
enum class SourceKind : std::uint8_t {
  primary,    ///< the document itself was read
  secondary,  ///< what somebody else says of it was read, or remembered: reports say so beside each finding
};
[[nodiscard]] std::string_view to_string(SourceKind kind);
[[nodiscard]] std::optional<SourceKind> source_kind_from(std::string_view word);

/// What a rule forbids is allowed for a while: until then a broken rule is `info`, from the day after on it weighs.
struct Horizon {
  std::chrono::sys_days last_day{};  ///< on which it is allowed
  Severity then = Severity::must;    ///< what the rule weighs after that
  friend bool operator==(const Horizon&, const Horizon&) = default;
};

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
  std::chrono::sys_days expires{};             ///< the last day on which it holds
  std::size_t line = 0;                        ///< in its file
  std::string file = {};                       ///< as messages call it
  std::size_t rule_line = 0, rule_column = 0;  ///< where `rule` stands
  friend bool operator==(const Waiver&, const Waiver&) = default;
};

/// A cell that a finding rests on, and the exchange that showed it; 0: none did.
struct CellReference {
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
  ExchangeId exchange = 0;
  friend bool operator==(const CellReference&, const CellReference&) = default;
};

/// Cells of one version, or one question, that can decide a rule: how many of all are known.
struct LearntPart {
  Message of;  ///< "TLSv1.2"; "groups of TLSv1.3"
  std::size_t known = 0, all = 0;
  friend bool operator==(const LearntPart&, const LearntPart&) = default;
};

/// On what a ruling stands: a rule can only pass when all of it is known.
struct Learnt {
  std::vector<LearntPart> cells;      ///< by version, oldest first
  std::vector<LearntPart> questions;  ///< each once
  friend bool operator==(const Learnt&, const Learnt&) = default;
};
/// "cells 166 of 167 (TLSv1.0 55, TLSv1.1 55, TLSv1.2 56 of 57); questions 1 of 2 (keys of DHE; open: certificates)".
/// Empty when there is nothing that could decide.
[[nodiscard]] Message summary(const Learnt& learnt);

/// One rule's ruling on one target.
struct RuleFinding {
  std::string rule;  ///< its id
  std::string title;
  Severity severity = Severity::must;             ///< on the day of the judgement
  std::optional<Horizon> horizon = std::nullopt;  ///< passed or to come
  std::string clause;                             ///< of the standard
  std::string source = {};                        ///< where it was read; empty: where the policy says
  SourceKind source_kind = SourceKind::primary;
  std::string remedy;    ///< what to do when it fails
  std::size_t line = 0;  ///< of the rule in its policy's file
  Ruling ruling = Ruling::unknown;
  Message reason;      ///< one sentence; may carry a peer's words: hostile
  Learnt learnt = {};  ///< what decides it, and how much of that is known
  std::vector<CellReference> cells = {};
  std::vector<ExchangeId> exchanges = {};       ///< ascending; those of the cells, and those of other facts
  std::optional<Waiver> waiver = std::nullopt;  ///< that made it `waived`, or that has expired and no longer does
  friend bool operator==(const RuleFinding&, const RuleFinding&) = default;
};

struct TargetJudgement {
  std::size_t target = 0;             ///< index into the record's targets
  std::vector<RuleFinding> findings;  ///< in the policy's order
  friend bool operator==(const TargetJudgement&, const TargetJudgement&) = default;
};

/// Why a waiver should go: nobody would miss it.
enum class Staleness : std::uint8_t {
  expired,       ///< its last day has passed
  no_target,     ///< it means no target of the record
  nothing_left,  ///< every rule that it means passes
};
struct StaleWaiver {
  Waiver waiver;
  Staleness why{};
  friend bool operator==(const StaleWaiver&, const StaleWaiver&) = default;
};
/// "the waiver of no-rc4 on vpn* by ops (waivers.toml:3) expired on 2026-03-31". May carry a file's words: hostile.
[[nodiscard]] Message sentence(const StaleWaiver& stale);

/// What becomes of stale waivers: told, or a failure.
enum class StaleWaivers : bool { tolerated, fail };

enum class Inconclusive : bool { fails, allowed };

/// What becomes of a `should` that is broken or unknown: as of a `must`, if the user wants it so.
enum class Warnings : bool { tolerated, fail };

/// What one policy says of every target of a record.
struct Judgement {
  std::string policy;  ///< its name
  std::string title;
  std::string source;  ///< the document that it is made from
  std::string url;
  std::string file;  ///< the user's path; empty: built in, or from standard input
  std::chrono::sys_days as_of{};
  Inconclusive inconclusive = Inconclusive::fails;  ///< `allowed`: the user lets unknown through
  Warnings warnings = Warnings::tolerated;
  std::vector<TargetJudgement> targets;
  /// Of the policy's own waivers, and of the user's those that mean a rule of this policy before any other.
  std::vector<StaleWaiver> stale = {};
  StaleWaivers stale_waivers = StaleWaivers::tolerated;
  friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// What a finding comes to, once the rule's weight and the user's wishes are looked at. Every report and the exit code
/// go by this, so that they cannot disagree.
enum class Effect : std::uint8_t {
  passed,
  failed,       ///< broken, and the policy fails
  warned,       ///< a broken `should` that is tolerated
  noted,        ///< a broken `info`
  unknown,      ///< open, and it keeps the policy from passing
  let_through,  ///< the same, and the user lets unknown through
  undecided,    ///< open, of an `info`
  waived,
};
inline constexpr std::array kEffects{Effect::passed,  Effect::failed,      Effect::warned,    Effect::noted,
                                     Effect::unknown, Effect::let_through, Effect::undecided, Effect::waived};
[[nodiscard]] Effect effect(const Judgement& judgement, const RuleFinding& finding);
/// "failed", "let-through".
[[nodiscard]] std::string_view to_string(Effect effect);

/// How many findings there are of each effect.
class EffectCounts {
 public:
  void add(Effect effect) { ++counts_.at(static_cast<std::size_t>(effect)); }
  [[nodiscard]] std::size_t operator[](Effect effect) const { return counts_.at(static_cast<std::size_t>(effect)); }

 private:
  std::array<std::size_t, kEffects.size()> counts_{};
};
[[nodiscard]] EffectCounts count(const Judgement& judgement);
/// Of one of its targets alone.
[[nodiscard]] EffectCounts count(const Judgement& judgement, const TargetJudgement& target);

/// What they come to together: `failed`, `unknown`, `let_through` or `passed`, the first of them that occurs.
[[nodiscard]] Effect verdict(const EffectCounts& counts);
/// The same of the whole judgement: stale waivers fail it where the user wants that.
[[nodiscard]] Effect verdict(const Judgement& judgement);

}  // namespace probe
