// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/ask.hpp"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace probe::agenda {

/// An answer as far as it is one: no member is set for a close, silence, broken messages, or a ServerHello that names
/// what was not offered.
struct Reply {
  ExchangeId id = 0;
  std::optional<ServerSelection> selection;
  std::optional<tls::AlertDescription> alert;  ///< fatal, in place of a ServerHello
  bool refused = false;                        ///< the judge believes it
};
using ReplyHandler = std::function<void(const Reply&)>;

/// Whether a hello that draws no ServerHello is asked again until the judge believes that it is refused. Only where a
/// refusal tells something.
enum class Refusals : bool { tell_nothing, count };

/// Hellos that are no cell's: a feature's, a real client's. Each is put until the judge has ruled on it.
class HelloQuestions {
 public:
  explicit HelloQuestions(const judge::Judge& judge) : judge_(judge) {}

  /// `client`: whose hello it is; empty for a feature's.
  void put(Offer offer, std::string client, Refusals refusals, ReplyHandler handler);

  /// The next one that is due.
  [[nodiscard]] std::optional<AskHello> next(Elapsed now);
  /// The first that waits with this very offer, due or not: for whoever goes through a scan again.
  [[nodiscard]] std::optional<AskHello> next_like(const Offer& offer);
  void asked(ExchangeId id);
  void on(const ExchangeSummary& exchange, const Observation& observation);

  [[nodiscard]] std::optional<Elapsed> wakes_at() const;
  [[nodiscard]] bool wants_control() const { return !pending_.empty(); }
  /// The next one is the second of two in a row.
  [[nodiscard]] bool second_is_due() const { return !waiting_.empty() && !waiting_.front().handler; }
  [[nodiscard]] bool is_out() const { return !out_.empty(); }
  [[nodiscard]] bool is_done() const { return waiting_.empty() && out_.empty() && pending_.empty(); }
  /// What no control stands behind, or what never had its turn, is unknown.
  void give_up();

 private:
  struct Question {
    Offer offer;
    std::string client;
    Refusals refusals = Refusals::tell_nothing;
    ReplyHandler handler;
    Elapsed not_before{0};
    bool twice = false;  ///< once more right behind, for the judge alone
    ExchangeSummary last{};
  };
  void settle(Question question);
  [[nodiscard]] std::optional<AskHello> hand_out(std::deque<Question>::iterator question);

  const judge::Judge& judge_;
  std::deque<Question> waiting_;
  std::optional<Question> handed_out_;
  std::map<ExchangeId, Question> out_;
  std::vector<Question> pending_;  ///< for a control to stand behind their answer
};

}  // namespace probe::agenda
