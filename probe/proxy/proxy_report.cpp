// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/proxy_report.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<ProxyOutcome> kWords[] = {
    {ProxyOutcome::unfinished, "unfinished"},
    {ProxyOutcome::timed_out, "timed_out"},
    {ProxyOutcome::closed, "closed"},
    {ProxyOutcome::reset, "reset"},
    {ProxyOutcome::cut_short, "cut_short"},
    {ProxyOutcome::not_http, "not_http"},
    {ProxyOutcome::not_socks5, "not_socks5"},
    {ProxyOutcome::malformed, "malformed"},
    {ProxyOutcome::head_too_long, "head_too_long"},
    {ProxyOutcome::credentials_required, "credentials_required"},
    {ProxyOutcome::credentials_rejected, "credentials_rejected"},
    {ProxyOutcome::no_acceptable_method, "no_acceptable_method"},
    {ProxyOutcome::forbidden, "forbidden"},
    {ProxyOutcome::connect_not_supported, "connect_not_supported"},
    {ProxyOutcome::host_unreachable, "host_unreachable"},
    {ProxyOutcome::network_unreachable, "network_unreachable"},
    {ProxyOutcome::connection_refused, "connection_refused"},
    {ProxyOutcome::target_timed_out, "target_timed_out"},
    {ProxyOutcome::proxy_overloaded, "proxy_overloaded"},
    {ProxyOutcome::address_type_not_supported, "address_type_not_supported"},
    {ProxyOutcome::general_failure, "general_failure"},
    {ProxyOutcome::other_status, "other_status"},
    {ProxyOutcome::other_reply, "other_reply"},
    {ProxyOutcome::connected, "connected"},
};

}  // namespace

std::string_view to_string(ProxyOutcome outcome) { return word_of(kWords, outcome); }
std::optional<ProxyOutcome> proxy_outcome_from(std::string_view word) { return value_of(kWords, word); }

std::string_view explain(ProxyOutcome outcome) {
  switch (outcome) {
    case ProxyOutcome::unfinished:
      return "The proxy was not asked to the end; scan again with more time.";
    case ProxyOutcome::timed_out:
      return "The proxy did not answer in time. Check its address, port and kind; a proxy that waits for an "
             "unreachable "
             "gateway looks like this too.";
    case ProxyOutcome::closed:
      return "The proxy closed the connection without an answer. Check its kind (http or socks5) and whether it serves "
             "this machine.";
    case ProxyOutcome::reset:
      return "The proxy reset the connection without an answer. Check its address and port, and whether it serves this "
             "machine.";
    case ProxyOutcome::cut_short:
      return "The proxy's answer broke off; try again, and look at the proxy's log.";
    case ProxyOutcome::not_http:
      return "What answers at the proxy's address does not speak HTTP. If it is a SOCKS proxy, write socks5://.";
    case ProxyOutcome::not_socks5:
      return "What answers at the proxy's address does not speak SOCKS 5. If it is an HTTP proxy, write http://.";
    case ProxyOutcome::malformed:
      return "The proxy's answer breaks its protocol; check the proxy's kind, or look at its log.";
    case ProxyOutcome::head_too_long:
      return "The proxy's answer has a head longer than the 16 KiB that this program reads; look at its log for what "
             "it "
             "adds.";
    case ProxyOutcome::credentials_required:
      return "The proxy wants a login: put user and password into the proxy's URL. Windows VPN clients cannot log in "
             "to a "
             "proxy: for them it must let the gateway's address pass.";
    case ProxyOutcome::credentials_rejected:
      return "The proxy did not accept user and password; check both. Only Basic (HTTP) and user/password (SOCKS) are "
             "supported: a proxy that insists on NTLM or Kerberos rejects them as well.";
    case ProxyOutcome::no_acceptable_method:
      return "The SOCKS proxy accepts neither user and password nor a connection without a login: it wants a method "
             "such as "
             "GSSAPI, which is not supported.";
    case ProxyOutcome::forbidden:
      return "The proxy's rules do not allow a connection to that gateway and port; ask the proxy's administrator.";
    case ProxyOutcome::connect_not_supported:
      return "The proxy does not know CONNECT: it is a web server or a reverse proxy. Check the proxy's address.";
    case ProxyOutcome::host_unreachable:
      return "The proxy cannot reach the gateway, or cannot resolve its name; check the name as the proxy sees it.";
    case ProxyOutcome::network_unreachable:
      return "The proxy has no route to the gateway's network; ask the proxy's administrator.";
    case ProxyOutcome::connection_refused:
      return "The gateway refused the proxy's connection; check the gateway's port.";
    case ProxyOutcome::target_timed_out:
      return "The gateway did not answer the proxy in time; check the gateway's address and the firewall between.";
    case ProxyOutcome::proxy_overloaded:
      return "The proxy is unavailable or overloaded (503); try again later.";
    case ProxyOutcome::address_type_not_supported:
      return "The SOCKS proxy does not support the kind of address that was asked for; give the gateway by name or by "
             "an IPv4 address.";
    case ProxyOutcome::general_failure:
      return "The SOCKS proxy reports a general failure; look at its log.";
    case ProxyOutcome::other_status:
      return "The proxy answered CONNECT with an unusual status; the status code and the Server header tell more.";
    case ProxyOutcome::other_reply:
      return "The SOCKS proxy answered with a code that RFC 1928 does not define; look at its log.";
    case ProxyOutcome::connected:
      return "The proxy opened a tunnel to the gateway.";
  }
  return "";
}

}  // namespace probe
