// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "reports/report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// One `-o FORMAT=PATH`.
struct OutputRequest {
  const reports::Format* format = nullptr;  ///< of reports::formats()
  bool on_paper = false;                    ///< `pdf`: the page, as a browser prints it
  std::string path;                         ///< "-": standard output
  [[nodiscard]] bool to_stdout() const { return path == "-"; }
};

/// No path twice, and so at most one report on standard output.
Parsed<std::vector<OutputRequest>> parse_outputs(const std::vector<std::string>& texts);
/// The same for reports of a saved record, which cannot be made of more than it holds.
Parsed<std::vector<OutputRequest>> parse_record_outputs(const std::vector<std::string>& texts);

/// For commands that know but one format: where `json=PATH` goes. Nothing: it was not asked for.
Parsed<std::optional<std::string>> parse_json_output(const std::vector<std::string>& texts);

}  // namespace probe::cli
