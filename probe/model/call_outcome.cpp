// SPDX-License-Identifier: Apache-2.0
#include "probe/model/call_outcome.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<RequestKind> kRequestKinds[] = {
    {RequestKind::sstp, "sstp"},
    {RequestKind::other_path, "other_path"},
    {RequestKind::other_method, "other_method"},
    {RequestKind::short_sstp, "short_sstp"},
    {RequestKind::short_other_path, "short_other_path"},
    {RequestKind::short_other_method, "short_other_method"},
};

constexpr Word<CallOutcome> kCallOutcomes[] = {
    {CallOutcome::unfinished, "unfinished"},
    {CallOutcome::no_client, "no_client"},
    {CallOutcome::not_called, "not_called"},
    {CallOutcome::local_failure, "local_failure"},
    {CallOutcome::own_limit, "own_limit"},
    {CallOutcome::connection_failed, "connection_failed"},
    {CallOutcome::connection_refused, "connection_refused"},
    {CallOutcome::connection_timed_out, "connection_timed_out"},
    {CallOutcome::plain_http, "plain_http"},
    {CallOutcome::not_tls, "not_tls"},
    {CallOutcome::tls_alert, "tls_alert"},
    {CallOutcome::tls_closed, "tls_closed"},
    {CallOutcome::tls_reset, "tls_reset"},
    {CallOutcome::tls_timed_out, "tls_timed_out"},
    {CallOutcome::tls_other_version, "tls_other_version"},
    {CallOutcome::tls_bad_message, "tls_bad_message"},
    {CallOutcome::tls_unverified, "tls_unverified"},
    {CallOutcome::tls_unsupported, "tls_unsupported"},
    {CallOutcome::client_certificate_demanded, "client_certificate_demanded"},
    {CallOutcome::http_timed_out, "http_timed_out"},
    {CallOutcome::http_closed, "http_closed"},
    {CallOutcome::http_reset, "http_reset"},
    {CallOutcome::http_alert, "http_alert"},
    {CallOutcome::renegotiation_demanded, "renegotiation_demanded"},
    {CallOutcome::http_cut_short, "http_cut_short"},
    {CallOutcome::http_head_too_long, "http_head_too_long"},
    {CallOutcome::http_other_version, "http_other_version"},
    {CallOutcome::http_bad_status, "http_bad_status"},
    {CallOutcome::not_http, "not_http"},
    {CallOutcome::redirected, "redirected"},
    {CallOutcome::bad_request, "bad_request"},
    {CallOutcome::unauthorized, "unauthorized"},
    {CallOutcome::forbidden, "forbidden"},
    {CallOutcome::not_found, "not_found"},
    {CallOutcome::proxy_authentication_required, "proxy_authentication_required"},
    {CallOutcome::not_implemented, "not_implemented"},
    {CallOutcome::service_unavailable, "service_unavailable"},
    {CallOutcome::other_status, "other_status"},
    {CallOutcome::openvpn_web_server, "openvpn_web_server"},
    {CallOutcome::web_page, "web_page"},
    {CallOutcome::not_sstp, "not_sstp"},
    {CallOutcome::sstp_timed_out, "sstp_timed_out"},
    {CallOutcome::sstp_closed, "sstp_closed"},
    {CallOutcome::sstp_reset, "sstp_reset"},
    {CallOutcome::sstp_alert, "sstp_alert"},
    {CallOutcome::sstp_malformed, "sstp_malformed"},
    {CallOutcome::sstp_flooded, "sstp_flooded"},
    {CallOutcome::nak, "nak"},
    {CallOutcome::abort, "abort"},
    {CallOutcome::disconnect, "disconnect"},
    {CallOutcome::unexpected_message, "unexpected_message"},
    {CallOutcome::incomplete_ack, "incomplete_ack"},
    {CallOutcome::connected, "connected"},
};

}  // namespace

bool is_short(RequestKind kind) {
  return kind == RequestKind::short_sstp || kind == RequestKind::short_other_path ||
         kind == RequestKind::short_other_method;
}

std::string_view to_string(RequestKind kind) { return word_of(kRequestKinds, kind); }
std::optional<RequestKind> request_kind_from(std::string_view word) { return value_of(kRequestKinds, word); }

std::string_view to_string(CallOutcome outcome) { return word_of(kCallOutcomes, outcome); }
std::optional<CallOutcome> call_outcome_from(std::string_view word) { return value_of(kCallOutcomes, word); }

CallOutcome outcome_of_status(unsigned status) {
  if (status >= 300 && status < 400) return CallOutcome::redirected;
  switch (status) {
    case 400:
      return CallOutcome::bad_request;
    case 401:
      return CallOutcome::unauthorized;
    case 403:
      return CallOutcome::forbidden;
    case 404:
      return CallOutcome::not_found;
    case 405:  // Method Not Allowed: the same by another name
    case 501:
      return CallOutcome::not_implemented;
    case 407:
      return CallOutcome::proxy_authentication_required;
    case 503:
      return CallOutcome::service_unavailable;
  }
  return CallOutcome::other_status;
}

}  // namespace probe
