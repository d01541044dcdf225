// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_offer.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/plan/pacer.hpp"
#include "probe/plan/scan_plan.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace probe {

/// Sends each client's hello once. One that drew neither a ServerHello nor an alert is sent again, twice, each time
/// behind a control: a hello that was answered. Pure, as ScanPlan is; what the answers mean is for observed.hpp.
class ClientHelloPlan {
 public:
  /// `first`: the id of the first exchange of this plan. `control`: what the server is known to answer, for the case
  /// that it answers no client.
  ClientHelloPlan(const ScanOptions& options, const std::optional<std::string>& sni, std::optional<Offer> control,
                  ExchangeId first);

  [[nodiscard]] Step next(Elapsed now);
  void on(ExchangeId id, const Observation& observation, Elapsed now);

 private:
  struct Hello {
    Purpose purpose{};
    NamedOffer named;
  };
  [[nodiscard]] bool start_round();

  Pacer pacer_;
  Elapsed deadline_;
  ExchangeId next_id_;
  std::optional<Offer> control_;
  std::deque<Hello> waiting_;
  std::map<ExchangeId, Hello> out_;
  std::vector<Hello> doubtful_;
  std::size_t rounds_ = 0;
};

}  // namespace probe
