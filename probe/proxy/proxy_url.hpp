// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/proxy/secret.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probe {

enum class ProxyKind : std::uint8_t {
  http,    ///< CONNECT
  socks5,  ///< the proxy resolves the name, whether the URL says socks5 or socks5h
};

struct ProxyUrl {
  ProxyKind kind = ProxyKind::http;
  std::string host;  ///< without brackets
  std::uint16_t port = 0;
  std::optional<Credentials> credentials;
  friend bool operator==(const ProxyUrl&, const ProxyUrl&) = default;
};

/// "http://proxy.example.net:3128": never the credentials.
[[nodiscard]] std::string to_string(const ProxyUrl& url);

enum class ProxyUrlFault : std::uint8_t {
  unknown_scheme,
  https_proxy,
  no_host,
  bad_host,
  bad_port,
  path,
  bad_percent_encoding,
  bad_credentials,
};

/// A sentence for the user. It repeats nothing of the URL, so that no password can be in it.
[[nodiscard]] std::string_view explain(ProxyUrlFault fault);

/// "http://[user[:password]@]host[:port][/]", or socks5:// or socks5h:// in its place; http:// may be left out. User
/// and password are percent-decoded. Port 80 and 1080 where none is named.
[[nodiscard]] boost::system::result<ProxyUrl, ProxyUrlFault> parse_proxy_url(std::string_view text);

/// Lets value() of a failed parse throw; reaching it is a bug in the caller.
[[noreturn]] void throw_exception_from_error(ProxyUrlFault fault, const boost::source_location& where);

}  // namespace probe
