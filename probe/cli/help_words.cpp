// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/help_words.hpp"

#include "probe/cli/request/limits.hpp"
#include "probe/model/difference.hpp"
#include "probe/model/family.hpp"
#include "probe/model/scan_options.hpp"
#include "reports/report.hpp"

#include <fmt/core.h>

namespace probe::cli::help {
namespace {

std::string limit(std::string_view text, const std::string& preset, const std::string& least, const std::string& most) {
  return fmt::format("{} ({} to {}; default {})", text, least, most, preset);
}

std::string limit(std::string_view text, limits::Milliseconds preset, Range<limits::Milliseconds> range) {
  const auto bare = [](limits::Milliseconds time) {
    return fmt::format("{}", static_cast<double>(time.count()) / 1000);
  };
  return limit(text, bare(preset), bare(range.least), bare(range.most));
}

std::string limit(std::string_view text, std::size_t preset, Range<std::size_t> range) {
  return limit(text, std::to_string(preset), std::to_string(range.least), std::to_string(range.most));
}

constexpr std::string_view kExitCodes =
    "Exit codes: 0 everything is known and every policy passed, 1 a policy failed, 2 something stayed inconclusive, a "
    "'must' or a 'should' stayed unknown, a call was never made or the scan was interrupted, 3 could not run (no "
    "target reachable, a file "
    "cannot be read or written), 64 the command line is wrong.";

HelpPage scan_frame() {
  HelpPage page;
  page.usage = "sstp-probe scan [OPTIONS] TARGET...";
  page.summary =
      "Asks gateways which TLS versions and cipher suites they accept, carries each that is accepted to a real SSTP "
      "call, and prints the matrix. What could not be told "
      "is "
      "reported as inconclusive, never as refused.\n\n"
      "TARGET is host, host:port, [IPv6]:port or https://host[:port]/; the port is 443 unless it is given.";
  page.examples = {
      {"sstp-probe scan vpn.example.net", "everything that a gateway accepts"},
      {"sstp-probe scan --suites RC4,3DES --versions 1.0-1.2 vpn.example.net", "does anything old still work?"},
      {"sstp-probe scan --connect 192.0.2.7 vpn.example.net", "a gateway that DNS does not point to yet"},
      {"sstp-probe scan --depth hello vpn.example.net", "the matrix alone, without SSTP calls"},
      {"sstp-probe scan --targets sites.txt -o json=before.json -o csv=before.csv", "many gateways, kept for later"},
      {"sstp-probe scan vpn.example.net -o json=- | jq .targets[0].status", "into a pipe instead of the matrix"},
  };
  page.ending = std::string(kExitCodes) + " Ctrl-C ends the scan early and still reports what is known.";
  return page;
}

HelpPage report_frame() {
  HelpPage page;
  page.usage = "sstp-probe report [OPTIONS] RECORD";
  page.summary =
      "Makes reports again from RECORD, a file that 'scan -o json=RECORD' wrote ('-': standard input). Without -o the "
      "matrix is printed. The reports are the same, byte for byte, as those of the scan.";
  page.examples = {
      {"sstp-probe report before.json", "the matrix again"},
      {"sstp-probe report before.json -o csv=before.csv", "a table for a spreadsheet"},
  };
  page.ending =
      "Exit codes: 0 the reports are made, 3 the record cannot be read or a report not written, 64 the command "
      "line is wrong.";
  return page;
}

HelpPage check_frame() {
  HelpPage page;
  page.usage = "sstp-probe check [OPTIONS] --policy NAME|FILE RECORD";
  page.summary =
      "Judges RECORD, a file that 'scan -o json=RECORD' wrote ('-': standard input), by policies, and says by which "
      "rule "
      "a gateway fails and what to do. What could not be told is unknown, and does not pass.";
  page.examples = {
      {"sstp-probe check before.json --policy azure-p2s-2018", "who breaks what the announcement says?"},
      {"sstp-probe check before.json --policy ours.toml --waivers waivers.toml", "rules and exceptions of your own"},
      {"sstp-probe check before.json --policy pci-dss-4 --as-of 2027-03-31", "will it still pass that day?"},
  };
  page.ending =
      "Exit codes: 0 every policy passed, 1 a policy failed, 2 something is unknown (and nothing failed), 3 no target "
      "was reached, or a file cannot be read or written, 64 the command line or a policy file is wrong.";
  return page;
}

HelpPage policies_frame() {
  HelpPage page;
  page.usage = "sstp-probe policies [show NAME|FILE | show NAME --toml | new NAME]";
  page.summary =
      "Lists the policies that are built in; 'show' prints the rules of one, each with its clause, and with --toml the "
      "file that it is made of. 'new' prints a file to start from, with every key there is in its comments.";
  page.examples = {
      {"sstp-probe policies", "names and titles"},
      {"sstp-probe policies show azure-p2s-2018", "its rules"},
      {"sstp-probe policies new ours > ours.toml", "a policy of your own; 'scan --policy ours.toml' goes by it"},
      {"sstp-probe policies show pci-dss-4 --toml > ours.toml", "the same, from one that is built in"},
  };
  return page;
}

HelpPage diff_frame() {
  HelpPage page;
  page.usage = "sstp-probe diff [OPTIONS] BEFORE AFTER";
  page.summary =
      "Compares two files that 'scan -o json=FILE' wrote ('-': standard input), cell by cell. Targets are matched by "
      "host, port and server_name, several addresses of one name by address. What only one of the scans asked is not "
      "comparable, and never called opened or closed.";
  page.examples = {
      {"sstp-probe diff before.json after.json", "what the change on the gateway did"},
      {"sstp-probe diff --fail-on opened,fell,unknown,missing baseline.json now.json", "a gate for a nightly job"},
  };
  page.ending =
      "Exit codes: 0 compared, 1 something happened that --fail-on names, 3 a file cannot be read or written, 64 the "
      "command line is wrong.";
  return page;
}

HelpPage evidence_frame() {
  HelpPage page;
  page.usage = "sstp-probe evidence verify|seal|show [OPTIONS] BUNDLE [CELL]";
  page.summary =
      "verify: checks BUNDLE, a folder or zip that 'scan --evidence BUNDLE' made: every file against the manifest, the "
      "signature and the time stamp, every packet against its exchange, and the record, the reports and whatever else "
      "follows from the packets against what is made of them again. What packets cannot show is told at the end.\n\n"
      "seal: adds a signature, a time stamp or both to a BUNDLE that has none, where the key is elsewhere than the "
      "scan was or the time-stamping authority could not be reached.\n\n"
      "show: the exchanges behind one CELL, a version and a suite such as 1.2/C02F: their octets in words, by the "
      "numbers that Wireshark gives the packets, and the rule that made them a refusal or not.";
  page.examples = {
      {"sstp-probe evidence verify 2026-03-31", "is it whole, and does it show what it says?"},
      {"sstp-probe evidence verify --ca auditors.pem 2026-03-31.zip", "and does it come from one of ours?"},
      {"sstp-probe evidence verify --ca auditors.pem --signer audit@example.com 2026-03-31", "from this one?"},
      {"sstp-probe evidence show 2026-03-31 1.2/C02F", "why does it say so?"},
      {"sstp-probe evidence seal --sign-key me.p12 --timestamp-url http://timestamp.example.com 2026-03-31",
       "seal what was scanned elsewhere"},
      {"(cd 2026-03-31 && sha256sum -c MANIFEST.sha256)", "the files, without this program"},
  };
  page.ending =
      "Exit codes: 0 whole, or sealed; 1 something is missing, added, changed or contradicts the octets; 2 whole, but "
      "nobody whom the system's roots know vouches for who signed it; 3 the bundle cannot be read or sealed; 64 the "
      "command line is wrong.";
  return page;
}

HelpPage suites_frame() {
  HelpPage page;
  page.usage = "sstp-probe suites [--family NAME]";
  page.summary = "Lists the registry: every suite that a scan can ask for, one a line.";
  page.examples = {
      {"sstp-probe suites --family 3des", "what 3DES means in numbers"},
      {"sstp-probe suites | grep TLSv1.3", "the suites of one version"},
  };
  return page;
}

HelpPage explain_frame() {
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
  page.ending = "Exit codes: 0 explained, 64 that is not a code.";
  return page;
}

HelpPage client_check_frame() {
  HelpPage page;
  page.usage = "sstp-probe client-check [OPTIONS]";
  page.summary =
      "Says what a Windows VPN client will offer in both of its TLS handshakes, outside (SSTP) and inside "
      "(EAP-TLS), by its registry; whether that fits the gateway; and what to change if not. It reads, and changes "
      "nothing itself.";
  page.examples = {
      {"sstp-probe client-check", "on the client itself, for Azure's gateways"},
      {"sstp-probe client-check --reg winhttp.reg --reg eap.reg --windows 7", "a client elsewhere, by its exports"},
      {"sstp-probe client-check --reg all.reg --record after.json -o reg=fix.reg", "for the gateway that was scanned"},
  };
  page.ending =
      "Exit codes: 0 the client fits, 1 something must be changed, 2 what was shown does not tell, 3 a file cannot be "
      "read or written, 64 the command line is wrong.";
  return page;
}

HelpPage clients_frame() {
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
  page.ending = kExitCodes;
  return page;
}

HelpPage completions_frame() {
  HelpPage page;
  page.usage = "sstp-probe completions bash|zsh|fish";
  page.summary = "Prints the completions for a shell, made of what --help says.";
  page.examples = {
      {"source <(sstp-probe completions bash)", "for this bash"},
      {"sstp-probe completions bash > ~/.local/share/bash-completion/completions/sstp-probe", "for each bash"},
      {"sstp-probe completions zsh > ~/.zfunc/_sstp-probe", "a folder of $fpath"},
      {"sstp-probe completions fish > ~/.config/fish/completions/sstp-probe.fish", "for each fish"},
  };
  return page;
}

HelpPage man_frame() {
  HelpPage page;
  page.usage = "sstp-probe man";
  page.summary = "Prints the manual page, made of what --help says.";
  page.examples = {{"sstp-probe man | man -l -", "to read it where none is installed"}};
  return page;
}

HelpPage program_frame() {
  HelpPage page;
  page.usage = "sstp-probe COMMAND [OPTIONS]";
  page.summary = "Tells which TLS versions and cipher suites an SSTP gateway accepts.";
  page.examples = {
      {"sstp-probe scan vpn.example.net", "the main job"},
      {"sstp-probe scan --help", "everything about it"},
  };
  page.ending = kExitCodes;
  return page;
}

}  // namespace

std::string timeout() {
  return limit("to connect, and again for each answer", ScanOptions{}.timeout, limits::kTimeout);
}
std::string deadline() { return limit("for a whole target", ScanOptions{}.deadline, limits::kDeadline); }
std::string retries() {
  return limit("how often a doubtful answer is asked for again; under 2, no close and no silence counts as a refusal",
               ScanOptions{}.retries, limits::kRetries);
}
std::string max_connections() {
  return limit("questions to one target at once, each on its own connection", ScanOptions{}.max_connections,
               limits::kMaxConnections);
}
std::string sstp_concurrency() {
  return limit("SSTP calls to one target at once; gateways have few ports for them", ScanOptions{}.sstp_concurrency,
               limits::kSstpConcurrency);
}
std::string parallel() { return limit("targets at once", ScanOptions{}.parallel, limits::kParallel); }
std::string delay() {
  return limit("pause between two connections to one target", ScanOptions{}.delay, limits::kDelay);
}

std::string output() {
  std::string text = "write a report to PATH, once for each -o; PATH '-' is standard output, in place of the matrix:";
  for (const auto& format : reports::formats()) text += fmt::format("\n{}: {}", format.word, format.summary);
  return text + "\npdf: the page on paper, by an installed Chromium, Chrome or Edge";
}

std::string fail_on() {
  std::string text = "end with exit code 1 when one of these happened:";
  const char* separator = " ";
  for (const auto change : changes()) {
    text += separator + std::string(to_string(change));
    separator = ", ";
  }
  return text;
}

std::string family() {
  std::string text = "only this family: ";
  std::string_view separator;
  for (const auto one : families()) {
    text += std::string(separator) + std::string(to_string(one));
    separator = ", ";
  }
  return text;
}

HelpPage frame(std::string_view command) {
  if (command == "scan") return scan_frame();
  if (command == "report") return report_frame();
  if (command == "check") return check_frame();
  if (command == "policies") return policies_frame();
  if (command == "diff") return diff_frame();
  if (command == "evidence") return evidence_frame();
  if (command == "suites") return suites_frame();
  if (command == "explain") return explain_frame();
  if (command == "clients") return clients_frame();
  if (command == "client-check") return client_check_frame();
  if (command == "completions") return completions_frame();
  if (command == "man") return man_frame();
  return program_frame();
}

}  // namespace probe::cli::help
