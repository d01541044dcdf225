// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/scan_request.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/cli/request/suite_list.hpp"
#include "probe/cli/request/target_text.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

namespace probe::cli {
namespace {

std::string limit(std::string_view text, const std::string& preset, const std::string& least, const std::string& most) {
  return fmt::format("{} ({} to {}; default {})", text, least, most, preset);
}

std::string limit(std::string_view text, std::chrono::milliseconds preset, Range<std::chrono::milliseconds> range) {
  const auto bare = [](std::chrono::milliseconds time) {
    return fmt::format("{}", static_cast<double>(time.count()) / 1000);
  };
  return limit(text, bare(preset), bare(range.least), bare(range.most));
}

std::string limit(std::string_view text, std::size_t preset, Range<std::size_t> range) {
  return limit(text, std::to_string(preset), std::to_string(range.least), std::to_string(range.most));
}

void add_name_options(Options& options, ScanArguments& arguments) {
  options.value({"--sni", "NAME", "the server_name to send; default: the host, if it is a name", kTargets},
                arguments.sni);
  options.flag({"--no-sni", "send no server_name", kTargets}, arguments.no_sni);
  options.value({"--connect", "ADDRESS[:PORT]", "connect there, whatever the targets' names resolve to", kTargets},
                arguments.connect);
}

void add_connections_option(Options& options, ScanArguments& arguments) {
  options.last({"--max-connections", "COUNT",
                limit("questions to one target at once, each on its own connection", ScanOptions{}.max_connections,
                      limits::kMaxConnections),
                kManners},
               arguments.max_connections);
}

/// One connection a second takes its time.
constexpr std::chrono::minutes kGentleDeadline{10};

using Problem = std::optional<UsageError>;

Problem read_targets(const ScanArguments& arguments, const std::vector<ListedTarget>& listed, ScanRequest& request);
Problem read_questions(const ScanArguments& arguments, ScanOptions& options);
Problem read_limits(const ScanArguments& arguments, ScanOptions& options);
Problem read_expectation(const ScanArguments& arguments, ScanRequest& request);
std::optional<std::string> first_set(const Variables& variables, std::initializer_list<const char*> names);

}  // namespace

void add_scan_options(Options& options, ScanArguments& arguments) {
  options.words("TARGET", arguments.targets);
  options.value({"--targets", "FILE",
                 "more targets from FILE ('-': standard input), one a line, '#' begins a comment; behind a target may "
                 "stand sni=NAME, connect=ADDRESS[:PORT] and label=\"any words\"; sni=- sends no server_name",
                 kTargets},
                arguments.target_file);
  options.each({"--profile", "FILE",
                "the gateways that a VPN client's file names: VpnSettings.xml or the zip that holds it, "
                "azurevpnconfig.xml, .pbk, .cms, or the JSON of 'az network vnet-gateway list'; their certificates are "
                "compared with what the file pins; may be repeated",
                kTargets},
               arguments.profiles);
  add_name_options(options, arguments);
  options.flag({"-4", "IPv4 alone", kTargets}, arguments.ipv4);
  options.flag({"-6", "IPv6 alone", kTargets}, arguments.ipv6);
  options.flag({"--all-addresses", "scan each address of a name for itself (active-active gateways)", kTargets},
               arguments.all_addresses);
  add_proxy_option(options, kTargets, arguments.proxy);

  options.joined(
      {"--versions", "LIST", "ssl2, ssl3, 1.0, 1.1, 1.2, 1.3, and ranges as 1.0-1.2; default: all", kQuestions},
      arguments.versions);
  options.joined({"--suites", "LIST",
                  "families (RC4, 3DES, SHA-1, ...), IANA or OpenSSL names, codes (0xC02F); default: all that are "
                  "known, whatever OpenSSL is installed",
                  kQuestions},
                 arguments.suites);
  add_ca_option(options, kQuestions, arguments.ca);
  options.value({"--depth", "hello|tls|sstp",
                 "how far to carry what is accepted: hello (ServerHello alone), tls (both Finished) or sstp (an SSTP "
                 "call up to its Call Connect Ack, without logging in, and properly left); default: sstp",
                 kQuestions},
                arguments.depth);
  options.value({"--expect", "absent",
                 "absent: prove that no SSTP is served there; exit code 0 with proof, 1 where it is served, 2 where "
                 "nothing tells: silence and a closed port prove nothing",
                 kQuestions},
                arguments.expect);
  options.flag({"--thorough", "offer each suite alone: slower, and each refusal stands for itself", kQuestions},
               arguments.thorough);
  options.flag(
      {"--strict",
       "believe no refusal but an alert: where the server closes or stays silent, the answer is 'inconclusive'",
       kQuestions},
      arguments.strict);

  const ScanOptions preset;
  add_timeout_option(options, kManners, arguments.timeout);
  options.last({"--deadline", "SECONDS", limit("for a whole target", preset.deadline, limits::kDeadline), kManners},
               arguments.deadline);
  options.last({"--retries", "COUNT",
                limit("how often a doubtful answer is asked for again; under 2, no close and no silence counts as a "
                      "refusal",
                      preset.retries, limits::kRetries),
                kManners},
               arguments.retries);
  add_connections_option(options, arguments);
  options.last({"--sstp-concurrency", "COUNT",
                limit("SSTP calls to one target at once; gateways have few ports for them", preset.sstp_concurrency,
                      limits::kSstpConcurrency),
                kManners},
               arguments.sstp_concurrency);
  options.last({"--parallel", "COUNT", limit("targets at once", preset.parallel, limits::kParallel), kManners},
               arguments.parallel);
  options.last({"--delay", "SECONDS",
                limit("pause between two connections to one target", preset.delay, limits::kDelay), kManners},
               arguments.delay);
  options.flag({"--gentle",
                "a connection every 1.1 s, one at a time, and handshakes finished so often that a gateway that counts "
                "the others bears it; ten minutes for each target, unless --deadline says otherwise",
                kManners},
               arguments.gentle);
}

void add_gateway_options(Options& options, ScanArguments& arguments) {
  add_name_options(options, arguments);
  add_proxy_option(options, kTargets, arguments.proxy);
  add_ca_option(options, kQuestions, arguments.ca);
  add_timeout_option(options, kManners, arguments.timeout);
  add_connections_option(options, arguments);
}

void add_proxy_option(Options& options, const char* group, std::optional<std::string>& proxy) {
  options.value({"--proxy", "URL",
                 "go through a proxy: http://[user:password@]host[:port] (CONNECT) or socks5://...; default: the "
                 "environment's https_proxy, but for the hosts in no_proxy; the password stands in no report",
                 group},
                proxy);
}

void add_ca_option(Options& options, const char* group, std::optional<std::string>& ca) {
  options.value({"--ca", "FILE",
                 "trust the certificates in FILE (PEM) as well as the system's roots when chains are judged", group},
                ca);
}

void add_timeout_option(Options& options, const char* group, std::optional<std::string>& timeout) {
  options.last({"--timeout", "SECONDS",
                limit("to connect, and again for each answer", ScanOptions{}.timeout, limits::kTimeout), group},
               timeout);
}

Parsed<ScanRequest> scan_request(const ScanArguments& arguments, const std::vector<ListedTarget>& listed,
                                 const Variables& variables) {
  ScanRequest request;
  if (auto problem = read_targets(arguments, listed, request)) return *std::move(problem);
  if (auto problem = read_questions(arguments, request.options)) return *std::move(problem);
  if (auto problem = read_limits(arguments, request.options)) return *std::move(problem);
  auto way = way_out(arguments.proxy, variables);
  if (!way) return way.error();
  request.way_out = *std::move(way);
  request.roots = root_sources(arguments.ca, variables);
  if (auto problem = read_expectation(arguments, request)) return *std::move(problem);
  return request;
}

namespace {

UsageError at(std::string_view option, const UsageError& error) {
  return UsageError{std::string(option) + ": " + error.text};
}

/// What the options say of every target that does not say it itself.
struct Common {
  std::optional<std::string> sni;
  std::optional<ConnectOverride> connect;
  AddressFamily family = AddressFamily::any;
};

Problem read_common(const ScanArguments& arguments, Common& common) {
  if (arguments.sni && arguments.no_sni) return UsageError{"--sni and --no-sni contradict each other"};
  if (arguments.ipv4 && arguments.ipv6)
    return UsageError{"-4 and -6 contradict each other; without them both are used"};
  if (arguments.ipv4) common.family = AddressFamily::ipv4;
  if (arguments.ipv6) common.family = AddressFamily::ipv6;
  if (arguments.sni) {
    const auto sni = parse_sni(*arguments.sni);
    if (!sni) return at("--sni", sni.error());
    common.sni = *sni;
  }
  if (arguments.connect) {
    const auto connect = parse_connect(*arguments.connect);
    if (!connect) return at("--connect", connect.error());
    common.connect = *connect;
  }
  return std::nullopt;
}

/// An address that -4 or -6 excludes can never be reached: better said now than as a failed connection.
Problem check_family(const Target& target) {
  const auto& host = target.connect ? target.connect->host : target.host;
  if (target.family == AddressFamily::any || !is_address(host)) return std::nullopt;
  const auto own = host.find(':') == std::string::npos ? AddressFamily::ipv4 : AddressFamily::ipv6;
  if (own == target.family) return std::nullopt;
  return UsageError{quote(host) + (own == AddressFamily::ipv4 ? " is an IPv4 address, and -6 allows none"
                                                              : " is an IPv6 address, and -4 allows none")};
}

Problem read_targets(const ScanArguments& arguments, const std::vector<ListedTarget>& listed, ScanRequest& request) {
  Common common;
  if (auto problem = read_common(arguments, common)) return problem;
  std::vector<ListedTarget> all;
  for (const auto& text : arguments.targets) {
    const auto target = parse_target(text);
    if (!target) return target.error();
    all.push_back({*target});
  }
  all.insert(all.end(), listed.begin(), listed.end());
  if (all.empty()) {
    return UsageError{arguments.target_file ? "--targets: there is no target in " + quote(*arguments.target_file)
                                            : "a target is missing: write the gateway's name, as vpn.example.net"};
  }
  for (auto& [target, names_sni, names_connect] : all) {
    if (!names_sni && common.sni) target.sni = common.sni;
    if (!names_sni && arguments.no_sni) target.sni = std::nullopt;
    if (!names_connect && common.connect) target.connect = common.connect;
    target.family = common.family;
    if (auto problem = check_family(target)) return problem;
    request.targets.push_back(std::move(target));
  }
  return std::nullopt;
}

bool any_is_defined(const ScanOptions& options) {
  return std::any_of(options.suites.begin(), options.suites.end(), [&](tls::CipherSuite code) {
    const auto* const row = tls::find_cipher_suite(code);
    return std::any_of(options.versions.begin(), options.versions.end(), [&](tls::ProtocolVersion version) {
      if (row != nullptr) return row->versions.contains(version);
      return tls::is_ssl2_kind(code) == (version == tls::ProtocolVersion::SSLv2);
    });
  });
}

Problem read_questions(const ScanArguments& arguments, ScanOptions& options) {
  if (arguments.versions) {
    const auto versions = parse_versions(*arguments.versions);
    if (!versions) return at("--versions", versions.error());
    options.versions = *versions;
  }
  if (arguments.suites) {
    const auto suites = parse_suites(*arguments.suites);
    if (!suites) return at("--suites", suites.error());
    options.suites = *suites;
    if (!any_is_defined(options)) {
      return UsageError{"--suites, --versions: none of these suites is defined for any of these versions"};
    }
  }
  if (arguments.depth) {
    const auto depth = rung_from(*arguments.depth);
    if (!depth || *depth == Rung::http)
      return UsageError{"--depth: " + quote(*arguments.depth) + " is none of hello, tls and sstp"};
    options.depth = *depth;
  }
  options.thorough = arguments.thorough;
  options.strict = arguments.strict;
  options.all_addresses = arguments.all_addresses;
  options.gentle = arguments.gentle;
  if (options.gentle) options.deadline = kGentleDeadline;
  return std::nullopt;
}

Problem read_expectation(const ScanArguments& arguments, ScanRequest& request) {
  if (!arguments.expect) return std::nullopt;
  if (*arguments.expect != "absent") return UsageError{"--expect: " + quote(*arguments.expect) + " is not 'absent'"};
  if (request.options.depth != Rung::sstp)
    return UsageError{"--expect absent and --depth contradict each other: without SSTP calls nothing is proved"};
  request.options.seeks_absence = true;
  return std::nullopt;
}

template <typename T, typename Parse>
Problem read_limit(const char* name, const std::optional<std::string>& text, Range<T> range, Parse parse, T& value) {
  if (!text) return std::nullopt;
  const Parsed<T> parsed = parse(*text, range);
  if (!parsed) return at(name, parsed.error());
  value = *parsed;
  return std::nullopt;
}

Problem read_limits(const ScanArguments& arguments, ScanOptions& options) {
  const Problem problems[] = {
      read_limit("--timeout", arguments.timeout, limits::kTimeout, parse_duration, options.timeout),
      read_limit("--deadline", arguments.deadline, limits::kDeadline, parse_duration, options.deadline),
      read_limit("--delay", arguments.delay, limits::kDelay, parse_duration, options.delay),
      read_limit("--retries", arguments.retries, limits::kRetries, parse_count, options.retries),
      read_limit("--max-connections", arguments.max_connections, limits::kMaxConnections, parse_count,
                 options.max_connections),
      read_limit("--sstp-concurrency", arguments.sstp_concurrency, limits::kSstpConcurrency, parse_count,
                 options.sstp_concurrency),
      read_limit("--parallel", arguments.parallel, limits::kParallel, parse_count, options.parallel),
  };
  for (const auto& problem : problems) {
    if (problem) return problem;
  }
  return std::nullopt;
}

/// The first of the variables that is set and not empty; curl reads them in this order too.
std::optional<std::string> first_set(const Variables& variables, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (auto value = variables(name); value && !value->empty()) return value;
  return std::nullopt;
}

}  // namespace

/// What is typed holds for every target; the environment's proxy has its exceptions.
Parsed<WayOut> way_out(const std::optional<std::string>& proxy, const Variables& variables) {
  WayOut way;
  std::string_view source = "--proxy";
  auto text = proxy;
  if (!text) {
    source = "https_proxy";
    text = first_set(variables, {"https_proxy", "HTTPS_PROXY"});
    way.no_proxy = first_set(variables, {"no_proxy", "NO_PROXY"}).value_or("");
  }
  if (!text) return way;
  const auto url = parse_proxy_url(*text);
  if (!url) return at(source, UsageError{std::string(explain(url.error()))});
  way.proxy = *url;
  return way;
}

tls::x509::RootSources root_sources(const std::optional<std::string>& ca, const Variables& variables) {
  tls::x509::RootSources sources;
  sources.ca_file = ca.value_or("");
  sources.system_file = first_set(variables, {"SSL_CERT_FILE"}).value_or("");
  sources.system_directory = first_set(variables, {"SSL_CERT_DIR"}).value_or("");
  return sources;
}

}  // namespace probe::cli
