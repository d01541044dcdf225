// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/dial.hpp"
#include "probe/engine/lookup.hpp"
#include "probe/engine/recorder.hpp"
#include "probe/model/target.hpp"
#include "probe/proxy/proxy_url.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace probe {

/// Where the connections of one scan go. Of a name's addresses it tries one after the other until a connection comes
/// up, and stays with that one, so that the cells speak of one server.
class Route {
 public:
  /// Looks the target's name up when the first connection is made, and again while there is no address.
  explicit Route(const Target& target) : target_(target) {}
  /// Goes to the proxy and leaves the target's name to it.
  Route(const Target& target, ProxyUrl proxy) : target_(target), proxy_(std::move(proxy)) {}
  /// Knows the addresses already.
  Route(const Target& target, std::vector<asio::ip::tcp::endpoint> endpoints) : target_(target) {
    addresses_.endpoints = std::move(endpoints);
  }

  /// Each address that is tried has `timeout` for itself.
  [[nodiscard]] Awaitable<Dialed> connect(Alarm& alarm, std::chrono::milliseconds timeout,
                                          Recorder* recorder = nullptr);

  /// The address that is in use, or is tried first; empty when there is none. Behind a proxy: what it was asked for.
  [[nodiscard]] std::string address() const;
  /// TCP connections attempted.
  [[nodiscard]] std::size_t attempts() const { return attempts_; }
  /// Its URL without credentials; empty when there is none.
  [[nodiscard]] std::string proxy() const { return proxy_ ? to_string(*proxy_) : std::string{}; }

 private:
  [[nodiscard]] Awaitable<Dialed> connect_address(Alarm& alarm, std::chrono::milliseconds timeout);

  Target target_;
  std::optional<ProxyUrl> proxy_;
  Addresses addresses_;
  std::size_t current_ = 0;
  bool settled_ = false;  ///< a connection came up
  std::size_t attempts_ = 0;
};

}  // namespace probe
