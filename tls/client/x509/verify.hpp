// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/x509/roots.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/x509/certificate_facts.hpp"
#include "tls/x509/chain_verdict.hpp"

#include <span>
#include <string_view>

namespace tls::x509 {

/// Whether a client that trusts `roots` would believe the chain (DER, leaf first; the rest in any order) at `time`, for
/// a server that it knows by `name`: a DNS name, or an address in text; empty: any. Revocation is not looked at: that
/// would take a connection to somebody else. Certificates behind the sixteenth are not looked at.
[[nodiscard]] ChainVerdict verify(std::span<const Bytes> chain, const Roots& roots, std::string_view name,
                                  Seconds time);

}  // namespace tls::x509
