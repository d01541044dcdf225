// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/agenda.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace probe::agenda::test {

using Truth = std::map<tls::ProtocolVersion, std::set<tls::CipherSuite>>;

/// How a simulated server says no, and what keeps it from answering at all.
enum class Refusal { alert_40, alert_70_for_versions, alert_80, reset, silence };

struct SimulatedServer {
  Truth truth;
  Refusal refusal = Refusal::alert_40;
  std::size_t drops_hellos_over = 0;         ///< octets; 0: none
  std::size_t drops_hellos_with_suites = 0;  ///< this many or more; 0: none
  bool drops_extensions = false;
  Truth unable;                       ///< answered by an alert 80 in place of a ServerHello, in that version
  std::set<tls::CipherSuite> poison;  ///< selected first, and answered by an alert 80 in place of a ServerHello

  /// Decides before the hello is read: what happens to the connection that is opened at `now` as the `index`-th (from
  /// 1), while `open` others are. Nothing: it goes through.
  std::function<std::optional<Observation>(std::size_t index, Elapsed now, std::size_t open)> gate;

  /// What else is wrong with its own answers; those of the gate stay as they are.
  std::function<Observation(Observation)> alter;

  /// The handshake of a connection that went through has ended: finished, or left.
  std::function<void(bool finished)> ended;

  /// In place of its own answer: for servers behind a balancer.
  std::function<Observation(const Offer&)> own;

  [[nodiscard]] Observation answer(const Offer& offer, std::size_t index, Elapsed now, std::size_t open) const;

 private:
  [[nodiscard]] Observation own_answer(const Offer& offer) const;
};

[[nodiscard]] Observation response(Response what);
[[nodiscard]] Observation alert(int description);
[[nodiscard]] Observation connect_failure(ConnectFailure how);

/// Gates of the kinds that real networks have. After `count` connections everything meets `then`.
[[nodiscard]] auto limiter(std::size_t count, Observation then)
    -> std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)>;
/// A token bucket of `rate` a second and as many to begin with.
[[nodiscard]] auto token_bucket(double rate, Observation then)
    -> std::function<std::optional<Observation>(std::size_t, Elapsed, std::size_t)>;

struct Run {
  Result result;
  std::size_t connections = 0;
  std::size_t most_at_once = 0;
  Elapsed took{};
  std::map<Purpose, std::size_t> purposes;
  std::size_t controls_alerted = 0;  ///< answered by a fatal alert
  std::vector<std::pair<Elapsed, Offer>> asked;
  std::vector<ExchangeSummary> history;
  bool finished = false;  ///< next() said so, rather than this simulation giving up on it
};

/// Lets a plan talk to the server in virtual time: an exchange takes two round trips, silence takes the time-out. Every
/// handshake with an accepted cell can be finished.
[[nodiscard]] Run simulate(const SimulatedServer& server, const ScanOptions& options, Elapsed round_trip,
                           std::uint64_t seed = 1);

/// Cells that are reported refused though the server accepts them: the one thing that must never be.
[[nodiscard]] std::vector<std::string> false_refusals(const Truth& truth, const Result& result);
[[nodiscard]] Truth accepted(const Result& result);
[[nodiscard]] std::size_t inconclusive(const Result& result);
[[nodiscard]] std::size_t cells(const Truth& truth);

}  // namespace probe::agenda::test
