// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/listen_address.hpp"

#include <boost/asio/ip/address.hpp>

namespace gateway {

std::string check_loopback(const std::string& address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(address, error);
  if (error) return "expected an IP address, found " + address;
  if (!parsed.is_loopback()) return "expected a loopback address such as 127.0.0.1 or ::1, found " + address;
  return "";
}

std::string printable_endpoint(const std::string& address, std::uint16_t port) {
  const bool is_v6 = address.find(':') != std::string::npos;
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace gateway
