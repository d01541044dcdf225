// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/client_profile.hpp"
#include "probe/clients/observed.hpp"
#include "probe/clients/verdict.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace probe {

/// How much is known of a gateway.
enum class Knowledge : std::uint8_t {
  scanned,     ///< what the record says, and no more
  documented,  ///< versions and suites by document alone: there is no certificate and no call to weigh
};

/// A gateway as a client meets it. Whoever asks what becomes of a client asks it here: a forecast for each Windows, and
/// the check of one computer's registry.
struct Gateway {
  const TargetRecord& target;
  tls::x509::Seconds when{};  ///< of the scan: certificates were judged then
  Knowledge knowledge = Knowledge::scanned;
};

/// What becomes of a client's outer connection: TLS, the server's certificate, and the SSTP call. The verdict is never
/// `cut_off_inside`.
struct Outer {
  Verdict verdict = Verdict::unknown;
  std::optional<tls::ProtocolVersion> version;  ///< of the handshake, when there is one
  std::vector<tls::CipherSuite> suites;         ///< that the server may choose; one: it will
  std::optional<Rung> rung;                     ///< as far as the scan carried the least of those cells
  std::optional<Reason> reason;                 ///< how the server refuses this client
  std::optional<std::uint32_t> error;           ///< the code that its user sees, or may see; see find_windows_error()
  Message why;                                  ///< one sentence; empty when it connects
  bool is_the_servers = false;                  ///< what keeps it out: nothing on the client's side helps
  std::vector<Inference> inferences;
  Expected expected;  ///< of the handshake alone, by the cells
};

/// By the record's cells. Every version in `offered` is offered, with the profile's suites, groups and schemes.
[[nodiscard]] Outer outer_of(const Gateway& gateway, const ClientProfile& profile, tls::VersionSet offered);

/// The same, once the client's own hello was answered, which outranks what cells make of it. An answer that tells
/// nothing changes nothing; nor does one of several unlike servers.
[[nodiscard]] Outer outranked(Outer outer, const Gateway& gateway, const ClientProfile& profile, const Observed& seen);

/// What becomes of EAP-TLS inside a tunnel that stands, for a client that speaks those versions there: `connects`,
/// `cut_off_inside` or `unknown`, and why.
struct Inner {
  Verdict verdict = Verdict::connects;
  Message why;
};
[[nodiscard]] Inner inner_of(const TargetRecord& target, tls::VersionSet spoken);

}  // namespace probe
