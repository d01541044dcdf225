// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/text.hpp"

namespace tls {

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (auto& letter : result) letter = lower_case(letter);
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace tls
