// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// A file's path as a URI: a relative one as a relative reference (RFC 3986 section 4.2), an absolute one as
/// file:///... (RFC 8089). Every octet that is not unreserved or a slash is percent-encoded; backslashes of Windows
/// become slashes.
[[nodiscard]] std::string uri_of_path(std::string_view path);

}  // namespace reports
