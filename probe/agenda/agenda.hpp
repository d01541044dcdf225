// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/ask.hpp"
#include "probe/ladder/climb_report.hpp"
#include "probe/model/finding.hpp"
#include "probe/model/progress.hpp"
#include "probe/model/record.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/model/server_features.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace probe::agenda {

/// When each rung was reached, since the connection was begun.
struct RungTimes {
  std::optional<Elapsed> tls, http, sstp;
};

/// Why nobody here carries a cell; empty when somebody does.
using WhyNot = std::function<std::string(tls::CipherSuite, tls::ProtocolVersion)>;

/// No target is asked for more, whatever it answers.
inline constexpr std::size_t kMostConnections = 5000;

/// Whether each known client's own hello is sent.
enum class ClientHellos : std::uint8_t { none, send };

/// What one target is to be asked.
struct Plan {
  ScanOptions options;
  std::optional<std::string> sni;  ///< what every hello names; nothing when it names no server
  WhyNot why_not;                  ///< must be set when cells are carried further, or the scan is gentle
  ClientHellos clients = ClientHellos::none;
  std::uint64_t seed = 0;  ///< of the order of asking
};

/// What the agenda concludes: the parts of a TargetRecord that are its to say.
struct Result {
  TargetStatus status = TargetStatus::unreachable;
  Message problem;
  std::vector<VersionResult> versions;
  std::vector<Finding> findings;
  ServerFeatures features;
  std::size_t slowdowns = 0;
};

/// Decides what to ask one target next. Matrix, features, clients' hellos and calls are sources of questions for it;
/// one pacer, one limit, one deadline. Pure: time and answers go in, questions come out, so that what it asks and
/// concludes is tested without a network. What the answers mean is for the judge.
class Agenda {
 public:
  explicit Agenda(Plan plan);
  ~Agenda();
  Agenda(Agenda&&) noexcept;
  Agenda& operator=(Agenda&&) noexcept;

  /// Call again after every AskHello and AskCall, after on(), and when a WaitUntil has passed.
  [[nodiscard]] Step next(Elapsed now);
  /// The answer to the AskHello of that id. Each is answered at most once.
  void on(const ExchangeSummary& exchange, const Observation& observation, Elapsed now);
  /// A ServerHello came to the AskHello of that id, of the version that was offered, and what is behind it is still
  /// being read. Not needed: what can be asked by now is asked sooner.
  void chosen(ExchangeId id, tls::CipherSuite suite);
  /// The end of the AskCall of that id.
  void on(const ExchangeSummary& exchange, const ClimbReport& report, const RungTimes& times, Elapsed now);
  /// The user stopped the scan: nothing more is asked.
  void interrupt();

  /// How many connections may be opened ahead of what will be asked: none while anything is in doubt.
  [[nodiscard]] std::size_t ahead(Elapsed now) const;
  [[nodiscard]] Progress progress() const;
  /// Final once next() said Finished; what is still open then is inconclusive.
  [[nodiscard]] Result result();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace probe::agenda
