// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"
#include "tests/peer/call_behaviour.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <ostream>
#include <vector>

namespace peer {

struct CallCell {
  tls::ProtocolVersion version{};
  tls::CipherSuite suite{};
};

/// Those of the profile's cells in which calls can be made: TLS 1.2 and 1.3, as far as the installed libssl has them.
[[nodiscard]] std::vector<CallCell> call_cells(const gateway::Profile& profile);

/// libssl as a server of these cells, with the gateway's certificates and without session tickets. Throws
/// std::runtime_error when there is no such cell.
[[nodiscard]] tls::crypto::SslCtxPtr make_call_context(const gateway::Gateway& gateway, HandshakeFlaw flaw);

/// The cells as the gateway's truth has them, and what becomes of a call in each: one line of JSON a cell, with "rung"
/// and "outcome" (CallTruth).
void write_call_truth(const gateway::Profile& profile, const CallBehaviour& behaviour, std::ostream& out);

}  // namespace peer
