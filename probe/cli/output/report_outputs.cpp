// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/report_outputs.hpp"

#include "probe/cli/output/printable.hpp"

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <sstream>

namespace probe::cli {
namespace {

bool is_made_of_lines(const OutputRequest& request) { return request.format->word == "ndjson"; }

/// What holds facts, and not what is thought of them: a report of a failure is wanted where the older one was.
bool keeps_facts(const OutputRequest& request) {
  const auto word = request.format->word;
  return word == "json" || word == "ndjson" || word == "csv" || word == "pcapng";
}

std::string place(const OutputRequest& request) {
  return request.to_stdout() ? std::string("standard output") : quote(request.path);
}

}  // namespace

Written ReportOutputs::open(const std::vector<OutputRequest>& requests) {
  if (!find_browser(requests)) return Written::no;
  for (const auto& request : requests) outputs_.push_back({request, nullptr});
  // What is written directly loses its older content when it is opened: only once all the others stand open.
  for (const bool made_of_lines : {false, true}) {
    for (auto& output : outputs_) {
      if (is_made_of_lines(output.request) == made_of_lines && !open(output)) return Written::no;
    }
  }
  return Written::yes;
}

void ReportOutputs::add_target(const ScanRecord& frame, const TargetRecord& target) {
  const auto is_asked_for = [](const Output& output) { return is_made_of_lines(output.request); };
  if (std::none_of(outputs_.begin(), outputs_.end(), is_asked_for)) return;
  std::ostringstream line;
  reports::write_ndjson_line(line, frame.tool, frame.options, target);
  for (auto& output : outputs_) {
    if (is_made_of_lines(output.request)) add_line(output, line.str(), was_reached(target));
  }
}

void ReportOutputs::add_line(Output& output, const std::string& line, bool reached) {
  output.held += line;
  if (output.has_earlier && !reached) return;
  if (output.has_earlier && !output.failed) {
    std::error_code error;
    output.file = environment_.files.open(output.request.path, WriteMode::direct, error);
    if (!output.file) check(output, error);
    output.has_earlier = false;
  }
  write(output, output.held);
  output.held.clear();
}

Written ReportOutputs::finish(const reports::Subject& subject) {
  const auto& targets = subject.record.targets;
  const bool reached =
      std::any_of(targets.begin(), targets.end(), [](const TargetRecord& target) { return was_reached(target); });
  for (auto& output : outputs_) {
    if (output.has_earlier && !reached) {
      environment_.err << "sstp-probe: no target was reached: " << place(output.request) << " stays as it was before\n";
      continue;
    }
    if (!is_made_of_lines(output.request)) {
      std::ostringstream stream;
      output.request.format->write(stream, subject);
      auto text = stream.str();
      if (!output.request.on_paper || print(output, text)) write(output, text);
    }
    if (!output.failed) check(output, output.file->commit());
  }
  const auto failed = [](const Output& output) { return output.failed; };
  return std::any_of(outputs_.begin(), outputs_.end(), failed) ? Written::no : Written::yes;
}

bool ReportOutputs::use_stdout() const {
  return std::any_of(outputs_.begin(), outputs_.end(), [](const Output& one) { return one.request.to_stdout(); });
}

bool ReportOutputs::all_failed() const {
  return !outputs_.empty() &&
         std::all_of(outputs_.begin(), outputs_.end(), [](const Output& output) { return output.failed; });
}

bool ReportOutputs::open(Output& output) {
  if (output.request.to_stdout()) {
    output.file = stdout_file(environment_.out);
    return true;
  }
  std::error_code error;
  output.has_earlier = earlier_ == Earlier::kept && keeps_facts(output.request) &&
                       environment_.files.holds_something(output.request.path);
  const bool directly = is_made_of_lines(output.request) && !output.has_earlier;
  const auto mode = directly ? WriteMode::direct : WriteMode::replace;
  output.file = environment_.files.open(output.request.path, mode, error);
  if (!output.file) check(output, error);
  return output.file != nullptr;
}

/// Before anything is asked of a gateway: nobody wants to be told an hour later.
bool ReportOutputs::find_browser(const std::vector<OutputRequest>& requests) {
  const auto on_paper = [](const OutputRequest& request) { return request.on_paper; };
  if (std::none_of(requests.begin(), requests.end(), on_paper)) return true;
  const auto error = probe::find_browser(wanted_browser_, environment_.variables, browser_);
  if (error) environment_.err << "sstp-probe: -o pdf: " << error->text << '\n';
  return !error;
}

/// An interrupt ends the browser, one that ended the scan does not.
bool ReportOutputs::print(Output& output, std::string& text) {
  const bool earlier = environment_.interrupted.exchange(false);
  environment_.watch_interrupts();
  std::string pdf;
  const auto error = environment_.print_page(browser_, text, pdf);
  if (earlier) environment_.interrupted = true;
  text = std::move(pdf);
  if (!error) return true;
  output.failed = true;
  environment_.err << "sstp-probe: cannot write " << place(output.request) << ": " << error->text << '\n';
  return false;
}

void ReportOutputs::write(Output& output, const std::string& text) {
  if (!output.failed) check(output, output.file->write(text));
}

void ReportOutputs::check(Output& output, std::error_code error) {
  if (output.file && !error) return;
  output.failed = true;
  tell_write_error(environment_.err, place(output.request), error);
}

namespace {

class StdoutFile final : public OutputFile {
 public:
  explicit StdoutFile(std::ostream& out) : out_(out) {}

  std::error_code write(std::string_view text) override {
    errno = 0;
    if (out_ << text << std::flush) return {};
    // Streams keep no reason; the system's last one is what there is.
    return {errno == 0 ? EIO : errno, std::generic_category()};
  }
  std::error_code commit() override { return {}; }

 private:
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<OutputFile> stdout_file(std::ostream& out) { return std::make_unique<StdoutFile>(out); }

Written write_text(const std::string& text, const std::string& path, Environment& environment) {
  std::error_code error;
  auto file = path == "-" ? stdout_file(environment.out) : environment.files.open(path, WriteMode::replace, error);
  if (file) error = file->write(text);
  if (file && !error) error = file->commit();
  if (!error) return Written::yes;
  tell_write_error(environment.err, path == "-" ? "standard output" : quote(path), error);
  return Written::no;
}

void tell_write_error(std::ostream& err, const std::string& place, std::error_code error) {
  if (error == std::errc::broken_pipe) return;
  err << "sstp-probe: cannot write " << place << ": " << error.message() << '\n';
}

}  // namespace probe::cli
