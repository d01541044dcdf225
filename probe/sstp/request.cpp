// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/request.hpp"

#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>

namespace probe {
namespace {

namespace http = boost::beast::http;

/// Beast writes names and values as they are: a line end in one would make it two.
void require_printable(std::string_view text, char lowest) {
  if (std::any_of(text.begin(), text.end(), [lowest](char c) { return c < lowest || c == 0x7F; }))
    throw std::invalid_argument("probe: an HTTP request cannot carry this text");
}

/// RFC 6874 1: a zone ("%eth0") means something on this host alone, and goes to no other.
std::string in_brackets_if_ipv6(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host.substr(0, host.find('%')) + "]";
}

/// The head alone. Not by way of prepare_payload(): that takes the Content-Length of a request without a body away.
tls::Bytes serialized(const http::request<http::empty_body>& request) {
  http::request_serializer<http::empty_body> serializer(request);
  tls::Bytes octets;
  boost::system::error_code error;
  while (!serializer.is_done()) {
    std::size_t size = 0;
    serializer.next(error, [&octets, &size](auto& /*error*/, const auto& buffers) {
      for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
        const auto* data = static_cast<const std::uint8_t*>(buffer.data());
        octets.insert(octets.end(), data, data + buffer.size());
        size += buffer.size();
      }
    });
    if (error) throw std::runtime_error("probe: cannot write an HTTP request: " + error.message());
    serializer.consume(size);
  }
  return octets;
}

}  // namespace

std::string make_correlation_id(const RandomSource& random) {
  std::array<std::uint8_t, 16> octets{};
  random(octets);
  // RFC 4122 4.4: version 4 in the four upper bits of time_hi, variant 10 in the two upper bits of clock_seq_hi.
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0FU) | 0x40U);
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3FU) | 0x80U);

  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string id = "{";
  for (std::size_t i = 0; i < octets.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += kDigits[octets[i] >> 4U];
    id += kDigits[octets[i] & 0x0FU];
  }
  return id + '}';
}

tls::Bytes duplex_post(const std::string& host, const std::string& correlation_id, RequestKind kind) {
  require_printable(host, '!');
  require_printable(correlation_id, '!');
  http::request<http::empty_body> request;
  const bool other_method = kind == RequestKind::other_method || kind == RequestKind::short_other_method;
  const bool other_path = kind == RequestKind::other_path || kind == RequestKind::short_other_path;
  const std::string_view method = other_method ? kOtherMethod : "SSTP_DUPLEX_POST";
  const std::string_view path = other_path ? kOtherPath : kDuplexPath;
  request.method_string({method.data(), method.size()});
  request.target({path.data(), path.size()});
  request.set(http::field::content_length, is_short(kind) ? std::string_view("0") : kDuplexContentLength);
  request.set(http::field::host, in_brackets_if_ipv6(host));
  request.set("SSTPCORRELATIONID", correlation_id);
  return serialized(request);
}

std::string authority(const std::string& host, std::uint16_t port) {
  return in_brackets_if_ipv6(host) + ":" + std::to_string(port);
}

tls::Bytes connect_request(const std::string& authority, const std::string& authorization) {
  require_printable(authority, '!');
  require_printable(authorization, ' ');
  http::request<http::empty_body> request;
  request.method(http::verb::connect);
  request.target(authority);
  request.set(http::field::host, authority);
  // [MS-SSTP] 4.5: so that the proxy's administrator can tell SSTP from other tunnels.
  request.set("SSTPVERSION", "1.0");
  if (!authorization.empty()) request.set(http::field::proxy_authorization, authorization);
  return serialized(request);
}

}  // namespace probe
