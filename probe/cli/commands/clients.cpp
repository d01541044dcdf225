// SPDX-License-Identifier: Apache-2.0
#include "reports/clients.hpp"
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/progress_line.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/scan_request.hpp"
#include "probe/model/text_encoding.hpp"

#include <ostream>
#include <string>

namespace probe::cli {
namespace {

/// Which Windows clients still connect to a gateway. Of a saved record it tells what is to be expected; a target is
/// scanned, and then sent each client's hello.
struct Clients {
  std::string where;   ///< a target, or a record's file
  ScanArguments scan;  ///< how a target is asked; its targets stay empty

  void declare(Options& options) {
    options.word("TARGET|RECORD", where);
    add_gateway_options(options, scan);
  }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage clients_page() {
  HelpPage page;
  page.usage = "sstp-probe clients [OPTIONS] TARGET|RECORD";
  page.summary =
      "Tells which versions of Windows, from Vista to 11, still connect to a gateway by SSTP: as shipped, with their "
      "updates and with the registry values that Microsoft names; with which version and suite, or which error their "
      "users see, and what helps. Of RECORD, a file that 'scan -o json=RECORD' wrote, it is a forecast. A TARGET is "
      "scanned, and then sent each client's own hello: where the server does otherwise than forecast, it is said.";
  page.examples = {
      {"sstp-probe clients vpn.example.net", "who is cut off today, and by which error"},
      {"sstp-probe clients after.json", "the same from a saved record, offline"},
      {"sstp-probe clients after.json -o json=-", "for programs"},
  };
  page.ending = kScanExitCodes;
  return page;
}

/// What can be read as a file is a record; a gateway of that name can still be asked as NAME:443.
bool is_record(const std::string& word, std::string& text, Environment& environment) {
  if (word == "-") return read_text(word, limits::kRecordOctets, text, environment) == Read::yes;
  std::string octets;
  if (environment.files.read(word, limits::kRecordOctets, octets)) return false;
  text = decode_text(octets);
  return true;
}

class ForecastObserver final : public ScanObserver {
 public:
  explicit ForecastObserver(ScanProgress& progress) : progress_(progress) {}
  void on_progress(const Target& target, const Progress& progress) override { progress_.draw(target, progress); }
  void on_target(const TargetRecord&) override { progress_.end_target(); }

 private:
  ScanProgress& progress_;
};

Parsed<ExitCode> scan_clients(const Clients& call, bool is_quiet, ScanRecord& record, Environment& environment) {
  auto scan = call.scan;
  scan.targets = {call.where};
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
  ScanProgress progress(is_quiet ? ScanProgress::Wish::quiet : ScanProgress::Wish::shown, 1, environment);
  ForecastObserver observer(progress);
  environment.watch_interrupts();
  record.targets = environment.scan(request->targets, request->options, means, observer, environment.interrupted);
  record.finished = environment.now();
  return ExitCode::complete;
}

Parsed<ExitCode> Clients::run(const OutputRequest& output, Environment& environment) const {
  ScanRecord record;
  std::string text;
  ReportOutputs outputs(output, environment);
  if (is_record(where, text, environment)) {
    if (take_record(where, text, record, environment) == Read::no ||
        trust_as_well(scan.ca, record, environment) == Read::no)
      return ExitCode::could_not_run;
    if (outputs.open() == Written::no) return ExitCode::could_not_run;
  } else {
    if (outputs.open() == Written::no) return ExitCode::could_not_run;
    const auto scanned = scan_clients(*this, output.quiet, record, environment);
    if (!scanned || *scanned != ExitCode::complete) return scanned;
  }
  const auto written = outputs.finish(reports::ClientList{record});
  const auto shown = outputs.show([&](auto& out, const auto& style) { reports::write_clients(out, record, style); });
  if (written == Written::no || shown == Written::no) return ExitCode::could_not_run;
  return clients_exit_code(record);
}

}  // namespace

Command clients_command() {
  return {"clients",
          "tell which Windows VPN clients still connect to a gateway",
          Command::Ends::with_ruling,
          {formats_of<reports::ClientList>},
          clients_page,
          prepare<Clients>};
}

}  // namespace probe::cli
