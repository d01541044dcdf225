// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/model/offer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace probe {

/// The outer hello of one Windows in one state: its suites in their order, groups, signature schemes and the order of
/// extensions of the nearest capture. ALPN, NPN and token binding are left out: browsers set them, the SSTP client has
/// no use for them (an inference).
[[nodiscard]] Offer client_offer(const ClientProfile& profile, ClientState state,
                                 const std::optional<std::string>& sni);

/// Whose order of extensions client_offer() takes.
[[nodiscard]] std::string_view shape_source(const ClientProfile& profile, ClientState state);

/// A hello that differs from all others, under the name of the first client that sends it.
struct NamedOffer {
  std::string name;  ///< "7sp1/as-shipped"
  Offer offer;
};
/// Each hello once.
[[nodiscard]] std::vector<NamedOffer> distinct_client_offers(const std::optional<std::string>& sni);
/// The name under which distinct_client_offers() has this client's hello.
[[nodiscard]] std::string offer_name(const ClientProfile& profile, ClientState state);

}  // namespace probe
