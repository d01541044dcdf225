// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/agenda.hpp"
#include "probe/agenda/ask.hpp"
#include "probe/judge/judge.hpp"
#include "probe/ladder/climb_report.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <utility>

namespace probe::agenda {

/// Keeps a gateway that counts unfinished handshakes from shutting this address out: when many of ours were left
/// unfinished, an accepted cell's is finished, and left as a client leaves it, before anything else is asked.
///
/// The counting is SoftEther's (src/Cedar/Cedar.c, AddNoSsl and DecrementNoSsl): each connection whose handshake fails
/// counts one, each that is finished takes two off, and above 60 the address is banned for ten minutes.
class FinishedHandshakes {
 public:
  explicit FinishedHandshakes(WhyNot why_not) : why_not_(std::move(why_not)) {}

  /// A hello: we leave, or the server does, whatever it answered. One that was not connected counts for nothing.
  void on(const ExchangeSummary& hello);
  void on(tls::ProtocolVersion version, tls::CipherSuite suite, const ClimbReport& report);

  /// So many are unfinished that one is to be finished first.
  [[nodiscard]] bool is_due() const;
  /// The accepted cells that a client here carries, in turn, to Rung::tls. Nothing when there are none.
  [[nodiscard]] std::optional<AskCall> next(const judge::Judge& judge);

 private:
  using Cell = std::pair<tls::ProtocolVersion, tls::CipherSuite>;

  WhyNot why_not_;
  std::size_t unfinished_ = 0;
  std::set<Cell> failed_;  ///< their handshake was tried and not finished
  std::optional<Cell> last_;
};

}  // namespace probe::agenda
