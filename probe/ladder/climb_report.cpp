// SPDX-License-Identifier: Apache-2.0
#include "probe/ladder/climb_report.hpp"

#include "tls/client/carrier.hpp"
#include "tls/message/alert.hpp"

namespace probe {
namespace {

CallOutcome outcome_of(const Observation& failure) {
  if (failure.response == Response::local_failure) return CallOutcome::local_failure;
  switch (failure.connect_failure) {
    case ConnectFailure::refused:
      return CallOutcome::connection_refused;
    case ConnectFailure::timed_out:
      return CallOutcome::connection_timed_out;
    case ConnectFailure::none:
    case ConnectFailure::unresolvable:
    case ConnectFailure::unreachable:
    case ConnectFailure::other:
      break;
  }
  return CallOutcome::connection_failed;
}

CallOutcome outcome_of(tls::HandshakeFault fault) {
  switch (fault) {
    case tls::HandshakeFault::alert:
      return CallOutcome::tls_alert;
    case tls::HandshakeFault::closed:
      return CallOutcome::tls_closed;
    case tls::HandshakeFault::reset:
      return CallOutcome::tls_reset;
    case tls::HandshakeFault::timed_out:
      return CallOutcome::tls_timed_out;
    case tls::HandshakeFault::bad_message:
      return CallOutcome::tls_bad_message;
    case tls::HandshakeFault::unverified:
      return CallOutcome::tls_unverified;
    case tls::HandshakeFault::unsupported:
      return CallOutcome::tls_unsupported;
    case tls::HandshakeFault::own_limit:
      return CallOutcome::own_limit;
  }
  return CallOutcome::tls_bad_message;
}

/// How servers say that they want a client's certificate: RFC 8446 6.2 has an alert for it, the versions before have
/// what the standards call "no certificate", a bad one, or a failure, behind the Certificate message without any.
bool demands_certificate(const tls::HandshakeReport& handshake) {
  if (handshake.failure->fault != tls::HandshakeFault::alert || !handshake.failure->alert) return false;
  const auto description = handshake.failure->alert->description;
  if (description == tls::AlertDescription::certificate_required) return true;
  if (!handshake.certificate_requested || handshake.acknowledged) return false;
  switch (description) {
    case tls::AlertDescription::handshake_failure:
    case tls::AlertDescription::no_certificate_RESERVED:
    case tls::AlertDescription::bad_certificate:
    case tls::AlertDescription::unsupported_certificate:
    case tls::AlertDescription::certificate_unknown:
    case tls::AlertDescription::unknown_ca:
    case tls::AlertDescription::access_denied:
      return true;
    default:  // an open set
      return false;
  }
}

}  // namespace

std::optional<unsigned> status_of(const ClimbReport& report) {
  if (!report.call || !report.call->head || report.call->head->status == 0) return std::nullopt;
  return report.call->head->status;
}

ClimbReport not_connected(const Observation& failure) {
  ClimbReport report;
  report.halt = outcome_of(failure);
  report.detail = failure.detail;
  return report;
}

CallOutcome outcome_of_failure(const tls::HandshakeReport& handshake, const std::optional<CallReport>& call) {
  if (!handshake.failure) return CallOutcome::unfinished;
  if (demands_certificate(handshake)) return CallOutcome::client_certificate_demanded;
  if (handshake.failure->fault != tls::HandshakeFault::alert || !handshake.acknowledged || !call)
    return outcome_of(handshake.failure->fault);
  return call->rung >= Rung::http ? CallOutcome::sstp_alert : CallOutcome::http_alert;
}

void blame_missing_group(ClimbReport& report, tls::NamedGroup chosen) {
  const auto& failure = report.handshake.failure;
  const bool refused_hello = failure && failure->fault == tls::HandshakeFault::alert &&
                             report.handshake.reached == tls::HandshakeStep::client_hello;
  if (!refused_hello || tls::has_group(chosen)) return;
  report.halt = CallOutcome::no_client;
  report.detail = "the gateway chooses the group " + to_string(chosen) +
                  ", which this program's OpenSSL does not have, and answers a hello without it by " +
                  (failure->alert ? to_string(*failure->alert) : "an alert");
}

bool may_pass(const ClimbReport& report) {
  if (!report.halt) return false;
  // The cell was accepted before: a gateway that now refuses it in place of a ServerHello is shedding load.
  const bool no_server_hello =
      report.rung == Rung::hello && report.handshake.reached == tls::HandshakeStep::client_hello;
  switch (*report.halt) {
    case CallOutcome::local_failure:
    case CallOutcome::connection_failed:
    case CallOutcome::connection_refused:
    case CallOutcome::connection_timed_out:
    case CallOutcome::tls_closed:
    case CallOutcome::tls_reset:
    case CallOutcome::tls_timed_out:
    case CallOutcome::http_timed_out:
    case CallOutcome::http_closed:
    case CallOutcome::http_reset:
    case CallOutcome::http_alert:
    case CallOutcome::http_cut_short:
    case CallOutcome::service_unavailable:
    case CallOutcome::sstp_timed_out:
    case CallOutcome::sstp_closed:
    case CallOutcome::sstp_reset:
    case CallOutcome::sstp_alert:
      return true;
    case CallOutcome::tls_alert:
    case CallOutcome::tls_bad_message:
    case CallOutcome::plain_http:
    case CallOutcome::not_tls:
      return no_server_hello;
    case CallOutcome::unfinished:
      // It waited for its turn, and the gateway would not.
      return report.rung == Rung::tls && !report.call;
    case CallOutcome::no_client:
    case CallOutcome::not_called:
    case CallOutcome::own_limit:
    case CallOutcome::tls_other_version:
    case CallOutcome::tls_unverified:
    case CallOutcome::tls_unsupported:
    case CallOutcome::client_certificate_demanded:
    case CallOutcome::renegotiation_demanded:
    case CallOutcome::http_head_too_long:
    case CallOutcome::http_other_version:
    case CallOutcome::http_bad_status:
    case CallOutcome::not_http:
    case CallOutcome::redirected:
    case CallOutcome::bad_request:
    case CallOutcome::unauthorized:
    case CallOutcome::forbidden:
    case CallOutcome::not_found:
    case CallOutcome::proxy_authentication_required:
    case CallOutcome::not_implemented:
    case CallOutcome::other_status:
    case CallOutcome::openvpn_web_server:
    case CallOutcome::web_page:
    case CallOutcome::not_sstp:
    case CallOutcome::sstp_malformed:
    case CallOutcome::sstp_flooded:
    case CallOutcome::nak:
    case CallOutcome::abort:
    case CallOutcome::disconnect:
    case CallOutcome::unexpected_message:
    case CallOutcome::incomplete_ack:
    case CallOutcome::connected:
      break;
  }
  return false;
}

}  // namespace probe
