// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"

#include <string>
#include <string_view>

namespace probe::cli {

/// `text` when it is an IP address or can be a DNS name; otherwise what is wrong with it. Underscores pass: they stand
/// in names that people have. Names in other scripts do not: their xn-- form is what DNS and server_name carry.
Parsed<std::string> check_host(std::string_view text);

/// An IPv4 or IPv6 address; the latter perhaps with a zone ("fe80::1%eth0", RFC 4007 section 11).
[[nodiscard]] bool is_address(std::string_view text);

}  // namespace probe::cli
