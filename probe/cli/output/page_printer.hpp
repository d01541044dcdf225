// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/platform/variables.hpp"
#include "probe/model/random.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace probe::cli {

/// Why there is no PDF, and what helps. Fit for a terminal.
struct PrintError {
  std::string text;
};

/// The Chromium, Chrome or Edge to print with. `wanted` (--browser) or else $SSTP_PROBE_BROWSER, a path or a name to be
/// looked up in PATH, is taken and no other; without them the first that is found in PATH or where installers put it.
[[nodiscard]] std::optional<PrintError> find_browser(const std::optional<std::string>& wanted,
                                                     const Variables& variables, std::filesystem::path& browser);

/// What printing takes from the world.
struct PrintMeans {
  RandomSource random;
  const std::atomic<bool>& stop;  ///< ends the browser when it is set
  std::chrono::milliseconds limit = std::chrono::minutes(1);
};

/// Prints an HTML page by a headless browser that asks no network, within `means.limit`
/// and a second more for each 100 kB of the page. The page, the browser's profile and its output are in a folder of
/// their own, which no other user can read and which is gone afterwards. `pdf` are the octets of the file.
[[nodiscard]] std::optional<PrintError> print_page(const std::filesystem::path& browser, const std::string& page,
                                                   const PrintMeans& means, std::string& pdf);

}  // namespace probe::cli
