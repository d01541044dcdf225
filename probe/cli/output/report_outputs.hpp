// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/platform/files.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/model/record.hpp"
#include "reports/report.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace probe::cli {

enum class [[nodiscard]] Written : bool { no, yes };

/// What becomes of an earlier file when nothing of TLS came back from any target: a scan keeps it, so that a gateway
/// that cannot be reached tonight costs no record of yesterday.
enum class Earlier : bool { replaced, kept };

/// What comes of one run: files, opened before anything happens and written as targets end or at the end, and what is
/// printed beside them. Each failure is told on `environment.err`, once for each report; the other reports are written
/// all the same.
class ReportOutputs {
 public:
  /// `request` is borrowed.
  ReportOutputs(const OutputRequest& request, Environment& environment, Earlier earlier = Earlier::replaced)
      : request_(request), environment_(environment), earlier_(earlier) {}

  /// Opens all, or says which one cannot be written.
  Written open();
  /// Writes the target's line to the reports that are made of lines.
  void add_target(const ScanRecord& frame, const TargetRecord& target);
  /// Writes everything else: a report of whatever the formats that were asked for are made of.
  template <class Thing>
  Written finish(const Thing& thing) {
    return finish_each(is_news(thing), [&thing](std::string_view word, std::ostream& out) {
      reports::find_format<Thing>(word)->write(out, thing);
    });
  }
  /// Prints on standard output what `draw` draws, unless a report stands there or it is to be quiet.
  Written show(const std::function<void(std::ostream& out, const reports::TerminalStyle& style)>& draw);
  /// The same of lines that know no style.
  Written show_text(std::string_view text);
  /// Whether a report stands where the view would.
  [[nodiscard]] bool use_stdout() const;
  /// Whether nothing that is still to come could be written anywhere.
  [[nodiscard]] bool all_failed() const;

 private:
  struct Output {
    Destination destination;
    std::unique_ptr<OutputFile> file;
    bool failed = false;
    bool has_earlier = false;  ///< its path holds an earlier record, which stays until a target is reached
    std::string held = {};     ///< lines that wait for that
  };
  using Write = std::function<void(std::string_view word, std::ostream& out)>;

  /// Whether it is worth more than an earlier one: of a scan that reached nobody it is not.
  [[nodiscard]] static bool is_news(const reports::Subject& subject);
  template <class Thing>
  [[nodiscard]] static bool is_news(const Thing&) {
    return true;
  }
  Written finish_each(bool is_news, const Write& write_format);
  bool open(Output& output);
  bool find_browser();
  bool print(Output& output, std::string& text);
  void write(Output& output, const std::string& text);
  void add_line(Output& output, const std::string& line, bool reached);
  void check(Output& output, std::error_code error);

  const OutputRequest& request_;
  Environment& environment_;
  Earlier earlier_;
  std::filesystem::path browser_;
  std::vector<Output> outputs_;
};

/// How standard output wants it.
[[nodiscard]] reports::TerminalStyle style_of_stdout(const ViewRequest& request, const Environment& environment);

/// Prints on standard output; tells standard error where it cannot.
Written print_text(std::string_view text, Environment& environment);

/// Tells that something could not be written. A closed pipe is told to nobody: whoever read it has seen enough.
void tell_write_error(std::ostream& err, const std::string& place, std::error_code error);

}  // namespace probe::cli
