// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/ask.hpp"
#include "probe/model/random.hpp"
#include "probe/model/scan_options.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace probe::agenda {

/// A hello of the matrix that is to be put.
struct MatrixHello {
  Purpose purpose = Purpose::sweep;
  Offer offer;
};

/// Asks for the cells. Lanes offer all, leave out what was chosen, and offer the rest; what a lane ends with the judge
/// rules on, and says which hello it lacks. Where nothing was ever accepted, smaller hellos and other versions are
/// tried, for want of anything that a refusal could be held against.
class Matrix {
 public:
  /// `chance`: below(n) gives a number under n. The order of asking is left to it: a balancer that takes its servers in
  /// turn must not meet the same question with the same server each time.
  using Chance = std::function<std::size_t(std::size_t below)>;
  Matrix(const ScanOptions& options, std::optional<std::string> sni, const judge::Judge& judge, Chance chance);

  /// The next hello; `free`: connections that could be opened just now; `slow`: they are dear. Nothing while everything
  /// is out, has to wait (see wakes_at()), or is done.
  [[nodiscard]] std::optional<MatrixHello> next(Elapsed now, std::size_t free, bool slow);
  void asked(ExchangeId id);  ///< the hello of the last next() went out under this id
  void on(const ExchangeSummary& exchange, Elapsed now);
  /// A lane goes on at the ServerHello: see Agenda::chosen().
  void chosen(ExchangeId id, tls::CipherSuite suite);

  /// When a repeat is due; nothing when none waits for its time.
  [[nodiscard]] std::optional<Elapsed> wakes_at() const;
  /// What each version refused, once more and in one hello: a policy may have changed since.
  void ask_refused_again();
  /// Hellos that are ready, and those that will be behind the lanes that are out: none that may not come, for a server
  /// that serves one client at a time would wait on its connection, and a control behind it.
  [[nodiscard]] std::size_t expected() const;
  /// Something is to be asked that was refused before.
  [[nodiscard]] bool is_looking() const;
  /// Open cells lack a ServerHello behind them.
  [[nodiscard]] bool wants_control() const { return wants_control_; }
  /// Every lane of the first sweep has ended.
  [[nodiscard]] bool has_swept() const { return swept_; }
  /// The next hello is the second of two in a row.
  [[nodiscard]] bool second_is_due() const { return !ready_.empty() && ready_.front().at_once; }
  [[nodiscard]] bool is_out() const { return !out_.empty(); }
  [[nodiscard]] const judge::Docket& docket() const { return docket_; }

 private:
  struct Batch {
    tls::ProtocolVersion version{};
    HelloShape shape = HelloShape::full;
    Purpose purpose = Purpose::sweep;
    bool reversed = false;
    bool twice = false;    ///< once more, right behind
    bool at_once = false;  ///< the second of two
    bool goes_on = false;  ///< its last hello was answered with a suite
    bool went_on = false;  ///< what is behind that suite is asked already
    std::vector<tls::CipherSuite> suites;
    std::vector<tls::CipherSuite> behind;  ///< accepted ones that stand behind them
    Elapsed not_before{0};
  };

  void put_first_hellos();
  void plan(Elapsed now);
  void plan_version(tls::ProtocolVersion version, const judge::VersionBelief& belief, bool unlike);
  void plan_in_the_dark(Elapsed now);
  void go_on(Batch batch, const std::vector<tls::CipherSuite>& selected);
  void put_rest(Batch batch, std::size_t free);
  void put(Batch batch);
  [[nodiscard]] std::size_t choose(bool slow) const;
  [[nodiscard]] bool is_busy(tls::ProtocolVersion version) const;
  [[nodiscard]] Offer offer_of(const Batch& batch) const;

  ScanOptions options_;
  std::optional<std::string> sni_;
  const judge::Judge& judge_;
  Chance chance_;
  judge::Docket docket_;
  std::deque<Batch> ready_;
  std::vector<Batch> waiting_;  ///< each for its time
  std::optional<Batch> handed_out_;
  std::map<ExchangeId, Batch> out_;
  std::size_t free_ = 0;
  bool stale_ = true;  ///< something was answered since the last plan
  bool wants_control_ = false;
  bool swept_ = false;
  bool accepted_ = false;  ///< something, once
  std::size_t dark_rounds_ = 0;
  std::set<tls::ProtocolVersion> decided_, tried_small_;
  std::set<std::pair<tls::ProtocolVersion, tls::CipherSuite>> fell_back_;
  std::map<tls::ProtocolVersion, Elapsed> held_back_;  ///< refused then, and no control was asked since
};

}  // namespace probe::agenda
