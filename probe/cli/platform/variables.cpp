// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/variables.hpp"

#include "tls/wire/text.hpp"

namespace probe::cli {
bool locale_is_utf8(const Variables& variables) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = variables(name);
    if (!value || value->empty()) continue;
    const auto locale = tls::lower_case(*value);
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

bool is_dumb_terminal(const Variables& variables) { return variables("TERM").value_or("") == "dumb"; }

}  // namespace probe::cli
