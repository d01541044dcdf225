// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/report_outputs.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/platform/terminal.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>
#include <utility>

namespace probe::cli {
namespace {

class StdoutFile final : public OutputFile {
 public:
  explicit StdoutFile(std::ostream& out) : out_(out) {}

  std::error_code write(std::string_view text) override { return write_through(out_, text); }
  std::error_code commit() override { return {}; }

 private:
  std::ostream& out_;
};

bool is_made_of_lines(const Destination& destination) {
  return destination.format->record == reports::FormatTraits::Record::lines;
}

std::string place(const Destination& destination) {
  return destination.to_stdout() ? std::string("standard output") : quote(destination.path);
}

/// What the environment says of standard output.
ViewPlace place_of_stdout(const Environment& environment) {
  ViewPlace place;
  place.is_terminal = environment.out_is_terminal;
  place.takes_utf8 = environment.takes_utf8;
  place.is_dumb = is_dumb_terminal(environment.variables);
  place.no_color = !environment.variables("NO_COLOR").value_or("").empty();
  if (place.is_terminal) place.columns = environment.columns();
  return place;
}

}  // namespace

Written ReportOutputs::open() {
  if (!find_browser()) return Written::no;
  for (const auto& destination : request_.destinations) outputs_.push_back({destination, nullptr});
  // What is written directly loses its older content when it is opened: only once all the others stand open.
  for (const bool made_of_lines : {false, true}) {
    for (auto& output : outputs_) {
      if (is_made_of_lines(output.destination) == made_of_lines && !open(output)) return Written::no;
    }
  }
  return Written::yes;
}

void ReportOutputs::add_target(const ScanRecord& frame, const TargetRecord& target) {
  const auto is_asked_for = [](const Output& output) { return is_made_of_lines(output.destination); };
  if (std::none_of(outputs_.begin(), outputs_.end(), is_asked_for)) return;
  std::ostringstream line;
  reports::write_ndjson_line(line, frame.tool, frame.options, target);
  for (auto& output : outputs_) {
    if (is_made_of_lines(output.destination)) add_line(output, line.str(), was_reached(target));
  }
}

void ReportOutputs::add_line(Output& output, const std::string& line, bool reached) {
  output.held += line;
  if (output.has_earlier && !reached) return;
  if (output.has_earlier && !output.failed) {
    std::error_code error;
    output.file = environment_.files.open(output.destination.path, WriteMode::direct, error);
    if (!output.file) check(output, error);
    output.has_earlier = false;
  }
  write(output, output.held);
  output.held.clear();
}

bool ReportOutputs::is_news(const reports::Subject& subject) {
  const auto& targets = subject.record.targets;
  return std::any_of(targets.begin(), targets.end(), [](const TargetRecord& target) { return was_reached(target); });
}

Written ReportOutputs::finish_each(bool is_news, const Write& write_format) {
  for (auto& output : outputs_) {
    if (output.has_earlier && !is_news) {
      environment_.err << "sstp-probe: no target was reached: " << place(output.destination)
                       << " stays as it was before\n";
      continue;
    }
    if (!is_made_of_lines(output.destination)) {
      std::ostringstream stream;
      write_format(output.destination.format->word, stream);
      auto text = stream.str();
      if (!output.destination.on_paper || print(output, text)) write(output, text);
    }
    if (!output.failed) check(output, output.file->commit());
  }
  const auto failed = [](const Output& output) { return output.failed; };
  return std::any_of(outputs_.begin(), outputs_.end(), failed) ? Written::no : Written::yes;
}

bool ReportOutputs::use_stdout() const {
  return std::any_of(outputs_.begin(), outputs_.end(), [](const Output& one) { return one.destination.to_stdout(); });
}

bool ReportOutputs::all_failed() const {
  return !outputs_.empty() &&
         std::all_of(outputs_.begin(), outputs_.end(), [](const Output& output) { return output.failed; });
}

bool ReportOutputs::open(Output& output) {
  if (output.destination.to_stdout()) {
    output.file = std::make_unique<StdoutFile>(environment_.out);
    return true;
  }
  std::error_code error;
  output.has_earlier = earlier_ == Earlier::kept &&
                       output.destination.format->keeps == reports::FormatTraits::Keeps::facts &&
                       environment_.files.holds_something(output.destination.path);
  const bool directly = is_made_of_lines(output.destination) && !output.has_earlier;
  const auto mode = directly ? WriteMode::direct : WriteMode::replace;
  output.file = environment_.files.open(output.destination.path, mode, error);
  if (!output.file) check(output, error);
  return output.file != nullptr;
}

/// Before anything is asked of a gateway: nobody wants to be told an hour later.
bool ReportOutputs::find_browser() {
  const auto on_paper = [](const Destination& destination) { return destination.on_paper; };
  if (std::none_of(request_.destinations.begin(), request_.destinations.end(), on_paper)) return true;
  const auto error = cli::find_browser(request_.browser, environment_.variables, browser_);
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
  environment_.err << "sstp-probe: cannot write " << place(output.destination) << ": " << error->text << '\n';
  return false;
}

void ReportOutputs::write(Output& output, const std::string& text) {
  if (!output.failed) check(output, output.file->write(text));
}

void ReportOutputs::check(Output& output, std::error_code error) {
  if (output.file && !error) return;
  output.failed = true;
  tell_write_error(environment_.err, place(output.destination), error);
}

Written ReportOutputs::show(const std::function<void(std::ostream&, const reports::TerminalStyle&)>& draw) {
  if (request_.quiet || use_stdout()) return Written::yes;
  std::ostringstream text;
  draw(text, style_of_stdout(request_.view, environment_));
  return print_text(text.str(), environment_);
}

Written ReportOutputs::show_text(std::string_view text) {
  return show([text](std::ostream& out, const reports::TerminalStyle& style) {
    out << (style.ascii ? in_ascii(text) : std::string(text));
  });
}

reports::TerminalStyle style_of_stdout(const ViewRequest& request, const Environment& environment) {
  return terminal_style(request, place_of_stdout(environment));
}

Written print_text(std::string_view text, Environment& environment) {
  const auto error = StdoutFile(environment.out).write(text);
  if (!error) return Written::yes;
  tell_write_error(environment.err, "standard output", error);
  return Written::no;
}

void tell_write_error(std::ostream& err, const std::string& place, std::error_code error) {
  if (error == std::errc::broken_pipe) return;
  err << "sstp-probe: cannot write " << place << ": " << error.message() << '\n';
}

}  // namespace probe::cli
