// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/arguments.hpp"
#include "samples/gateway/gateway.hpp"
#include "samples/gateway/gateway_session.hpp"
#include "samples/gateway/listen_address.hpp"
#include "samples/gateway/random_octets.hpp"
#include "samples/gateway/server.hpp"

#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>

namespace {

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

int serve(const gateway::Arguments& arguments, gateway::Profile profile) {
  GatewayReceptionist receptionist(std::move(profile));
  gateway::Server server(arguments.server, receptionist);
  std::cout << "listening on " << gateway::printable_endpoint(arguments.server.address, server.port()) << std::endl;
  server.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Plays an SSTP gateway on loopback, up to the Call Connect Ack: for trying sstp-probe out.",
               "sstp-sample-gateway");
  gateway::Arguments arguments;
  arguments.server.threads = std::max(1U, std::thread::hardware_concurrency());
  gateway::add_options(app, arguments)->required();
  app.add_option("--threads", arguments.server.threads, "That sessions run in")->check(CLI::Range(1U, 256U));
  app.footer(
      "Prints \"listening on ADDRESS:PORT\" when it is ready. SIGTERM or SIGINT ends it.\n"
      "Exit codes: 0 ended by a signal, 3 could not run, 64 usage error or a bad profile.");
  return gateway::parse_and_run(app, argc, argv, [&] {
    return gateway::run_profile(arguments,
                                [&](gateway::Profile profile) { return serve(arguments, std::move(profile)); });
  });
}
