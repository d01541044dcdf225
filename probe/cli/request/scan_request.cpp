// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/scan_request.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/host_name.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/cli/request/option_values.hpp"
#include "probe/cli/request/suite_list.hpp"
#include "probe/cli/request/target_text.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <algorithm>
#include <chrono>

namespace probe::cli {
namespace {

/// One connection a second takes its time.
constexpr std::chrono::minutes kGentleDeadline{10};

using Problem = std::optional<UsageError>;

Problem read_targets(const ScanArguments& arguments, const std::vector<ListedTarget>& listed, ScanRequest& request);
Problem read_questions(const ScanArguments& arguments, ScanOptions& options);
Problem read_limits(const ScanArguments& arguments, ScanOptions& options);
Problem read_expectation(const ScanArguments& arguments, ScanRequest& request);
std::optional<std::string> first_set(const Variables& variables, std::initializer_list<const char*> names);

}  // namespace

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
  const auto outputs = parse_outputs(arguments.outputs);
  if (!outputs) return outputs.error();
  request.outputs = *outputs;
  const auto view = view_request(arguments.view);
  if (!view) return view.error();
  request.view = *view;
  request.quiet = arguments.quiet;
  if (auto problem = read_expectation(arguments, request)) return *std::move(problem);
  request.no_secrets = arguments.no_secrets;
  request.evidence = arguments.evidence.value_or("");
  const bool is_sealed = arguments.seal.sign_key || arguments.seal.timestamp_url;
  if (is_sealed && request.evidence.empty())
    return UsageError{"--sign-key and --timestamp-url seal evidence: name its folder or zip by --evidence"};
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
