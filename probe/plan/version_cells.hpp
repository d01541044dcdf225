// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace probe {

/// The cells of one version while they are being found out. A cell is open until something is known of it, and known
/// acceptance is never taken back.
class VersionCells {
 public:
  VersionCells(tls::ProtocolVersion version, const std::vector<tls::CipherSuite>& asked);

  void accept(const AcceptedSuite& suite);
  void refuse(std::span<const tls::CipherSuite> codes, Basis basis, Reason reason, ExchangeId exchange);
  /// They stay open; this is the latest reason why.
  void leave_open(std::span<const tls::CipherSuite> codes, Reason reason, ExchangeId exchange);

  /// What was refused by an alert is open again. Says which cells those are.
  [[nodiscard]] std::vector<tls::CipherSuite> reopen_alerts();

  /// Whether any is refused by an alert.
  [[nodiscard]] bool any_alerts() const;

  [[nodiscard]] bool asked(tls::CipherSuite code) const { return cells_.count(code) != 0; }
  [[nodiscard]] std::vector<tls::CipherSuite> open() const;
  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] std::size_t accepted() const { return accepted_; }
  [[nodiscard]] std::size_t refused() const { return refused_; }
  void prefer(tls::CipherSuite code) { preferred_ = code; }

  [[nodiscard]] VersionResult result() const;

 private:
  struct State {
    Outcome outcome = Outcome::inconclusive;
    Reason reason = Reason::deadline_reached;
    Basis basis = Basis::batch;
    ExchangeId exchange = 0;
    AcceptedSuite accepted;
  };

  tls::ProtocolVersion version_;
  std::map<tls::CipherSuite, State> cells_;
  std::size_t accepted_ = 0, refused_ = 0;
  std::optional<tls::CipherSuite> preferred_;
};

}  // namespace probe
