// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/request/seal_request.hpp"
#include "probe/engine/way_out.hpp"
#include "probe/evidence/file.hpp"
#include "tls/client/x509/roots.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace probe::cli {

/// How a time-stamping authority is reached.
struct StampMeans {
  const WayOut& way_out;
  const tls::x509::Roots& roots;  ///< for an authority behind HTTPS
  std::chrono::milliseconds timeout;
};

/// What was made; and why the time stamp was not, when it was asked for and is not among the files.
struct Seals {
  std::vector<evidence::File> files;
  std::string problem;  ///< fit for a terminal
};

/// Signs the manifest in `files`, and has the signature stamped; without a signature the manifest.
[[nodiscard]] Seals make_seals(const std::vector<evidence::File>& files, const SealRequest& request,
                               const StampMeans& means, Environment& environment);

}  // namespace probe::cli
