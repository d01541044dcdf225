// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/route.hpp"

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

}  // namespace

Awaitable<Dialed> Route::connect(Alarm& alarm, std::chrono::milliseconds timeout) {
  if (addresses_.endpoints.empty()) {
    auto found = co_await look_up(target_);
    // Another connection may have brought them meanwhile.
    if (addresses_.endpoints.empty()) addresses_ = std::move(found);
  }
  if (addresses_.endpoints.empty()) co_return unresolvable(addresses_.problem);

  for (;;) {
    const std::size_t tried = current_;
    const auto endpoint = addresses_.endpoints[tried];
    alarm.set(timeout);
    ++attempts_;
    auto dialed = co_await dial(endpoint, alarm);
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
  return addresses_.endpoints.empty() ? std::string{} : to_string(addresses_.endpoints[current_]);
}

}  // namespace probe
