// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/foreign_body.hpp"

#include "probe/sstp/request.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <string_view>
#include <system_error>

namespace probe {
namespace {

bool contains_ignoring_case(std::string_view text, std::string_view wanted) {
  for (; text.size() >= wanted.size(); text.remove_prefix(1))
    if (tls::equal_ignoring_case(text.substr(0, wanted.size()), wanted)) return true;
  return false;
}

/// OpenVPN's Access Server puts a web server on its port, which names itself.
bool is_openvpn(const HttpHead& head) { return head.server && contains_ignoring_case(*head.server, "openvpn"); }

/// A proxy or a cache that names itself: by a field that only those write (RFC 9110 7.6.3, Squid's and others' own), or
/// as the server.
bool is_proxy(const HttpHead& head) {
  constexpr std::string_view kProxies[] = {"squid", "varnish", "traffic server", "bluecoat", "zscaler", "mitmproxy"};
  return head.via || (head.server && std::any_of(std::begin(kProxies), std::end(kProxies), [&](std::string_view name) {
                        return contains_ignoring_case(*head.server, name);
                      }));
}

bool begins_text(std::uint8_t octet) {
  constexpr std::uint8_t kByteOrderMark = 0xEF;  // of UTF-8
  return (octet >= 0x20 && octet < 0x7F) || octet == '\t' || octet == '\r' || octet == '\n' || octet == kByteOrderMark;
}

}  // namespace

CallOutcome outcome_of_head(const HttpHead& head) {
  if (is_openvpn(head)) return CallOutcome::openvpn_web_server;
  const auto outcome = outcome_of_status(head.status);
  // What it says of SSTP it says in another's place.
  const bool is_answer = outcome == CallOutcome::bad_request || outcome == CallOutcome::not_found ||
                         outcome == CallOutcome::not_implemented;
  return is_answer && is_proxy(head) ? CallOutcome::other_status : outcome;
}

CallOutcome outcome_of_body(const HttpHead& head, std::uint8_t first) {
  if (is_openvpn(head)) return CallOutcome::openvpn_web_server;
  // A page may be compressed; but only a page has an end.
  const bool ends = head.content_length && *head.content_length != kDuplexContentLength;
  return ends || begins_text(first) ? CallOutcome::web_page : CallOutcome::not_sstp;
}

std::size_t announced_body_size(const HttpHead& head) {
  // RFC 9110 6.4.1: 1xx, 204 and 304 have no content.
  if (head.status < 200 || head.status == 204 || head.status == 304) return 0;
  constexpr auto kUnknown = std::numeric_limits<std::size_t>::max();
  if (!head.content_length) return kUnknown;
  std::size_t size = 0;
  const char* const end = head.content_length->data() + head.content_length->size();
  const auto [stop, error] = std::from_chars(head.content_length->data(), end, size);
  return error == std::errc{} && stop == end ? size : kUnknown;
}

}  // namespace probe
