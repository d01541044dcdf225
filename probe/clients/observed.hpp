// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/clients/tunnel.hpp"
#include "probe/judge/judge.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

/// What the server did with a client's own hello.
struct Observed {
  enum class Kind : std::uint8_t {
    not_sent,
    selected,  ///< a ServerHello came
    alert,
    closed,   ///< every time, between controls that succeeded
    silent,   ///< the same
    unclear,  ///< anything else: it tells nothing
  };
  Kind kind = Kind::not_sent;
  std::optional<tls::ProtocolVersion> version;
  std::optional<tls::CipherSuite> suite;
  std::optional<tls::AlertDescription> alert;
  std::optional<std::size_t> key_bits;  ///< of the ephemeral key
  ExchangeId exchange = 0;
};

/// The answers to clients' own hellos, as the judge rules on the record's exchanges.
class LiveAnswers {
 public:
  /// Keeps a reference to `target`.
  LiveAnswers(const TargetRecord& target, const ScanOptions& options);
  [[nodiscard]] Observed to(const ClientProfile& profile, ClientState state) const;

 private:
  const TargetRecord& target_;
  std::optional<judge::Judge> judge_;  ///< nothing when no client's hello was sent
};

/// What the cells alone make of a client's outer handshake.
struct Expected {
  TunnelOutcome outcome = TunnelOutcome::unknown;
  std::optional<tls::ProtocolVersion> version;
  std::vector<tls::CipherSuite> suites;
  bool may_be_another = false;  ///< suite: some could not be determined
  bool is_mixed = false;        ///< it stands at some of the servers
};

enum class Agreement : std::uint8_t {
  not_compared,  ///< it was not sent, or one of the two tells nothing
  agrees,
  mismatch,
};
/// Whether the server's answer bears out what was expected.
[[nodiscard]] Agreement compare(const Expected& expected, const Observed& seen);

}  // namespace probe
