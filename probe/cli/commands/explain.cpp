// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/clients/error_code.hpp"
#include "reports/explanation.hpp"

#include <string>

namespace probe::cli {
namespace {

/// What an error code of Windows means to somebody whose SSTP VPN does not connect.
struct Explain {
  std::string code;

  void declare(Options& options) { options.word("CODE", code); }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage explain_page() {
  HelpPage page;
  page.usage = "sstp-probe explain [OPTIONS] CODE";
  page.summary =
      "Says what an error code means to somebody whose SSTP VPN does not connect: which handshake failed, the likely "
      "causes in order, what to check, and which command tells more. CODE is written as it was seen: hexadecimal, "
      "signed, unsigned, without its minus sign, a RAS or Winsock number, or a name.";
  page.examples = {
      {"sstp-probe explain 812", "the tunnel stood, the authentication was refused"},
      {"sstp-probe explain 2147014842", "0x80072746 as it stands in tickets, its sign lost"},
      {"sstp-probe explain SEC_E_ILLEGAL_MESSAGE", "by name"},
  };
  page.ending = "Exit codes: 0 explained, 3 cannot be written, 64 that is not a code.";
  return page;
}

Parsed<ExitCode> Explain::run(const OutputRequest& output, Environment& environment) const {
  const auto readings = read_error_code(code);
  if (readings.empty()) {
    return UsageError{quote(code) +
                      " is not an error code: write a number (812, 0x80072746, -2147014842, 2147014842) or a name "
                      "(WSAECONNRESET, SEC_E_ILLEGAL_MESSAGE)"};
  }
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  auto written = outputs.finish(reports::Explanation{code, readings});
  const auto shown =
      outputs.show([&](auto& out, const auto& style) { reports::write_explanation(out, code, readings, style); });
  if (shown == Written::no) written = Written::no;
  return written == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace

Command explain_command() {
  return {"explain",           "what an error code of a Windows VPN client means",
          Command::Ends::done, {formats_of<reports::Explanation>},
          explain_page,        prepare<Explain>};
}

}  // namespace probe::cli
