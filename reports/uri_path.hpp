// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// A file's path as a relative reference (RFC 3986 section 4.2): every octet that is not unreserved or a slash is
/// percent-encoded; backslashes of Windows become slashes.
[[nodiscard]] std::string uri_path(std::string_view path);

}  // namespace reports
