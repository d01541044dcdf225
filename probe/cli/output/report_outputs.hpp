// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/platform/files.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/model/record.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace probe::cli {

enum class [[nodiscard]] Written : bool { no, yes };

/// What becomes of an earlier file when nothing of TLS came back from any target: a scan keeps it, so that a gateway
/// that cannot be reached tonight costs no record of yesterday.
enum class Earlier : bool { replaced, kept };

/// The reports of one run: opened before anything happens, written as targets end or at the end. Each failure is told
/// on `environment.err`, once for each report; the other reports are written all the same.
class ReportOutputs {
 public:
  /// `browser`: what a page is to be printed with, if somebody said so.
  explicit ReportOutputs(Environment& environment, std::optional<std::string> browser = std::nullopt,
                         Earlier earlier = Earlier::replaced)
      : environment_(environment), wanted_browser_(std::move(browser)), earlier_(earlier) {}

  /// Opens all, or says which one cannot be written.
  Written open(const std::vector<OutputRequest>& requests);
  /// Writes the target's line to the reports that are made of lines.
  void add_target(const ScanRecord& frame, const TargetRecord& target);
  /// Writes everything else.
  Written finish(const reports::Subject& subject);
  /// Whether a report stands where the terminal view would.
  [[nodiscard]] bool use_stdout() const;
  /// Whether nothing that is still to come could be written anywhere.
  [[nodiscard]] bool all_failed() const;

 private:
  struct Output {
    OutputRequest request;
    std::unique_ptr<OutputFile> file;
    bool failed = false;
    bool has_earlier = false;  ///< its path holds an earlier record, which stays until a target is reached
    std::string held = {};     ///< lines that wait for that
  };
  bool open(Output& output);
  bool find_browser(const std::vector<OutputRequest>& requests);
  bool print(Output& output, std::string& text);
  void write(Output& output, const std::string& text);
  void add_line(Output& output, const std::string& line, bool reached);
  void check(Output& output, std::error_code error);

  Environment& environment_;
  std::optional<std::string> wanted_browser_;
  Earlier earlier_;
  std::filesystem::path browser_;
  std::vector<Output> outputs_;
};

/// Standard output as a report's file; messages call it so.
[[nodiscard]] std::unique_ptr<OutputFile> stdout_file(std::ostream& out);

/// Writes a whole text to a file, or for "-" to standard output, and tells when it cannot.
Written write_text(const std::string& text, const std::string& path, Environment& environment);

/// Tells that something could not be written. A closed pipe is told to nobody: whoever read it has seen enough.
void tell_write_error(std::ostream& err, const std::string& place, std::error_code error);

}  // namespace probe::cli
