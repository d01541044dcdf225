// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway_keys.hpp"
#include "samples/gateway/profile.hpp"

#include <memory>
#include <utility>

namespace gateway {

/// What all sessions of one gateway share; const once it is made.
struct Gateway {
  explicit Gateway(Profile what) : profile(std::move(what)), keys(std::make_shared<const GatewayKeys>(profile)) {}
  /// The same certificates and key shares behind another profile, which must not need more of them.
  Gateway(Profile what, const Gateway& other) : profile(std::move(what)), keys(other.keys) {}

  Profile profile;
  std::shared_ptr<const GatewayKeys> keys;
};

}  // namespace gateway
