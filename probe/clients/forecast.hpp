// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/clients/observed.hpp"
#include "probe/clients/outer.hpp"
#include "probe/clients/verdict.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

/// One version of Windows in one state at one gateway.
struct Forecast {
  const ClientProfile* profile = nullptr;
  ClientState state{};
  Verdict verdict = Verdict::unknown;
  std::optional<tls::ProtocolVersion> version;  ///< of the outer handshake, when there is one
  std::vector<tls::CipherSuite> suites;         ///< that the server may choose; one: it will
  std::optional<Rung> rung;                     ///< as far as the scan carried the least of those cells
  std::optional<Reason> reason;                 ///< how the server refuses this client
  std::optional<std::uint32_t> error;           ///< the code that its user sees; see find_windows_error()
  Message why;                                  ///< one sentence; empty when it connects
  Message fix;                                  ///< one sentence for a client that is cut off, be it sometimes
  bool is_the_servers = false;                  ///< what keeps it out: nothing on the client's side helps
  std::vector<Inference> inferences;
  Expected expected;  ///< of its handshake, by the cells alone
  Observed seen;      ///< what its own hello drew; that outranks what was expected
  Agreement agreement = Agreement::not_compared;
};

/// Every client in every state that matters, oldest first. A function of the record alone; `target` is one of its.
[[nodiscard]] std::vector<Forecast> forecast(const ScanRecord& record, const TargetRecord& target);

}  // namespace probe
