// SPDX-License-Identifier: Apache-2.0
// What the program finds in zips, for tests/interop/test_zip.py. Standard input has one after the other, each behind
// its size as four octets, the least significant first. A line each: "-" and why not, or "+" and name, size and CRC-32
// of each entry.
#include "probe/zip/names.hpp"
#include "probe/zip/reader.hpp"

#include <cstdio>
#include <iostream>
#include <iterator>

namespace {

std::string listed(std::string_view octets) {
  constexpr probe::zip::Bounds kMost{1000, 1U << 20U};
  const auto entries = probe::zip::open(octets, kMost);
  if (!entries) return "-" + entries.error().text;
  std::vector<std::string> names;
  for (const auto& entry : *entries) names.push_back(entry.name);
  if (const auto odd = probe::zip::check_names(names)) return "-" + odd->text;
  std::string line = "+";
  for (const auto& entry : *entries) {
    const auto content = probe::zip::extract(octets, entry, kMost.octets);
    if (!content) return "-" + content.error().text;
    line += entry.name + " " + std::to_string(content->size()) + " " + std::to_string(entry.crc) + ";";
  }
  return line;
}

}  // namespace

int main() {
  const std::string input(std::istreambuf_iterator<char>(std::cin), {});
  std::string_view left = input;
  while (left.size() >= 4) {
    std::size_t size = 0;
    for (std::size_t at = 4; at-- > 0;) size = size << 8U | static_cast<unsigned char>(left[at]);
    std::string line = listed(left.substr(4, size));
    for (char& letter : line) letter = letter == '\n' ? ' ' : letter;
    std::cout << line << '\n';
    left.remove_prefix(std::min(4 + size, left.size()));
  }
  return 0;
}
