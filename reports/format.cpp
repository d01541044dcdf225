// SPDX-License-Identifier: Apache-2.0
#include "reports/report.hpp"

#include <algorithm>
#include <array>

namespace reports {
namespace {

constexpr std::array kFormats{
    Format{"json", "the scan record: everything, for any report later", write_json},
    Format{"ndjson", "one target a line, as soon as it is done", write_ndjson},
    Format{"csv", "one row a cell, for spreadsheets", write_csv},
};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view word) {
  const auto found =
      std::find_if(kFormats.begin(), kFormats.end(), [word](const Format& format) { return format.word == word; });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace reports
