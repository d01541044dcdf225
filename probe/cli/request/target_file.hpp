// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "probe/model/target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace probe::cli {

/// A line of a target file. What it says of itself wins over what the command line says of every target.
struct ListedTarget {
  Target target;
  bool names_sni = false;      ///< `sni=` was there
  bool names_connect = false;  ///< `connect=` was there
};

/// Reads a target file:
///
///     # comment
///     vpn.example.net
///     192.0.2.7:8443  sni=vpn.example.net  label="Site A, old"   # behind the balancer
///     vpn.example.net connect=192.0.2.8 sni=-
///
/// `sni=-`: no server_name. LF or CRLF ends a line; a byte order mark is skipped. `name` is what errors and
/// the targets' origins call the file: "sites.txt:7: ...".
Parsed<std::vector<ListedTarget>> parse_target_file(std::string_view text, const std::string& name);

/// A target file that reads as these targets. Nothing in it can act on a terminal.
[[nodiscard]] std::string target_file_text(const std::vector<Target>& targets);

}  // namespace probe::cli
