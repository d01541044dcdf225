// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/profile.hpp"
#include "samples/gateway/server.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace gateway {

/// What every program that plays a profile on loopback takes.
struct Arguments {
  std::string profile_path;
  ServerOptions server;
  bool only_truth = false;
};

/// PROFILE, --port, --address and --truth. Returns PROFILE's option, which is not required yet.
CLI::Option* add_options(CLI::App& app, Arguments& arguments);

/// Reads the profile and hands it to `serve`, or prints its truth alone. Returns the exit code.
[[nodiscard]] int run_profile(const Arguments& arguments, const std::function<int(Profile)>& serve);

/// main(): parses, then runs. Exit codes: what `run` returns, 3 when it throws, 64 for a usage error.
[[nodiscard]] int parse_and_run(CLI::App& app, int argc, char** argv, const std::function<int()>& run);

}  // namespace gateway
