// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/proxy_url.hpp"

#include "probe/proxy/ip_literal.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace probe {
namespace {

/// RFC 1929 section 2: user name and password have one octet for their length, and one octet at the least.
constexpr std::size_t kMaxSocksText = 255;

struct Scheme {
  std::string_view name;
  ProxyKind kind;
};
constexpr Scheme kSchemes[] = {
    {"http", ProxyKind::http},
    {"socks5", ProxyKind::socks5},
    {"socks5h", ProxyKind::socks5},
};

constexpr std::uint16_t default_port(ProxyKind kind) { return kind == ProxyKind::http ? 80 : 1080; }

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() != '%') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto value = text.size() >= 3 ? tls::hex_value(text.substr(1, 2)) : std::nullopt;
    if (!value) return std::nullopt;
    out += static_cast<char>(*value);
    text.remove_prefix(3);
  }
  return out;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

boost::system::result<Credentials, ProxyUrlFault> parse_credentials(std::string_view text, ProxyKind kind) {
  const auto colon = text.find(':');
  auto user = percent_decoded(text.substr(0, colon));
  auto password =
      colon == std::string_view::npos ? std::optional<std::string>("") : percent_decoded(text.substr(colon + 1));
  if (!user || !password) return ProxyUrlFault::bad_percent_encoding;
  if (user->empty()) return ProxyUrlFault::bad_credentials;
  for (const auto* part : {&*user, &*password})
    if (std::any_of(part->begin(), part->end(), is_control)) return ProxyUrlFault::bad_credentials;
  // RFC 7617 section 2: "a user-id containing a colon character is invalid".
  if (kind == ProxyKind::http && user->find(':') != std::string::npos) return ProxyUrlFault::bad_credentials;
  if (kind == ProxyKind::socks5 &&
      (user->size() > kMaxSocksText || password->size() > kMaxSocksText || password->empty()))
    return ProxyUrlFault::bad_credentials;
  return Credentials{std::move(*user), Secret(std::move(*password))};
}

bool is_host_name(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' ||
           c == '_';
  });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stop != end || port == 0) return std::nullopt;
  return port;
}

std::optional<ProxyUrlFault> parse_host_and_port(std::string_view text, ProxyUrl& url) {
  std::string_view host = text;
  std::string_view port;
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return ProxyUrlFault::bad_host;
    host = text.substr(1, end - 1);
    port = text.substr(end + 1);
    if (!address_octets(host) || host.find(':') == std::string_view::npos) return ProxyUrlFault::bad_host;
  } else {
    const auto colon = text.find(':');
    host = text.substr(0, colon);
    port = text.substr(std::min(text.size(), colon));
    if (host.empty()) return ProxyUrlFault::no_host;
    if (!is_host_name(host)) return ProxyUrlFault::bad_host;
  }
  url.host = std::string(host);
  url.port = default_port(url.kind);
  if (port.empty()) return std::nullopt;
  const auto number = port.front() == ':' ? parse_port(port.substr(1)) : std::nullopt;
  if (!number) return ProxyUrlFault::bad_port;
  url.port = *number;
  return std::nullopt;
}

std::optional<ProxyUrlFault> take_scheme(std::string_view& text, ProxyUrl& url) {
  const auto end = text.find("://");
  // Users and other programs write "proxy:3128"; curl takes that for http.
  if (end == std::string_view::npos) return std::nullopt;
  const auto name = text.substr(0, end);
  text.remove_prefix(end + 3);
  for (const auto& scheme : kSchemes) {
    if (!tls::equal_ignoring_case(scheme.name, name)) continue;
    url.kind = scheme.kind;
    return std::nullopt;
  }
  return tls::equal_ignoring_case(name, "https") ? ProxyUrlFault::https_proxy : ProxyUrlFault::unknown_scheme;
}

}  // namespace

std::string to_string(const ProxyUrl& url) {
  const std::string scheme = url.kind == ProxyKind::http ? "http://" : "socks5h://";
  const bool brackets = url.host.find(':') != std::string::npos;
  return scheme + (brackets ? "[" + url.host + "]" : url.host) + ":" + std::to_string(url.port);
}

boost::system::result<ProxyUrl, ProxyUrlFault> parse_proxy_url(std::string_view text) {
  ProxyUrl url;
  if (const auto fault = take_scheme(text, url)) return *fault;

  // The last '@': many a password has one that nobody encoded, and no host has.
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    auto credentials = parse_credentials(text.substr(0, at), url.kind);
    if (!credentials) return credentials.error();
    url.credentials = std::move(*credentials);
    text.remove_prefix(at + 1);
  }
  if (const auto end = text.find_first_of("/?#"); end != std::string_view::npos) {
    if (text.substr(end) != "/") return ProxyUrlFault::path;
    text = text.substr(0, end);
  }
  if (const auto fault = parse_host_and_port(text, url)) return *fault;
  return url;
}

std::string_view explain(ProxyUrlFault fault) {
  switch (fault) {
    case ProxyUrlFault::unknown_scheme:
      return "the proxy's URL must begin with http://, socks5:// or socks5h://";
    case ProxyUrlFault::https_proxy:
      return "proxies that are spoken to over TLS (https://) are not supported; use http:// if the proxy allows it";
    case ProxyUrlFault::no_host:
      return "the proxy's URL names no host";
    case ProxyUrlFault::bad_host:
      return "the proxy's host is neither a name nor an address (an IPv6 address stands in brackets)";
    case ProxyUrlFault::bad_port:
      return "the proxy's port is not a number from 1 to 65535";
    case ProxyUrlFault::path:
      return "the proxy's URL must end behind host and port";
    case ProxyUrlFault::bad_percent_encoding:
      return "a '%' in the proxy's user name or password is not followed by two hexadecimal digits; write '%' as %25";
    case ProxyUrlFault::bad_credentials:
      return "the proxy's user name or password cannot be sent: a user name is needed, control characters are not "
             "allowed, HTTP allows no ':' in a user name, and SOCKS wants both, of at most 255 octets each";
  }
  return "";
}

void throw_exception_from_error(ProxyUrlFault fault, const boost::source_location& /*where*/) {
  throw std::logic_error("value of a failed parse: " + std::string(explain(fault)));
}

}  // namespace probe
