// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/way_out.hpp"
#include "tls/client/x509/roots.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace probe {

/// Where something is asked for by HTTP.
struct HttpUrl {
  bool is_secure = false;  ///< https
  std::string host;        ///< without brackets
  std::uint16_t port = 80;
  std::string path = "/";  ///< and the query, as it is sent
};
/// "tsa.example.net:8080"; a port that goes without saying is left out.
[[nodiscard]] std::string authority(const HttpUrl& url);
/// "http://tsa.example.net:8080": for messages. Paths and queries may hold somebody's key.
[[nodiscard]] std::string origin(const HttpUrl& url);
/// "http://tsa.example.net:8080/tsr", its authority as above.
[[nodiscard]] std::string to_string(const HttpUrl& url);

struct HttpPost {
  HttpUrl url;
  std::string content_type;
  std::string body;
  std::size_t most = 0;                 ///< octets of an answer's body; a longer one is a problem
  std::chrono::milliseconds timeout{};  ///< to connect, and again for TLS and for the whole answer
};

/// What came back; or, when that was no whole answer of HTTP, why. Every string is the peer's, and hostile.
struct HttpAnswer {
  std::string problem;  ///< empty: there is an answer
  unsigned status = 0;
  std::string reason, content_type, body;
};

/// Posts, through the proxy where there is one: an HTTP proxy passes plain HTTP on, and opens a tunnel for HTTPS.
/// HTTPS servers have to be known by the roots. Blocks. Throws nothing for what a network or a peer may do.
[[nodiscard]] HttpAnswer post(const HttpPost& request, const WayOut& way_out, const tls::x509::Roots& roots);

}  // namespace probe
