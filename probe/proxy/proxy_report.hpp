// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/http_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probe {

/// How asking a proxy for a tunnel ended.
enum class ProxyOutcome : std::uint8_t {
  unfinished,
  timed_out,
  closed,
  reset,
  cut_short,
  not_http,
  not_socks5,
  malformed,
  head_too_long,  ///< for us
  credentials_required,
  credentials_rejected,
  no_acceptable_method,
  forbidden,
  connect_not_supported,
  host_unreachable,
  network_unreachable,
  connection_refused,
  target_timed_out,
  proxy_overloaded,
  address_type_not_supported,
  general_failure,
  other_status,
  other_reply,
  connected,
};

// The words of the record; `_from` takes exactly those.
[[nodiscard]] std::string_view to_string(ProxyOutcome outcome);
[[nodiscard]] std::optional<ProxyOutcome> proxy_outcome_from(std::string_view word);

/// What was seen and what to do: one or two sentences.
[[nodiscard]] std::string_view explain(ProxyOutcome outcome);

/// What a proxy said. Never what was said to it: that may hold a password.
struct ProxyReport {
  ProxyOutcome outcome = ProxyOutcome::unfinished;
  std::optional<HttpHead> head;            ///< an HTTP proxy's answer; hostile
  std::optional<std::uint8_t> socks_code;  ///< the octet that decided: method, status or REP of RFC 1928 and 1929
  friend bool operator==(const ProxyReport&, const ProxyReport&) = default;
};

}  // namespace probe
