// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/gateway.hpp"
#include "samples/gateway/gateway_session.hpp"
#include "samples/gateway/listen_address.hpp"
#include "samples/gateway/profile_reader.hpp"
#include "samples/gateway/random_octets.hpp"
#include "samples/gateway/server.hpp"
#include "samples/gateway/truth.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

namespace {

constexpr int kCannotRun = 3;
constexpr int kUsageError = 64;

class GatewayReceptionist final : public gateway::Receptionist {
 public:
  explicit GatewayReceptionist(gateway::Profile profile)
      : gateway_(std::make_shared<const gateway::Gateway>(std::move(profile))) {}

  [[nodiscard]] std::unique_ptr<gateway::ServerSession> receive() override {
    return std::make_unique<gateway::GatewaySession>(gateway_, gateway::random_octets);
  }

 private:
  std::shared_ptr<const gateway::Gateway> gateway_;
};

struct Arguments {
  std::string profile_path;
  gateway::ServerOptions server;
  bool only_truth = false;
};

int serve(const Arguments& arguments, gateway::Profile profile) {
  GatewayReceptionist receptionist(std::move(profile));
  gateway::Server server(arguments.server, receptionist);
  std::cout << "listening on " << gateway::printable_endpoint(arguments.server.address, server.port()) << std::endl;
  server.run();
  return 0;
}

int run(const Arguments& arguments) {
  auto profile = gateway::read_profile_file(arguments.profile_path);
  if (!profile) {
    std::cerr << to_string(profile.error()) << '\n';
    return kUsageError;
  }
  if (arguments.only_truth) {
    gateway::write_truth(*profile, std::cout);
    return 0;
  }
  return serve(arguments, std::move(*profile));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Plays a TLS gateway on loopback: for trying sstp-probe out, and for its tests.", "sstp-sample-gateway");
  Arguments arguments;
  arguments.server.threads = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("profile", arguments.profile_path, "What it accepts: see samples/gateway/before-cutoff.toml")
      ->required();
  app.add_option("--port", arguments.server.port, "0, the default: any that is free; it is printed");
  app.add_option("--address", arguments.server.address, "A loopback address")
      ->check(gateway::check_loopback)
      ->capture_default_str();
  app.add_option("--threads", arguments.server.threads, "That sessions run in")->check(CLI::Range(1U, 256U));
  app.add_flag("--truth", arguments.only_truth, "Print the cells that the profile accepts as JSON lines, and end");
  app.footer(
      "Prints \"listening on ADDRESS:PORT\" when it is ready. SIGTERM or SIGINT ends it.\n"
      "Exit codes: 0 ended by a signal, 3 could not run, 64 usage error or a bad profile.");
  try {
    app.parse(argc, argv);
    return run(arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageError;
  } catch (const std::exception& error) {
    std::cerr << "sstp-sample-gateway: " << error.what() << '\n';
    return kCannotRun;
  }
}
