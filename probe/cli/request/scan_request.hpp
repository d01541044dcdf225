// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/platform/variables.hpp"
#include "probe/cli/request/arguments.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/cli/request/target_file.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "probe/cli/request/view_request.hpp"
#include "probe/engine/way_out.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/model/target.hpp"
#include "tls/client/x509/roots.hpp"

#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// What a `scan` command line means.
struct ScanRequest {
  std::vector<Target> targets;  ///< those of the command line first
  ScanOptions options;
  WayOut way_out;
  tls::x509::RootSources roots;
  std::vector<OutputRequest> outputs;
  ViewRequest view;
  bool quiet = false;
  bool no_secrets = false;
  std::string evidence;  ///< the folder or zip to make; empty: none
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
