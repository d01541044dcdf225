// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway_keys.hpp"
#include "samples/gateway/profile.hpp"

#include <utility>

namespace gateway {

/// What all sessions of one gateway share; const once it is made.
struct Gateway {
  explicit Gateway(Profile what) : profile(std::move(what)), keys(profile) {}

  Profile profile;
  GatewayKeys keys;
};

}  // namespace gateway
