// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/dial.hpp"

#include "probe/engine/lookup.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/errc.hpp>

#include <string>
#include <utility>

namespace probe {
namespace {

using asio::ip::tcp;
using boost::system::error_code;
namespace errc = boost::system::errc;

/// What this machine ran out of, or forbids: nothing that the peer could be blamed for.
bool is_ours(const error_code& error) {
  return error == errc::too_many_files_open || error == errc::too_many_files_open_in_system ||
         error == errc::no_buffer_space || error == errc::not_enough_memory || error == errc::address_not_available ||
         error == errc::address_in_use || error == errc::permission_denied || error == errc::operation_not_permitted;
}

ConnectFailure failure_of(const error_code& error) {
  if (error == errc::connection_refused) return ConnectFailure::refused;
  if (error == errc::timed_out) return ConnectFailure::timed_out;
  if (error == errc::network_unreachable || error == errc::host_unreachable || error == errc::network_down ||
      error == errc::address_family_not_supported)
    return ConnectFailure::unreachable;
  return ConnectFailure::other;
}

Observation observe(const error_code& error, const tcp::endpoint& endpoint) {
  Observation observation;
  observation.detail = endpoint_text(endpoint) + ": " + error.message();
  if (error == errc::connection_reset || error == errc::connection_aborted) {
    // A connection that never came up is refused, not reset: the peer took this one and threw it away.
    observation.response = Response::closed;
    observation.close = CloseStyle::reset;
  } else if (is_ours(error)) {
    observation.response = Response::local_failure;
  } else {
    observation.response = Response::not_connected;
    observation.connect_failure = failure_of(error);
  }
  return observation;
}

}  // namespace

Awaitable<Dialed> dial(const tcp::endpoint& endpoint, Alarm& alarm, SourcePort source) {
  const auto executor = co_await asio::this_coro::executor;
  Dialed dialed;
  tcp::socket socket(executor);
  error_code error;
  socket.open(endpoint.protocol(), error);
  if (!error && source == SourcePort::by_bind) {
    // Where that is not to be had, connect() will choose.
    error_code ignored;
    socket.bind(tcp::endpoint(endpoint.protocol(), 0), ignored);
  }
  if (!error && alarm.ring() == Alarm::Ring::none) {
    const Alarm::Guard guard(alarm, [&socket] {
      error_code ignored;
      socket.cancel(ignored);
    });
    std::tie(error) = co_await socket.async_connect(endpoint, kAwaitTuple);
  }
  if (alarm.ring() != Alarm::Ring::none) error = make_error_code(errc::timed_out);
  if (error)
    dialed.failure = observe(error, endpoint);
  else
    dialed.socket = std::move(socket);
  co_return dialed;
}

}  // namespace probe
