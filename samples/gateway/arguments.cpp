// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/arguments.hpp"

#include "samples/gateway/listen_address.hpp"
#include "samples/gateway/profile_reader.hpp"
#include "samples/gateway/truth.hpp"

#include <exception>
#include <iostream>
#include <utility>

namespace gateway {
namespace {

constexpr int kCannotRun = 3;
constexpr int kUsageError = 64;

}  // namespace

CLI::Option* add_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--port", arguments.server.port, "0, the default: any that is free; it is printed");
  app.add_option("--address", arguments.server.address, "A loopback address")
      ->check(check_loopback)
      ->capture_default_str();
  app.add_flag("--truth", arguments.only_truth,
               "Print the cells that the profile accepts as JSON lines (version, code, name), and end");
  return app.add_option("profile", arguments.profile_path, "What it accepts: see samples/gateway/before-cutoff.toml");
}

int run_profile(const Arguments& arguments, const std::function<int(Profile)>& serve) {
  auto profile = read_profile_file(arguments.profile_path);
  if (!profile) {
    std::cerr << to_string(profile.error()) << '\n';
    return kUsageError;
  }
  if (arguments.only_truth) {
    write_truth(*profile, std::cout);
    return 0;
  }
  return serve(std::move(*profile));
}

int parse_and_run(CLI::App& app, int argc, char** argv, const std::function<int()>& run) {
  try {
    app.parse(argc, argv);
    return run();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageError;
  } catch (const std::exception& error) {
    std::cerr << app.get_name() << ": " << error.what() << '\n';
    return kCannotRun;
  }
}

}  // namespace gateway
