// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/scan_request.hpp"

#include <cstddef>
#include <iosfwd>

namespace probe::cli {

/// No scan with these options opens more connections to one address. With N suites asked, of all versions together:
///
///     (2 N + 120) (1 + 2 R)        hellos
///     + N (1 + R)                  calls, unless only hellos are asked for
///     + half of all that           finished handshakes, where the scan is gentle
///
/// Where every batch is refused and split, down to the single suites, there are 2 N questions; 120 more are about
/// features, hello shapes and second looks. Each is asked again R = `retries` times at most, with a control beside
/// each; and no scan opens more than 5000. Where connections are kept apart (`delay`, `gentle`), no more than fit into
/// `deadline`.
///
/// A scan needs far fewer: about one connection for each suite that is accepted, and another for each call.
[[nodiscard]] std::size_t most_connections(const ScanOptions& options);

/// What a scan would send where, without so much as looking up a name.
void write_dry_run(std::ostream& out, const ScanRequest& request);

}  // namespace probe::cli
