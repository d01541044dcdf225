// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/call.hpp"
#include "samples/gateway/gateway_session.hpp"
#include "tls/client/client.hpp"

#include <cstdint>

namespace gateway::test {

enum class Cut : std::uint8_t {
  whole,   ///< what one side says arrives at once
  octets,  ///< one octet after the other
};

/// Runs a client, the call above it once it is connected, and a session against each other until nobody has anything to
/// say.
void converse(tls::Client& client, probe::SstpCall& call, GatewaySession& session, Cut cut = Cut::whole);

/// A handshake alone.
void converse(tls::Client& client, GatewaySession& session, Cut cut = Cut::whole);

}  // namespace gateway::test
