// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/output/page_printer.hpp"
#include "probe/cli/platform/files.hpp"
#include "probe/cli/platform/variables.hpp"
#include "probe/engine/http_post.hpp"
#include "probe/engine/scan.hpp"
#include "probe/model/random.hpp"
#include "probe/model/record.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace probe::cli {

/// print_page() with the world's means.
using PrintFunction = std::function<std::optional<PrintError>(const std::filesystem::path& browser,
                                                              const std::string& page, std::string& pdf)>;

using ScanFunction = std::function<std::vector<TargetRecord>(
    const std::vector<Target>&, const ScanOptions&, const LocalMeans&, ScanObserver&, const std::atomic<bool>& stop)>;

using PostFunction = std::function<HttpAnswer(const HttpPost&, const WayOut&, const tls::x509::Roots&)>;

/// The world, as the program sees it. main() fills it in; tests fill it with what they please.
struct Environment {
  Environment(std::istream& in_stream, std::ostream& out_stream, std::ostream& err_stream,
              std::atomic<bool>& interrupt_flag)
      : in(in_stream), out(out_stream), err(err_stream), interrupted(interrupt_flag) {}

  std::istream& in;
  std::ostream& out;  ///< the result
  std::ostream& err;  ///< progress and errors
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool takes_utf8 = false;               ///< whoever reads `out` does
  std::function<std::size_t()> columns;  ///< of the terminal, just now
  Variables variables;
  std::function<UtcTime()> now;
  RandomSource random;
  Files files;
  ScanFunction scan;
  PostFunction post;
  /// Asks on the terminal, without showing what is typed; nothing when there is no terminal or it is called off.
  std::function<std::optional<std::string>(const std::string& prompt)> ask_secret;
  PrintFunction print_page;
  std::atomic<bool>& interrupted;
  std::function<void()> watch_interrupts;  ///< from here on an interrupt sets `interrupted`; the next one kills
  ToolInfo tool;
  std::string version_lines;  ///< of --version, behind the first
};

}  // namespace probe::cli
