// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_behaviour.hpp"
#include "tests/peer/call_octets.hpp"

#include <array>

namespace peer {
namespace {

constexpr std::size_t kMoreThanAHead = 4096;  ///< fields: 64 KiB of them

/// A good call behind another head than usual.
CallScript call_behind(std::string_view head, const Nonce& nonce) {
  return {{{text(head)}, {ack(nonce)}, {disconnect_ack()}}, Bye::close_notify};
}

/// An answer that is not 200 ends a call at rung `tls`.
constexpr CallTruth at_tls(std::string_view outcome) { return {"tls", outcome}; }

constexpr std::array kHttpBehaviours = {
    CallBehaviour{"http-404-open", "404, and stay: SoftEther, of another path", at_tls("not_found"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 404 Not Found\r\nConnection: Keep-Alive\r\nContent-Length: 22\r\n"
                        "Content-Type: text/html\r\nKeep-Alive: timeout=15; max=19\r\n\r\n<h1>404 Not Found</h1>",
                        Bye::stay);
                  }},
    CallBehaviour{"http-501-open", "501, and stay: SoftEther with SSTP disabled", at_tls("not_implemented"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 501 Method Not Implemented\r\nConnection: Keep-Alive\r\nContent-Length: 9\r\n"
                        "Content-Type: text/html\r\n\r\n<h1></h1>",
                        Bye::stay);
                  }},
    CallBehaviour{
        "http-403", "403, and stay", at_tls("forbidden"),
        [](const Nonce&) { return only_answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", Bye::stay); }},
    CallBehaviour{"http-404-close", "404, and close: accel-ppp, of another path or host", at_tls("not_found"),
                  [](const Nonce&) {
                    return only_answer("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n", Bye::close_notify);
                  }},
    CallBehaviour{"http-301", "301 to elsewhere: accel-ppp with http-error=redirect", at_tls("redirected"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 301 Moved Permanently\r\nLocation: http://www.example.test/\r\n"
                        "Connection: close\r\n\r\n",
                        Bye::close_notify);
                  }},
    CallBehaviour{"http-400-close", "400, and close: nginx, node, load balancers", at_tls("bad_request"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n"
                        "Content-Length: 12\r\nConnection: close\r\n\r\n<h1>400</h1>",
                        Bye::close_notify);
                  }},
    CallBehaviour{"http-501-http10", "501 of HTTP/1.0: Python's http.server", at_tls("not_implemented"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.0 501 Unsupported method ('SSTP_DUPLEX_POST')\r\nServer: BaseHTTP/0.6 Python/3.11.2\r\n"
                        "Connection: close\r\nContent-Type: text/html;charset=utf-8\r\n\r\n<p>Error code: 501</p>",
                        Bye::close_notify);
                  }},
    CallBehaviour{"http-401", "401", at_tls("unauthorized"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n",
                        Bye::stay);
                  }},
    CallBehaviour{"http-407", "407: a proxy's", at_tls("proxy_authentication_required"),
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                        "Content-Length: 0\r\n\r\n",
                        Bye::stay);
                  }},
    CallBehaviour{"http-503", "503: no port is free", at_tls("service_unavailable"),
                  [](const Nonce&) {
                    return only_answer("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                                       Bye::close_notify);
                  }},
    CallBehaviour{"http-openvpn", "404 of an OpenVPN gateway's web server", at_tls("openvpn_web_server"),
                  [](const Nonce&) {
                    return only_answer("HTTP/1.1 404 Not Found\r\nServer: OpenVPN-AS\r\nContent-Length: 0\r\n\r\n",
                                       Bye::close_notify);
                  }},
    CallBehaviour{"http-close", "close without an answer, in order: sstp-server, of other paths", at_tls("http_closed"),
                  [](const Nonce&) { return only_answer("", Bye::close_notify); }},
    CallBehaviour{"http-close-unsaid", "close without an answer and without close_notify", at_tls("http_closed"),
                  [](const Nonce&) { return only_answer("", Bye::close); }},
    CallBehaviour{"http-reset", "reset instead of an answer", at_tls("http_reset"),
                  [](const Nonce&) { return only_answer("", Bye::reset); }},
    CallBehaviour{"http-silence", "no answer: SoftEther of Debian 12", at_tls("http_timed_out"),
                  [](const Nonce&) { return only_answer("", Bye::stay); }},
    CallBehaviour{"http-cut", "half a status line, then close", at_tls("http_cut_short"),
                  [](const Nonce&) { return only_answer("HTTP/1.", Bye::close_notify); }},
    CallBehaviour{"http-endless-head", "a head without end", at_tls("http_head_too_long"),
                  [](const Nonce&) {
                    return CallScript{
                        {{text("HTTP/1.1 200 OK\r\n"), repeated(text("X-Field: filler\r\n"), kMoreThanAHead)}},
                        Bye::stay};
                  }},
    CallBehaviour{"http-not", "another protocol behind TLS", at_tls("not_http"),
                  [](const Nonce&) { return only_answer("* OK IMAP4rev1 ready\r\n", Bye::stay); }},
    CallBehaviour{"http-portal", "200 and a page: a captive portal", CallTruth{"http", "web_page"},
                  [](const Nonce&) {
                    return only_answer(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 27\r\n\r\n"
                        "<html>Please log in.</html>",
                        Bye::close_notify);
                  }},
    CallBehaviour{"http-no-space", "a status line without a space and a reason, as [MS-SSTP] has it", kConnected,
                  [](const Nonce& nonce) {
                    return call_behind("HTTP/1.1 200\r\nContent-Length: 18446744073709551615\r\n\r\n", nonce);
                  }},
    CallBehaviour{"http-no-reason", "a status line with the space and without a reason", kConnected,
                  [](const Nonce& nonce) {
                    return call_behind("HTTP/1.1 200 \r\nContent-Length: 18446744073709551615\r\n\r\n", nonce);
                  }},
    CallBehaviour{"http-bare-lf", "lines that end with LF alone", kConnected,
                  [](const Nonce& nonce) {
                    return call_behind("HTTP/1.1 200 OK\nContent-Length: 18446744073709551615\n\n", nonce);
                  }},
    CallBehaviour{"http-10", "200 of HTTP/1.0", kConnected,
                  [](const Nonce& nonce) {
                    return call_behind("HTTP/1.0 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n", nonce);
                  }},
    CallBehaviour{"http-no-length", "no Content-Length", kConnected,
                  [](const Nonce& nonce) { return call_behind("HTTP/1.1 200 OK\r\n\r\n", nonce); }},
    CallBehaviour{
        "http-other-length", "a Content-Length that is not 2^64 - 1", kConnected,
        [](const Nonce& nonce) { return call_behind("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", nonce); }},
    CallBehaviour{"http-bad-length", "a Content-Length that is no number", kConnected,
                  [](const Nonce& nonce) {
                    return call_behind("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616x\r\n\r\n", nonce);
                  }},
};

}  // namespace

std::span<const CallBehaviour> http_behaviours() { return kHttpBehaviours; }

}  // namespace peer
