// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/variables.hpp"

#include <algorithm>

namespace probe::cli {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

bool locale_is_utf8(const Variables& variables) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = variables(name);
    if (!value || value->empty()) continue;
    const auto locale = lower(*value);
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

bool is_dumb_terminal(const Variables& variables) { return variables("TERM").value_or("") == "dumb"; }

}  // namespace probe::cli
