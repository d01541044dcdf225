// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/file.hpp"

#include <algorithm>

namespace probe::evidence {

void sort_by_name(std::vector<File>& files) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

const File* find_file(const std::vector<File>& files, std::string_view name) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace probe::evidence
