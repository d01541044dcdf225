// SPDX-License-Identifier: Apache-2.0
#include "reports/csv_text.hpp"

#include "reports/escape.hpp"

#include <ostream>
#include <string_view>

namespace reports {
namespace {

std::string csv_field(std::string_view text) {
  std::string shown = visible(text);
  if (!shown.empty() && std::string_view("=+-@\t\r").find(shown.front()) != std::string_view::npos)
    shown.insert(0, 1, '\'');
  if (shown.find_first_of(",\"") == std::string::npos) return shown;
  std::string quoted = "\"";
  for (const char c : shown) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

void write_csv_row(std::ostream& out, std::span<const std::string> fields) {
  const char* separator = "";
  for (const auto& text : fields) {
    out << separator << csv_field(text);
    separator = ",";
  }
  out << "\r\n";
}

}  // namespace reports
