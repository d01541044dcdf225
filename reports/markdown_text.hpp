// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// Hostile text on one line of GitHub-flavoured Markdown, in a table's cell too: it can neither end the cell nor mark
/// anything up. Names (of suites, hosts, features) stand between back-ticks; other marks become character references,
/// which CommonMark section 2.5 never takes for structure.
[[nodiscard]] std::string markdown_text(std::string_view hostile);

}  // namespace reports
