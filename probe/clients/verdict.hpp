// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace probe {

/// What becomes of a client at one gateway.
enum class Verdict : std::uint8_t {
  connects,
  sometimes,        ///< some of the unlike servers behind the address take it; others may not
  cut_off_outside,  ///< at the TLS handshake that SSTP runs in, or at the server's certificate
  cut_off_inside,   ///< at EAP-TLS, in a tunnel that stands
  unknown,          ///< could not tell. Never means that it is cut off
};
/// "connects", "sometimes", "cut-off-outside", "cut-off-inside", "unknown".
[[nodiscard]] std::string_view to_string(Verdict verdict);

/// What a forecast takes for granted because no document and no scan says so.
enum class Inference : std::uint8_t {
  winhttp_versions,  ///< the SSTP client offers the default versions of WinHTTP
  negotiates_down,   ///< a server that refuses a newer version offered alone answers a range with its own
  inner_as_outer,    ///< the server's EAP-TLS speaks the versions of its outer handshake
  close_is_reset,    ///< a connection closed without an alert shows as a reset one
  silence_is_timeout,
  order_unknown,    ///< whose order of suites decides is not known
  open_suites,      ///< suites that the client offers too could not be determined
  schemes_assumed,  ///< the client's signature schemes are those of its neighbours
  unlike_servers,   ///< which of the unlike servers it meets decides what it ends up with
  hello_too_large,  ///< the server takes smaller hellos than the usual alone; whether this client's is small enough
  key_by_hello,     ///< a server shows no key that the hello does not ask for
  roots_as_here,    ///< the client trusts the roots that the scan trusts
  revocation_unchecked,  ///< nobody asked whether the certificate was revoked
  sha1_taken,            ///< the client takes a chain that is signed with SHA-1
  dh_minimum,            ///< the client takes no DH key under 1024 bits
  calls_as_others,       ///< the call of a suite that this program does not carry ends as the others do
};
[[nodiscard]] std::string_view to_string(Inference inference);

/// What a Windows user sees whose client offers nothing but what is refused so (Microsoft, "Schannel Error Codes for
/// TLS and SSL Alerts"); nothing for what is no refusal of that kind.
[[nodiscard]] std::optional<std::uint32_t> windows_error_of(Reason reason);

}  // namespace probe
