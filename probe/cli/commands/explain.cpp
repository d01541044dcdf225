// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/commands/table.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/clients/error_code.hpp"
#include "reports/explanation.hpp"

#include <string>
#include <utility>
#include <vector>

namespace probe::cli {
namespace {

/// What an error code of Windows means to somebody whose SSTP VPN does not connect.
struct Explain {
  std::vector<std::string> codes;

  void declare(Options& options) { options.words("CODE...", codes); }
  Parsed<ExitCode> run(const OutputRequest& output, Environment& environment) const;
};

HelpPage explain_page() {
  HelpPage page;
  page.usage = "sstp-probe explain [OPTIONS] CODE...";
  page.summary =
      "Says what an error code means to somebody whose SSTP VPN does not connect: which handshake failed, the likely "
      "causes in order, what to check, and which command tells more. CODE is written as it was seen: hexadecimal, "
      "signed, unsigned, without its minus sign, a RAS or Winsock number, or a name, as 'Error 812:' too.";
  page.examples = {
      {"sstp-probe explain 812", "the tunnel stood, the authentication was refused"},
      {"sstp-probe explain 2147014842", "0x80072746 as it stands in tickets, its sign lost"},
      {"sstp-probe explain SEC_E_ILLEGAL_MESSAGE", "by name"},
      {"sstp-probe explain 812 691", "several, one below the other"},
  };
  page.ending = "Exit codes: 0 explained, 3 cannot be written, 64 that is not a code.";
  return page;
}

/// What each code is, as it was written: "Error", "812:" and "691" are two.
Parsed<std::vector<std::string>> codes_of(const std::vector<std::string>& words) {
  std::vector<std::string> codes;
  std::string written;
  for (const auto& word : words) {
    written += (written.empty() ? "" : " ") + word;
    if (read_error_code(written).empty()) continue;
    codes.push_back(std::move(written));
    written.clear();
  }
  if (!written.empty() || codes.empty())
    return UsageError{quote(written) +
                      " is not an error code: write a number (812, 0x80072746, -2147014842, 2147014842) or a name "
                      "(WSAECONNRESET, SEC_E_ILLEGAL_MESSAGE)"};
  return codes;
}

Parsed<ExitCode> Explain::run(const OutputRequest& output, Environment& environment) const {
  if (codes.empty()) return UsageError{"CODE is missing"};
  const auto written = codes_of(codes);
  if (!written) return written.error();
  if (written->size() > 1 && !output.destinations.empty())
    return UsageError{"-o: it takes one code at a time, and here are " + std::to_string(written->size())};
  ReportOutputs outputs(output, environment);
  if (outputs.open() == Written::no) return ExitCode::could_not_run;
  auto result = outputs.finish(reports::Explanation{written->front(), read_error_code(written->front())});
  const auto shown = outputs.show([&](auto& out, const auto& style) {
    for (const auto& code : *written) {
      if (&code != &written->front()) out << '\n';
      reports::write_explanation(out, code, read_error_code(code), style);
    }
  });
  if (shown == Written::no) result = Written::no;
  return result == Written::yes ? ExitCode::complete : ExitCode::could_not_run;
}

}  // namespace

Command explain_command() {
  return {"explain",           "what an error code of a Windows VPN client means",
          Command::Ends::done, {formats_of<reports::Explanation>},
          explain_page,        prepare<Explain>};
}

}  // namespace probe::cli
