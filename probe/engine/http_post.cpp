// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/http_post.hpp"

#include "probe/engine/http_talk.hpp"
#include "probe/engine/pump.hpp"
#include "probe/engine/route.hpp"
#include "probe/engine/tcp_stream.hpp"
#include "probe/engine/tls_stream.hpp"
#include "probe/proxy/basic_authorization.hpp"
#include "probe/sstp/request.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <utility>

namespace probe {
namespace {

HttpAnswer failed(std::string problem) {
  HttpAnswer answer;
  answer.problem = std::move(problem);
  return answer;
}

Target target_of(const std::string& host, std::uint16_t port) {
  Target target;
  target.host = host;
  target.port = port;
  return target;
}

/// How a request goes out: to whom, and what it has to say there.
struct Way {
  Route route;
  std::string target;         ///< of the request line
  std::string authorization;  ///< for the proxy that passes it on
};

Way way_for(const HttpUrl& url, const WayOut& way_out) {
  const auto origin = target_of(url.host, url.port);
  auto proxy = proxy_for(way_out, origin);
  if (!proxy) return {Route(origin), url.path, {}};
  if (url.is_secure || proxy->kind != ProxyKind::http) return {Route(origin, *std::move(proxy)), url.path, {}};
  // RFC 9112 3.2.2: a proxy that passes a request on wants the whole address. Few of them open tunnels to port 80.
  return {Route(target_of(proxy->host, proxy->port)), to_string(url),
          proxy->credentials ? basic_authorization(*proxy->credentials).reveal() : std::string()};
}

Awaitable<HttpAnswer> talk_over(Stream& stream, const HttpPost& request, const Way& way, Alarm& alarm) {
  HttpTalk talk(request, way.target, way.authorization);
  alarm.set(request.timeout);
  co_await pump(talk, stream);
  stream.close();
  co_return talk.take_answer();
}

Awaitable<HttpAnswer> post_secure(Dialed dialed, const HttpPost& request, const Way& way, const tls::x509::Roots& roots,
                                  Alarm& alarm) {
  TlsStream stream(*std::move(dialed.socket), roots, alarm);
  alarm.set(request.timeout);
  auto problem = co_await stream.handshake(request.url.host);
  if (!problem.empty()) {
    stream.close();
    co_return failed(std::move(problem));
  }
  co_return co_await talk_over(stream, request, way, alarm);
}

Awaitable<void> post_once(const HttpPost& request, const WayOut& way_out, const tls::x509::Roots& roots,
                          HttpAnswer& answer) {
  const auto executor = co_await asio::this_coro::executor;
  const auto alarm = Alarm::create(executor);
  Way way = way_for(request.url, way_out);
  Dialed dialed = co_await way.route.connect(*alarm, request.timeout);
  if (!dialed.socket) {
    answer = failed(dialed.failure.detail);
    co_return;
  }
  if (request.url.is_secure) {
    answer = co_await post_secure(std::move(dialed), request, way, roots, *alarm);
    co_return;
  }
  TcpStream stream(*std::move(dialed.socket), std::move(dialed.early), *alarm);
  answer = co_await talk_over(stream, request, way, *alarm);
}

}  // namespace

std::string authority(const HttpUrl& url) {
  const auto whole = authority(url.host, url.port);
  const bool is_usual = url.port == (url.is_secure ? 443 : 80);
  return is_usual ? whole.substr(0, whole.rfind(':')) : whole;
}

std::string origin(const HttpUrl& url) { return (url.is_secure ? "https://" : "http://") + authority(url); }

std::string to_string(const HttpUrl& url) { return origin(url) + url.path; }

HttpAnswer post(const HttpPost& request, const WayOut& way_out, const tls::x509::Roots& roots) {
  HttpAnswer answer;
  asio::io_context io(1);
  asio::co_spawn(io, post_once(request, way_out, roots, answer), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
  io.run();
  return answer;
}

}  // namespace probe
