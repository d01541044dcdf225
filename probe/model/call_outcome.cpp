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

std::string_view explain(CallOutcome outcome) {
  switch (outcome) {
    case CallOutcome::unfinished:
      return "The call was given up before it came to an end; scan again with more time.";
    case CallOutcome::no_client:
      return "The gateway selected the suite, but no client here can finish its handshake.";
    case CallOutcome::not_called:
      return "The scan ended before this call's turn came; let it come to its end, or give it more time with "
             "--deadline.";
    case CallOutcome::local_failure:
      return "This machine could not make the connection; it says nothing about the gateway.";
    case CallOutcome::own_limit:
      return "The gateway sent more, or a larger key, than this program takes: a limit of ours, which says nothing "
             "against the gateway. Report it to us, with the transcript.";
    case CallOutcome::tls_bad_message:
      return "The gateway selected the suite, but its handshake breaks the TLS standard.";
    case CallOutcome::tls_unverified:
      return "The gateway selected the suite, but did not prove that it holds the keys: a signature, a MAC or its "
             "Finished is wrong.";
    case CallOutcome::tls_unsupported:
      return "The gateway selected the suite, and then asked for what this program or its OpenSSL cannot do.";
    case CallOutcome::client_certificate_demanded:
      return "The gateway asked for a client certificate and ended the handshake when none came. SSTP clients have "
             "none "
             "to show: look for mutual TLS on the gateway, on a load balancer or a firewall in front of it, and turn "
             "it "
             "off for SSTP's port.";
    case CallOutcome::connection_failed:
      return "No connection came up; check the name, the address and the route to the gateway.";
    case CallOutcome::connection_refused:
      return "Nothing listens on that port. Check the port; a gateway that only speaks IKEv2 (UDP 500 and 4500) looks "
             "like "
             "this too.";
    case CallOutcome::connection_timed_out:
      return "The connection attempt was not answered. A firewall drops it, or the gateway only speaks IKEv2 (UDP 500 "
             "and "
             "4500): check that TCP 443 is open and that SSTP is among the gateway's tunnel types.";
    case CallOutcome::plain_http:
      return "The port speaks HTTP without TLS. Try the gateway's HTTPS port, usually 443, and check any port "
             "forwarding.";
    case CallOutcome::not_tls:
      return "The port speaks another protocol than TLS. Check the port and any port forwarding.";
    case CallOutcome::tls_alert:
      return "The gateway refused the TLS handshake with an alert: compare what the client offers with what the "
             "gateway "
             "accepts.";
    case CallOutcome::tls_closed:
      return "The connection was closed during the TLS handshake. A refused version or suite looks like this, and so "
             "does "
             "a gateway that only speaks OpenVPN over TCP: check that SSTP is among its tunnel types.";
    case CallOutcome::tls_reset:
      return "The connection was reset during the TLS handshake: this is how Windows gateways refuse a version or a "
             "suite "
             "(the user sees 0x80072746), and how some firewalls end a connection.";
    case CallOutcome::tls_timed_out:
      return "The TLS handshake was not answered in time. A filter between may swallow it, or the port speaks another "
             "protocol that waits for its client, such as OpenVPN.";
    case CallOutcome::tls_other_version:
      return "The gateway negotiated another TLS version than the one that was asked for.";
    case CallOutcome::http_timed_out:
      return "TLS is up, but the SSTP request was not answered in time. The gateway's SSTP service hangs or is not "
             "enabled "
             "(SoftEther as packaged in Debian 12 does this): check the service, and ask again with a longer time-out.";
    case CallOutcome::http_closed:
      return "The connection was closed without an answer to the SSTP request. SSTP servers that deny a host or a path "
             "do "
             "this: check the host name that the gateway expects, and that SSTP is enabled.";
    case CallOutcome::http_reset:
      return "The connection was reset instead of an answer to the SSTP request: look for a TLS inspection box, a load "
             "balancer or a service crash behind the gateway's address.";
    case CallOutcome::http_alert:
      return "The TLS handshake was finished, and then the gateway ended the connection with an alert instead of an "
             "answer to the SSTP request: the alert's name and the gateway's log (Schannel's on Windows) tell why.";
    case CallOutcome::renegotiation_demanded:
      return "The TLS handshake was finished; upon the SSTP request the gateway asked for a second one "
             "(renegotiation), "
             "and ended the call when it was declined. IIS and HTTP.SYS ask so for a client certificate, which SSTP "
             "clients do not have: set client certificates to be ignored for the address (netsh http show sslcert).";
    case CallOutcome::http_cut_short:
      return "The HTTP answer to the SSTP request broke off; look for a proxy or a load balancer between, and try "
             "again.";
    case CallOutcome::http_head_too_long:
      return "The HTTP answer's head is longer than the 16 KiB that this program reads. A gateway's has a few hundred "
             "octets: check what answers there, a proxy or a web application perhaps.";
    case CallOutcome::http_other_version:
      return "The answer claims an HTTP version other than 1.x. SSTP needs HTTP/1.1: look for a reverse proxy in front "
             "of "
             "the gateway.";
    case CallOutcome::http_bad_status:
      return "The HTTP answer has no status code that can be read; look for a proxy between, or ask the gateway's "
             "vendor.";
    case CallOutcome::not_http:
      return "What answers behind TLS is not HTTP, so it is no SSTP gateway; check the address and the port.";
    case CallOutcome::redirected:
      return "A web server answered with a redirect. It is no SSTP gateway, or a captive portal wants you to log in "
             "first: "
             "open the Location in a browser to see who it is.";
    case CallOutcome::bad_request:
      return "A web server, a load balancer or a reverse proxy answered 400: it does not know SSTP_DUPLEX_POST. Let it "
             "pass "
             "TCP or TLS through to the gateway instead of ending HTTP there.";
    case CallOutcome::unauthorized:
      return "The answer is 401. SSTP users log in inside the tunnel and never here: a web server or a "
             "pre-authenticating "
             "proxy stands in front of the gateway, or the SSTP service (RRAS) is not running.";
    case CallOutcome::forbidden:
      return "The answer is 403: a web server or a filter does not allow the request. Check that SSTP is enabled, and "
             "the "
             "rules of any web application firewall in front of the gateway.";
    case CallOutcome::not_found:
      return "The answer is 404: a web server that does not know the path of SSTP, or a gateway that expects another "
             "host "
             "name or has SSTP disabled. Check the host name and that the SSTP service is running.";
    case CallOutcome::proxy_authentication_required:
      return "The answer is 407: a proxy between wants a login. Windows clients cannot log in to a proxy: let it pass "
             "the "
             "gateway's address, or name the proxy with --proxy.";
    case CallOutcome::not_implemented:
      return "The server does not implement the method SSTP_DUPLEX_POST: it is a web server, or a gateway (SoftEther) "
             "whose SSTP is disabled. Enable SSTP, or check the address.";
    case CallOutcome::service_unavailable:
      return "The answer is 503: the service behind this address is down, or the gateway has no free SSTP port. Try "
             "again "
             "later; on RRAS, look at the number of SSTP ports.";
    case CallOutcome::other_status:
      return "The SSTP request was answered with a status other than 200, so no client can connect; the status code "
             "and "
             "the Server header tell who answered.";
    case CallOutcome::openvpn_web_server:
      return "The web server of an OpenVPN gateway answered; it does not speak SSTP. Use an OpenVPN client, or check "
             "the "
             "address.";
    case CallOutcome::web_page:
      return "The SSTP request was answered 200 with a page instead of SSTP: a captive portal, a filtering proxy or a "
             "web "
             "server that answers everything. Log in to the portal, or check the address.";
    case CallOutcome::not_sstp:
      return "The SSTP request was answered 200, but the octets behind it are no SSTP; check what stands between here "
             "and "
             "the gateway.";
    case CallOutcome::sstp_timed_out:
      return "The request was answered 200, but the Call Connect Request was not answered in time: the gateway is "
             "overloaded, or a proxy between buffers the stream. Try again with a longer time-out.";
    case CallOutcome::sstp_closed:
      return "The request was answered 200, and the connection was closed before a Call Connect Ack: look at the "
             "gateway's "
             "log for the correlation id.";
    case CallOutcome::sstp_reset:
      return "The request was answered 200, and the connection was reset before a Call Connect Ack: look at the "
             "gateway's "
             "log for the correlation id, and for a filter between.";
    case CallOutcome::sstp_alert:
      return "The request was answered 200, and then the gateway ended the connection with a TLS alert before a Call "
             "Connect Ack: the alert's name and the gateway's log tell why.";
    case CallOutcome::sstp_malformed:
      return "The gateway began to speak SSTP and then broke its grammar; report it to the vendor, with the "
             "transcript.";
    case CallOutcome::sstp_flooded:
      return "The gateway sent more than the 256 KiB of packets that this program reads, and no Call Connect Ack among "
             "them; report it to the vendor, with the transcript.";
    case CallOutcome::nak:
      return "The gateway refused the call with a Call Connect Nak; the status says why. Look at its log for the "
             "correlation id.";
    case CallOutcome::abort:
      return "The gateway aborted the call; the status says why. Look at its log for the correlation id.";
    case CallOutcome::disconnect:
      return "The gateway ended the call before it was set up; it may have no free port or be shutting down. Look at "
             "its "
             "log for the correlation id.";
    case CallOutcome::unexpected_message:
      return "The gateway sent a message that has no place before a Call Connect Ack; report it to the vendor, with "
             "the "
             "transcript.";
    case CallOutcome::incomplete_ack:
      return "The Call Connect Ack has no usable Crypto Binding Request, so no client can go on; report it to the "
             "vendor.";
    case CallOutcome::connected:
      return "The gateway acknowledged the call: up to here a VPN client gets through. Logging in comes next, and was "
             "not "
             "tried.";
  }
  return "";
}

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
