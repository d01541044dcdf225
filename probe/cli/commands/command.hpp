// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/output/help_page.hpp"
#include "probe/cli/request/options.hpp"
#include "probe/cli/request/output_request.hpp"
#include "probe/cli/request/usage_error.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace probe::cli {

/// What a command line asks for, ready to be done. The error is the user's; everything else is told on
/// `environment.err` and in the exit code.
using Job = std::function<Parsed<ExitCode>(const OutputRequest& output, Environment& environment)>;

/// A command. What dispatches, --help, the completions and the manual page say of it is read off here.
struct Command {
  /// Whether its exit code says more than that it is done: such a command has --exit-zero-on.
  enum class Ends : std::uint8_t { done, with_ruling };

  std::string_view name;
  std::string_view summary;  ///< on the program's page
  Ends ends = Ends::done;
  Product product;               ///< what -o can write
  HelpPage (*page)() = nullptr;  ///< without options: those come from what `prepare` declares
  Job (*prepare)(Options& options) = nullptr;
};

/// Command::prepare of a type that has what the command line says as members: `declare(Options&)` says which options
/// fill them, and `run(const OutputRequest&, Environment&)` does it.
template <class Call>
Job prepare(Options& options) {
  const auto call = std::make_shared<Call>();
  call->declare(options);
  return [call](const OutputRequest& output, Environment& environment) { return call->run(output, environment); };
}

}  // namespace probe::cli
