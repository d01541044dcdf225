// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/profile/profile.hpp"

namespace probe::profile {

// One reader a format. `text` is UTF-8 without a byte order mark.
[[nodiscard]] Read read_xml(std::string_view text, const std::string& name);
[[nodiscard]] Read read_phone_book(std::string_view text, const std::string& name);
[[nodiscard]] Read read_connection_manager(std::string_view text, const std::string& name);
[[nodiscard]] Read read_gateway_list(std::string_view text, const std::string& name);
[[nodiscard]] Read read_package(std::string_view octets, const std::string& name);

/// At most kMostTextOctets of it, without blanks at either end.
[[nodiscard]] std::string bounded(std::string_view text);
/// "SSTP,IkeV2" as a list.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text, char separator);

}  // namespace probe::profile
