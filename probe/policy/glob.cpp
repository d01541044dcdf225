// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/glob.hpp"

#include "tls/wire/text.hpp"

#include <cstddef>

namespace probe {

// Goes back to the last '*' alone, so that no pattern costs more than the product of both lengths.
bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && tls::lower_case(pattern[p]) == tls::lower_case(text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace probe
