// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/route.hpp"

#include "probe/engine/tunnel.hpp"
#include "probe/sstp/request.hpp"

#include <utility>

namespace probe {
namespace {

Dialed unresolvable(std::string problem) {
  Dialed dialed;
  dialed.failure.response = Response::not_connected;
  dialed.failure.connect_failure = ConnectFailure::unresolvable;
  dialed.failure.detail = std::move(problem);
  return dialed;
}

std::string host_of(const Target& target) { return target.connect ? target.connect->host : target.host; }

std::uint16_t port_of(const Target& target) {
  return target.connect ? target.connect->port.value_or(target.port) : target.port;
}

/// What is dialled for a target: itself, or the proxy.
Target dialled(const Target& target, const std::optional<ProxyUrl>& proxy) {
  if (!proxy) return target;
  Target instead;
  instead.host = proxy->host;
  instead.port = proxy->port;
  return instead;
}

}  // namespace

Awaitable<Dialed> Route::connect(Alarm& alarm, std::chrono::milliseconds timeout, Recorder* recorder) {
  auto dialed = co_await connect_address(alarm, timeout);
  if (recorder != nullptr && dialed.socket) recorder->connected(*dialed.socket);
  if (!proxy_ || !dialed.socket) co_return dialed;
  alarm.set(timeout);
  co_return co_await open_tunnel(*std::move(dialed.socket), *proxy_, host_of(target_), port_of(target_), alarm,
                                 recorder);
}

Awaitable<Dialed> Route::connect_address(Alarm& alarm, std::chrono::milliseconds timeout) {
  if (addresses_.endpoints.empty()) {
    auto found = co_await look_up(dialled(target_, proxy_));
    // Another connection may have brought them meanwhile.
    if (addresses_.endpoints.empty()) addresses_ = std::move(found);
  }
  if (addresses_.endpoints.empty()) co_return unresolvable(addresses_.problem);

  for (;;) {
    const std::size_t tried = current_;
    const auto endpoint = addresses_.endpoints[tried];
    alarm.set(timeout);
    const auto source = ++attempts_ % 2 == 0 ? SourcePort::by_bind : SourcePort::by_connect;
    auto dialed = co_await dial(endpoint, alarm, source);
    if (dialed.failure.response != Response::not_connected || dialed.socket) {
      if (!settled_ && (dialed.socket || dialed.failure.response == Response::closed)) {
        settled_ = true;
        current_ = tried;
      }
      co_return dialed;
    }
    // Of several connections that fail at the same address, one moves on and the others follow.
    if (current_ == tried && !settled_) current_ = (tried + 1) % addresses_.endpoints.size();
    const bool next = current_ != tried && (settled_ || current_ != 0);
    if (!next || alarm.ring() == Alarm::Ring::called_off) co_return dialed;
  }
}

std::string Route::address() const {
  if (proxy_) return authority(host_of(target_), port_of(target_));
  return addresses_.endpoints.empty() ? std::string{} : endpoint_text(addresses_.endpoints[current_]);
}

}  // namespace probe
