// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace probe {

/// How an SSTP call ended. The first two groups are for whoever opens the connection to tell: SstpCall begins behind
/// TLS.
enum class CallOutcome : std::uint8_t {
  unfinished,
  // not tried, or not here
  no_client,      ///< no client of this program carries the suite
  not_called,     ///< the scan ended before its turn came
  local_failure,  ///< our own side failed: no descriptor, no memory
  own_limit,      ///< or takes no more: the gateway did nothing wrong
  // no TLS
  connection_failed,
  connection_refused,
  connection_timed_out,
  plain_http,
  not_tls,
  tls_alert,
  tls_closed,
  tls_reset,
  tls_timed_out,
  tls_other_version,
  tls_bad_message,
  tls_unverified,
  tls_unsupported,
  client_certificate_demanded,
  // no answer to the SSTP_DUPLEX_POST, or none that is HTTP
  http_timed_out,
  http_closed,
  http_reset,
  http_alert,              ///< a TLS alert behind the finished handshake
  renegotiation_demanded,  ///< it asked for another handshake in the first, and ended the call when there was none
  http_cut_short,
  http_head_too_long,
  http_other_version,
  http_bad_status,
  not_http,
  // an HTTP answer that is not 200
  redirected,
  bad_request,
  unauthorized,
  forbidden,
  not_found,
  proxy_authentication_required,
  not_implemented,
  service_unavailable,
  other_status,
  openvpn_web_server,
  // 200, and then no Call Connect Ack
  web_page,
  not_sstp,
  sstp_timed_out,
  sstp_closed,
  sstp_reset,
  sstp_alert,
  sstp_malformed,
  sstp_flooded,
  nak,
  abort,
  disconnect,
  unexpected_message,
  incomplete_ack,
  // the call went through
  connected,
};

/// What is asked for behind TLS. The others differ from an SSTP request in one word each, which a server that knows
/// SSTP takes notice of, and one that does not cannot. The short ones announce no content: many web servers answer 400
/// to the Content-Length of [MS-SSTP] before they look at path and method, and such an answer tells nothing of either.
enum class RequestKind : std::uint8_t {
  sstp,
  other_path,
  other_method,
  short_sstp,
  short_other_path,
  short_other_method
};
[[nodiscard]] bool is_short(RequestKind kind);
[[nodiscard]] std::string_view to_string(RequestKind kind);
[[nodiscard]] std::optional<RequestKind> request_kind_from(std::string_view word);

// The words of the record; `_from` takes exactly those.
[[nodiscard]] std::string_view to_string(CallOutcome outcome);
[[nodiscard]] std::optional<CallOutcome> call_outcome_from(std::string_view word);

/// What an answer with that status code means: never an outcome of another group. Not for 200.
[[nodiscard]] CallOutcome outcome_of_status(unsigned status);

}  // namespace probe
