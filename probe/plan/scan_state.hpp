// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/plan/batch.hpp"
#include "probe/plan/finding_log.hpp"
#include "probe/plan/journal.hpp"
#include "probe/plan/pacer.hpp"
#include "probe/plan/scan_plan.hpp"
#include "probe/plan/size_control.hpp"
#include "probe/plan/version_plan.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// A connection that is out.
struct OpenAsk {
  Purpose purpose{};
  Batch batch;  ///< empty for a control
  Offer offer;
  std::size_t asked_after = 0;  ///< answers that had come by then
};

/// What the plan knows and what it still has to do. scan_plan.cpp decides what to ask next, answers.cpp takes answers
/// in, settle.cpp says what they mean once a control stands behind them, result.cpp sums up.
struct ScanState {
  ScanState(const ScanOptions& options, std::optional<std::string> sni);

  ScanOptions options;
  std::optional<std::string> sni;
  Pacer pacer;
  SizeControl sizes;
  Journal journal;
  FindingLog findings;
  std::map<tls::ProtocolVersion, VersionPlan> versions;  ///< those that are asked, and have suites

  std::deque<Batch> open;            ///< to be asked as soon as the pace allows
  std::vector<Batch> doubtful;       ///< to be asked again, each not before its time
  std::vector<Batch> parked;         ///< asked often enough, but while there was no control
  std::vector<Unconfirmed> unsized;  ///< refused by an alert, in a hello larger than any that was answered
  std::map<ExchangeId, OpenAsk> out;
  ExchangeId last_id = 0;
  std::size_t answers = 0;

  std::optional<Offer> control;  ///< the first offer that drew a ServerHello
  std::vector<tls::CipherSuite> control_selected;
  bool control_out = false;
  bool control_wanted = false;
  bool control_failing = false;  ///< the last control failed: nothing since the one before is worth anything
  std::size_t controls_answered = 0;
  std::size_t control_lapses = 0;   ///< controls that failed right after one that succeeded
  std::size_t doubts_in_a_row = 0;  ///< since a ServerHello
  std::size_t doubts_before_control = 1;

  /// A control was answered by an alert, or a hello was accepted that an alert had refused before: from then on an
  /// alert counts for as little as a close.
  bool alerts_doubted = false;

  std::size_t last_looks = 0;  ///< controls that were asked for when all else was done

  bool given_up = false;
  bool tls_spoken = false;  ///< an alert or a hello came back, once at least
  std::size_t not_connected_in_a_row = 0;
  std::size_t taken_back = 0;  ///< batches that were closed or silent once, and answered later
  std::size_t nonsense = 0;    ///< answers that were not TLS, or broken
  std::optional<Observation> last_failure;

  VersionPlan& plan_of(const Batch& batch) { return versions.at(batch.version); }
  [[nodiscard]] Offer offer_of(const Batch& batch) const;
  /// How often a doubtful batch is asked. More often where hellos have gone unanswered that the server does answer: the
  /// less its silence has meant so far, the more of it is needed.
  [[nodiscard]] std::size_t asks_allowed() const;
  /// Where controls come and go, a control before and one behind a silence say nothing about what was between them.
  [[nodiscard]] bool controls_hold() const;

  // answers.cpp
  void take_answer(ExchangeId id, const Observation& observation, Elapsed now);

  // doubted_alerts.cpp
  void doubt_alerts();
  /// Whether this answer is no refusal unless it comes again and again.
  [[nodiscard]] bool needs_repeats(Reason answer) const;

  // unclear_alerts.cpp
  void settle_unclear_alert(Unconfirmed entry);

  // settle.cpp
  void settle(Unconfirmed entry);
  void settle_doubt(Batch batch, Reason reason, ExchangeId exchange);
  void adopt_shape(tls::ProtocolVersion version, HelloShape shape, ExchangeId exchange);
  void settle_unsized();
  void put_rest(Batch batch, const std::vector<tls::CipherSuite>& taken);

  // result.cpp
  [[nodiscard]] PlanResult result() const;

 private:
  void take_control(const OpenAsk& ask, ExchangeId id, const Observation& observation, Elapsed now);
  void take_selection(OpenAsk ask, ExchangeId id, const Observation& observation);
  void take_acceptance(Batch batch, ExchangeId id, const ServerSelection& selection);
  void take_other_version(Batch batch, ExchangeId id, const ServerSelection& selection);
  void take_failed_retry(Batch batch, ExchangeId id, const Observation& observation);
  void take_no_connection(Batch batch, ExchangeId id, Reason reason, Elapsed now);
  void take_unclear(OpenAsk ask, ExchangeId id, const Observation& observation);
  void first_control(const Offer& offer, const ServerSelection& selection);
  void ask_again(Batch batch, Reason reason, ExchangeId exchange);

  void settle_refusal(Unconfirmed entry);
  void settle_repeats(Unconfirmed entry);
  void believe_repeats(Batch batch, const Verdict& verdict, ExchangeId exchange);
  void ask_some_alone(Batch batch);
  void halve(Batch batch);
  void ask_later(Batch batch);
  void next_shape_trial(const Batch& batch);
  void in_covered_hellos(const Batch& batch, Reason reason, ExchangeId exchange);
  void refuse(const Batch& batch, Reason reason, ExchangeId exchange);
  void drop_batches(tls::ProtocolVersion version);
};

}  // namespace probe
