// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/clients.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/progress_line.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/output/terminal_view.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/record_input.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/model/text_encoding.hpp"
#include "reports/clients.hpp"

#include <memory>
#include <optional>
#include <sstream>

namespace probe::cli {
namespace {

bool is_record(const std::string& word, std::string& text, Environment& environment);
Read take_record(const std::string& name, const std::string& text, ScanRecord& record, Environment& environment);
Parsed<ExitCode> scan_clients(const ClientsArguments& arguments, ScanRecord& record, Environment& environment);
Written write_clients(const ScanRecord& record, const std::optional<std::string>& json, const ViewRequest& view,
                      Environment& environment);

}  // namespace

Parsed<ExitCode> clients_command(const ClientsArguments& arguments, Environment& environment) {
  const auto view = view_request(arguments.scan.view);
  if (!view) return view.error();
  const auto json = parse_json_output(arguments.scan.outputs);
  if (!json) return json.error();
  ScanRecord record;
  std::string text;
  if (is_record(arguments.where, text, environment)) {
    if (take_record(arguments.where, text, record, environment) == Read::no ||
        trust_as_well(arguments.scan.ca, record, environment) == Read::no)
      return ExitCode::could_not_run;
  } else {
    const auto scanned = scan_clients(arguments, record, environment);
    if (!scanned || *scanned != ExitCode::complete) return scanned;
  }
  if (write_clients(record, *json, *view, environment) == Written::no) return ExitCode::could_not_run;
  return clients_exit_code(record);
}

namespace {

/// What can be read as a file is a record; a gateway of that name can still be asked as NAME:443.
bool is_record(const std::string& word, std::string& text, Environment& environment) {
  if (word == "-") return read_text(word, limits::kRecordOctets, text, environment) == Read::yes;
  std::string octets;
  if (environment.files.read(word, limits::kRecordOctets, octets)) return false;
  text = decode_text(octets);
  return true;
}

Read take_record(const std::string& name, const std::string& text, ScanRecord& record, Environment& environment) {
  const auto error = reports::read_json(text, record);
  if (!error) return Read::yes;
  constexpr std::size_t kLongestMessage = 500;
  environment.err << "sstp-probe: " << (name == "-" ? std::string("standard input") : quote(name))
                  << " is not a scan record: " << printable(error->text, kLongestMessage) << '\n';
  return Read::no;
}

class ForecastObserver final : public ScanObserver {
 public:
  ForecastObserver(bool shows_progress, Environment& environment)
      : shows_progress_(shows_progress), environment_(environment), display_(environment.err, environment.columns) {
    view_.targets = 1;
  }
  void on_progress(const Target& target, const Progress& progress) override {
    view_.target = to_string(target);
    view_.progress = progress;
    view_.stopping = environment_.interrupted;
    if (shows_progress_) display_.draw(view_);
  }
  void on_target(const TargetRecord&) override { display_.clear(); }

 private:
  bool shows_progress_;
  Environment& environment_;
  ProgressDisplay display_;
  ProgressView view_;
};

Parsed<ExitCode> scan_clients(const ClientsArguments& arguments, ScanRecord& record, Environment& environment) {
  auto scan = arguments.scan;
  scan.targets = {arguments.where};
  scan.outputs.clear();
  const auto request = scan_request(scan, {}, environment.variables);
  if (!request) return request.error();
  auto roots = tls::x509::Roots::load(request->roots);
  if (!roots) {
    environment.err << "sstp-probe: --ca: " << printable(roots.error().text) << '\n';
    return ExitCode::could_not_run;
  }
  LocalMeans means{request->way_out, *std::move(roots), environment.random};
  means.client_hellos = ClientHellos::send;
  record.tool = environment.tool;
  record.options = request->options;
  record.started = environment.now();
  ForecastObserver observer(environment.err_is_terminal && !request->quiet && !view_place(environment).is_dumb,
                            environment);
  environment.watch_interrupts();
  record.targets = environment.scan(request->targets, request->options, means, observer, environment.interrupted);
  record.finished = environment.now();
  return ExitCode::complete;
}

Written write_clients(const ScanRecord& record, const std::optional<std::string>& json, const ViewRequest& view,
                      Environment& environment) {
  std::ostringstream text;
  if (json) {
    reports::write_clients_json(text, record);
    const auto written = write_text(text.str(), *json, environment);
    if (written == Written::no || *json == "-") return written;
    text.str({});
  }
  reports::write_clients(text, record, terminal_style(view, view_place(environment)));
  return write_text(text.str(), "-", environment);
}

}  // namespace
}  // namespace probe::cli
