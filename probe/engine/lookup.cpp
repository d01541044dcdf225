// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/lookup.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace probe {
namespace {

using asio::ip::tcp;

bool belongs_to(const asio::ip::address& address, AddressFamily family) {
  switch (family) {
    case AddressFamily::any:
      return true;
    case AddressFamily::ipv4:
      return address.is_v4();
    case AddressFamily::ipv6:
      return address.is_v6();
  }
  return true;
}

const char* no_address_of(AddressFamily family) {
  switch (family) {
    case AddressFamily::any:
      break;
    case AddressFamily::ipv4:
      return "no IPv4 address";
    case AddressFamily::ipv6:
      return "no IPv6 address";
  }
  return "no address";
}

std::string words_of(const boost::system::error_code& error, AddressFamily family) {
  if (error == asio::error::host_not_found) return "host not found";
  if (error == asio::error::no_data) return no_address_of(family);
  if (error == asio::error::host_not_found_try_again) return "the name servers do not answer";
  return error.message();
}

}  // namespace

Awaitable<Addresses> look_up(const Target& target) {
  const std::string host = target.connect ? target.connect->host : target.host;
  const std::uint16_t port = target.connect ? target.connect->port.value_or(target.port) : target.port;
  Addresses addresses;

  boost::system::error_code no_literal;
  if (const auto literal = asio::ip::make_address(host, no_literal); !no_literal) {
    if (belongs_to(literal, target.family))
      addresses.endpoints.emplace_back(literal, port);
    else
      addresses.problem = host + ": " + no_address_of(target.family);
    co_return addresses;
  }

  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  const std::string service = std::to_string(port);
  const auto flags = tcp::resolver::numeric_service;
  auto [error, results] = co_await resolver.async_resolve(host, service, flags, kAwaitTuple);
  for (const auto& result : results) {
    const auto& endpoint = result.endpoint();
    auto& known = addresses.endpoints;
    if (belongs_to(endpoint.address(), target.family) && std::find(known.begin(), known.end(), endpoint) == known.end())
      known.push_back(endpoint);
  }
  if (error)
    addresses.problem = host + ": " + words_of(error, target.family);
  else if (addresses.endpoints.empty())
    addresses.problem = host + ": " + no_address_of(target.family);
  co_return addresses;
}

std::string endpoint_text(const tcp::endpoint& endpoint) {
  const auto address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
}

}  // namespace probe
