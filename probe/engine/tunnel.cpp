// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/tunnel.hpp"

#include "probe/engine/pump.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/proxy/http_connect.hpp"
#include "probe/proxy/socks5.hpp"

#include <utility>

namespace probe {
namespace {

ConnectFailure failure_of(ProxyOutcome outcome) {
  switch (outcome) {
    case ProxyOutcome::connection_refused:
      return ConnectFailure::refused;
    case ProxyOutcome::timed_out:
    case ProxyOutcome::target_timed_out:
      return ConnectFailure::timed_out;
    case ProxyOutcome::host_unreachable:
    case ProxyOutcome::network_unreachable:
      return ConnectFailure::unreachable;
    case ProxyOutcome::unfinished:
    case ProxyOutcome::closed:
    case ProxyOutcome::reset:
    case ProxyOutcome::cut_short:
    case ProxyOutcome::not_http:
    case ProxyOutcome::not_socks5:
    case ProxyOutcome::malformed:
    case ProxyOutcome::head_too_long:
    case ProxyOutcome::credentials_required:
    case ProxyOutcome::credentials_rejected:
    case ProxyOutcome::no_acceptable_method:
    case ProxyOutcome::forbidden:
    case ProxyOutcome::connect_not_supported:
    case ProxyOutcome::proxy_overloaded:
    case ProxyOutcome::address_type_not_supported:
    case ProxyOutcome::general_failure:
    case ProxyOutcome::other_status:
    case ProxyOutcome::other_reply:
    case ProxyOutcome::connected:
      break;
  }
  return ConnectFailure::other;
}

std::string sentence(const ProxyUrl& proxy, const ProxyReport& report) {
  std::string text = "the proxy " + to_string(proxy) + ": " + std::string(explain(report.outcome));
  if (report.head && report.head->status != 0) text += " (it answered " + std::to_string(report.head->status) + ")";
  return text;
}

template <class Tunnel>
Awaitable<Dialed> negotiate(asio::ip::tcp::socket socket, const ProxyUrl& proxy, Tunnel tunnel, Alarm& alarm,
                            Recorder* recorder) {
  TcpStream stream(std::move(socket), alarm, recorder);
  co_await pump(tunnel, stream);
  if (recorder != nullptr) recorder->blot_credentials(proxy.kind);
  Dialed dialed;
  if (tunnel.report().outcome == ProxyOutcome::connected) {
    dialed.early = tunnel.take_rest();
    dialed.socket = stream.release();
    co_return dialed;
  }
  stream.close();
  dialed.failure.response = Response::not_connected;
  dialed.failure.connect_failure = failure_of(tunnel.report().outcome);
  dialed.failure.detail = sentence(proxy, tunnel.report());
  co_return dialed;
}

}  // namespace

Awaitable<Dialed> open_tunnel(asio::ip::tcp::socket socket, const ProxyUrl& proxy, std::string host, std::uint16_t port,
                              Alarm& alarm, Recorder* recorder) {
  switch (proxy.kind) {
    case ProxyKind::http:
      co_return co_await negotiate(std::move(socket), proxy, HttpConnect(host, port, proxy.credentials), alarm,
                                   recorder);
    case ProxyKind::socks5:
      break;
  }
  co_return co_await negotiate(std::move(socket), proxy, Socks5(std::move(host), port, proxy.credentials), alarm,
                               recorder);
}

}  // namespace probe
