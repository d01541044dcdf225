// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

enum class TunnelOutcome : std::uint8_t { stands, refused, unknown };

/// What becomes of a client's outer TLS handshake.
struct Tunnel {
  TunnelOutcome outcome = TunnelOutcome::unknown;
  std::optional<tls::ProtocolVersion> version;  ///< that the server takes
  std::vector<tls::CipherSuite> common;         ///< in the client's order
  std::optional<Reason> reason;                 ///< of a refusal, when the record has one
  Message why;                                  ///< one sentence; empty when it stands for good
  bool below_newest = false;                    ///< the server refuses the client's newest version
  bool has_open_suites = false;                 ///< the client has suites that could not be determined
  bool is_mixed = false;                        ///< it stands at some of the unlike servers behind the address
  bool has_mixed_suites = false;                ///< some of those in `common`, or in a newer version, are mixed
  bool wants_small_hello = false;               ///< some suites want a smaller hello than the usual
  bool rests_on_key = false;                    ///< refused for the key of the server's certificate
};
[[nodiscard]] Tunnel tunnel_of(const TargetRecord& target, const ClientProfile& profile, tls::VersionSet offered);

/// Of those cells; nothing when there is none.
[[nodiscard]] std::optional<Rung> lowest_rung(const TargetRecord& target, tls::ProtocolVersion version,
                                              const std::vector<tls::CipherSuite>& suites);

}  // namespace probe
