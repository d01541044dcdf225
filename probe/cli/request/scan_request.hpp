// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/platform/variables.hpp"
#include "probe/cli/request/options.hpp"
#include "probe/cli/request/target_file.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "probe/engine/way_out.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/model/target.hpp"
#include "tls/client/x509/roots.hpp"

#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// Where the targets are and how they are asked, as the command line says it.
struct ScanArguments {
  std::vector<std::string> targets;
  std::optional<std::string> target_file;
  std::vector<std::string> profiles;
  std::optional<std::string> sni, connect, proxy;
  bool no_sni = false, ipv4 = false, ipv6 = false, all_addresses = false;
  std::optional<std::string> versions, suites, ca, depth, expect;
  bool thorough = false, strict = false;
  std::optional<std::string> timeout, deadline, retries, max_connections, sstp_concurrency, parallel, delay;
  bool gentle = false;
};
void add_scan_options(Options& options, ScanArguments& arguments);
/// Of these, what a command takes that scans one gateway for itself.
void add_gateway_options(Options& options, ScanArguments& arguments);
void add_proxy_option(Options& options, const char* group, std::optional<std::string>& proxy);
void add_ca_option(Options& options, const char* group, std::optional<std::string>& ca);
void add_timeout_option(Options& options, const char* group, std::optional<std::string>& timeout);

/// What these mean.
struct ScanRequest {
  std::vector<Target> targets;  ///< those of the command line first
  ScanOptions options;
  WayOut way_out;
  tls::x509::RootSources roots;
};

/// What `--proxy` says, or else the environment. No message repeats the URL: it may hold a password.
Parsed<WayOut> way_out(const std::optional<std::string>& proxy, const Variables& variables);

/// The system's roots, and beside them what `--ca` names.
[[nodiscard]] tls::x509::RootSources root_sources(const std::optional<std::string>& ca, const Variables& variables);

/// `listed` is what the target file holds; empty when there is none. `variables` may name a proxy and where
/// the system's roots are.
Parsed<ScanRequest> scan_request(const ScanArguments& arguments, const std::vector<ListedTarget>& listed,
                                 const Variables& variables);

}  // namespace probe::cli
