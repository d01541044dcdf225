// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/output/help_page.hpp"

#include <string>
#include <string_view>

// What --help says. The names of the options stand in command_line.cpp.
namespace probe::cli::help {

inline constexpr const char* kHelp = "this page";
inline constexpr const char* kVersion =
    "the program's version, the commit and day it is built from, its compiler and libraries";

inline constexpr const char* kScanCommand = "ask gateways, print the matrix, write reports";
inline constexpr const char* kReportCommand = "make any report again from a saved record, offline";
inline constexpr const char* kCheckCommand = "judge a saved record by policies";
inline constexpr const char* kPoliciesCommand = "list the policies that are built in, or show one";
inline constexpr const char* kDiffCommand = "tell what changed between two saved records, and fail on what you name";
inline constexpr const char* kDiffOutput =
    "write the changes to PATH ('-': standard output, in place of the view); json: all of them, for programs; "
    "markdown: "
    "for a job's summary";
[[nodiscard]] std::string fail_on();
inline constexpr const char* kEvidenceCommand =
    "check that kept evidence is whole and shows what its record says, or seal it";
inline constexpr const char* kSuitesCommand = "list the cipher suites that can be asked for";
inline constexpr const char* kClientsCommand = "tell which Windows VPN clients still connect to a gateway";
inline constexpr const char* kClientsOutput =
    "json=PATH writes it for programs; '-' is standard output, in place of the table";
inline constexpr const char* kClientsQuiet = "draw no progress";
inline constexpr const char* kExplainCommand = "what an error code of a Windows VPN client means";
inline constexpr const char* kCompletionsCommand = "what a shell needs to complete this program's command lines";
inline constexpr const char* kManCommand = "the manual page, for man(1)";
inline constexpr const char* kClientCheckCommand =
    "diagnose a Windows client by its registry, and write what to change";

inline constexpr const char* kTargetFile =
    "more targets from FILE ('-': standard input), one a line, '#' begins a comment; behind a target may stand "
    "sni=NAME, connect=ADDRESS[:PORT] and label=\"any words\"; sni=- sends no server_name";
inline constexpr const char* kProfile =
    "the gateways that a VPN client's file names: VpnSettings.xml or the zip that holds it, azurevpnconfig.xml, .pbk, "
    ".cms, or the JSON of 'az network vnet-gateway list'; their certificates are compared with what the file pins; may "
    "be repeated";
inline constexpr const char* kSni = "the server_name to send; default: the host, if it is a name";
inline constexpr const char* kNoSni = "send no server_name";
inline constexpr const char* kConnect = "connect there, whatever the targets' names resolve to";
inline constexpr const char* kIpv4 = "IPv4 alone";
inline constexpr const char* kIpv6 = "IPv6 alone";
inline constexpr const char* kAllAddresses = "scan each address of a name for itself (active-active gateways)";
inline constexpr const char* kProxy =
    "go through a proxy: http://[user:password@]host[:port] (CONNECT) or socks5://...; default: the environment's "
    "https_proxy, but for the hosts in no_proxy; the password stands in no report";

inline constexpr const char* kVersions = "ssl2, ssl3, 1.0, 1.1, 1.2, 1.3, and ranges as 1.0-1.2; default: all";
inline constexpr const char* kSuites =
    "families (RC4, 3DES, SHA-1, ...), IANA or OpenSSL names, codes (0xC02F); default: all that are known, whatever "
    "OpenSSL is installed";
inline constexpr const char* kCa =
    "trust the certificates in FILE (PEM) as well as the system's roots when chains are judged";
inline constexpr const char* kDepth =
    "how far to carry what is accepted: hello (ServerHello alone), tls (both Finished) or sstp (an SSTP call up to its "
    "Call Connect Ack, without logging in, and properly left); default: sstp";
inline constexpr const char* kExpect =
    "absent: prove that no SSTP is served there; exit code 0 with proof, 1 where it is served, 2 where nothing tells: "
    "silence and a closed port prove nothing";
inline constexpr const char* kThorough = "offer each suite alone: slower, and each refusal stands for itself";
inline constexpr const char* kStrict =
    "believe no refusal but an alert: where the server closes or stays silent, the answer is 'inconclusive'";

[[nodiscard]] std::string timeout();
[[nodiscard]] std::string deadline();
[[nodiscard]] std::string retries();
[[nodiscard]] std::string max_connections();
[[nodiscard]] std::string sstp_concurrency();
[[nodiscard]] std::string parallel();
[[nodiscard]] std::string delay();
inline constexpr const char* kGentle =
    "a connection every 1.1 s, one at a time, and handshakes finished so often that a gateway that counts the others "
    "bears it; ten minutes for each target, unless --deadline says otherwise";
inline constexpr const char* kDryRun =
    "say what would be sent where, and how many connections that takes at most; send nothing, look up nothing";

inline constexpr const char* kToml = "print the file that the built-in policy is made of, to start from";
inline constexpr const char* kPolicy =
    "judge by a built-in policy ('sstp-probe policies') or a policy file; may be repeated";
inline constexpr const char* kWaivers = "a TOML file that says which failures are tolerated, by whom, why and how long";
inline constexpr const char* kAsOf =
    "judge as if it were that day (2027-03-31): certificates, waivers, and what Azure still serves";
inline constexpr const char* kAllowInconclusive =
    "let through what could not be told; the report says so. Without it, nothing unknown passes";
inline constexpr const char* kFailOnWarn =
    "a 'should' counts as a 'must', in every report and in the exit code; otherwise it only warns";
inline constexpr const char* kFailOnStaleWaivers =
    "fail when a waiver has expired, means no target, or waives what no longer fails";
inline constexpr const char* kSarifAll =
    "SARIF holds what passed and what is waived too; code scanning shows all that it holds as alerts";
inline constexpr const char* kExitZeroOn =
    "end with 0 in place of these exit codes, 1, 2 or both: for schedulers that would run the job again";
inline constexpr const char* kCheckQuiet = "print no findings; reports and the exit code remain";

[[nodiscard]] std::string output();
inline constexpr const char* kEvidence =
    "make a folder, or a zip, of all that an auditor keeps: record, reports, certificates, targets, policies, a "
    "capture of every exchange, and a manifest of their hashes";
inline constexpr const char* kSignKey =
    "sign the evidence's manifest with this private key: PEM, or PKCS#12 with its certificate (RSA or ECDSA)";
inline constexpr const char* kSignCert =
    "the key's certificate in PEM, and behind it the intermediates that go into the signature";
inline constexpr const char* kSignPass =
    "where the key's pass phrase is: the first line of a file, or a variable of the environment; it is asked for on "
    "the terminal otherwise";
inline constexpr const char* kTimestampUrl =
    "have the signature (or the manifest, where there is none) stamped by this time-stamping authority (RFC 3161), "
    "through the proxy where there is one";
inline constexpr const char* kEvidenceOutput =
    "json=PATH writes what 'verify' found for programs; '-' is standard output, in place of its lines";
inline constexpr const char* kEvidenceCa =
    "verify: who signed and who stamped the time have to be vouched for by the certificates in FILE (PEM); default: "
    "the system's roots";
inline constexpr const char* kSigner =
    "verify: a certificate for NAME (its subject, common name or e-mail address) that --ca vouches for has to have "
    "signed";
inline constexpr const char* kEvidenceTarget = "show: which target of the record, when there are several";
inline constexpr const char* kAllowUnsigned =
    "verify: end with 0 when all else holds though nobody known signed: you know by other means where it comes from";
inline constexpr const char* kNoSecrets =
    "leave the TLS secrets of the probe's own calls out of captures: nobody can then read what was said in them";
inline constexpr const char* kQuiet = "print neither progress nor matrix; reports and the exit code remain";
inline constexpr const char* kColor = "auto, always or never; auto: on a terminal, unless NO_COLOR is set";
inline constexpr const char* kLang =
    "of the terminal and of the reports html and pdf: en (English) or ja (Japanese); default: en; --ascii is English";
inline constexpr const char* kViewLang =
    "of what is printed: en (English) or ja (Japanese); default: en; --ascii is English";
inline constexpr const char* kBrowser =
    "the browser that prints the report pdf; default: $SSTP_PROBE_BROWSER, or the first that is found";
inline constexpr const char* kAscii = "no character outside ASCII; by itself where the locale is not UTF-8";
inline constexpr const char* kAllSuites = "every suite in the matrix, not only those that say something";

inline constexpr const char* kReg =
    "a .reg file of the client, or what 'reg query' printed there ('-': standard input); may be repeated, later files "
    "win; default: this computer's registry, where there is one";
inline constexpr const char* kWindows =
    "the client's Windows: 7, 8.1, 10-1507, 11, server-2022, ...; default: by the build number in the registry";
inline constexpr const char* kUpdates =
    "whether KB3140245 and KB2977292 are installed, without which Windows 7, 8 and 8.1 do not look at the values; a "
    "registry does not tell";
inline constexpr const char* kClientRecord =
    "the gateways of a record that 'scan -o json=RECORD' wrote; default: Azure's, which accept TLS 1.2 alone";
inline constexpr const char* kChangeOutput =
    "write what to change to PATH ('-': standard output, in place of the diagnosis); reg: a .reg file; commands: lines "
    "of 'reg add'";

[[nodiscard]] std::string family();

/// Usage, summary, examples and ending of a command's page ("": the program's); the options are still missing.
[[nodiscard]] HelpPage frame(std::string_view command);

}  // namespace probe::cli::help
