// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/arguments.hpp"
#include "samples/gateway/listen_address.hpp"
#include "samples/gateway/server.hpp"
#include "tests/peer/behaviour_table.hpp"
#include "tests/peer/call_context.hpp"
#include "tests/peer/peer_receptionist.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

#ifdef SIGUSR1
constexpr int kCountsSignal = SIGUSR1;
#else
constexpr int kCountsSignal = SIGBREAK;  // Windows
#endif

struct Arguments : gateway::Arguments {
  peer::PeerOptions peer;
  bool only_list = false;
};

int serve(const Arguments& arguments, gateway::Profile profile) {
  peer::PeerReceptionist receptionist(std::move(profile), arguments.peer);
  {
    gateway::Server server(arguments.server, receptionist);
    receptionist.attend(server);
    server.on_signal(kCountsSignal, [&] { std::cout << receptionist.counts_line() << std::endl; });
    std::cout << "listening on " << gateway::printable_endpoint(arguments.server.address, server.port()) << std::endl;
    server.run();
    std::cout << receptionist.counts_line() << std::endl;
    receptionist.retire();
  }
  return 0;
}

int run(const Arguments& arguments) {
  if (arguments.only_list) {
    peer::list_behaviours(std::cout);
    return 0;
  }
  if (arguments.profile_path.empty()) throw CLI::RequiredError("profile");
  const auto* const call = arguments.peer.misbehaviour.call;
  if (arguments.only_truth && call != nullptr) {
    gateway::Arguments reading = arguments;
    reading.only_truth = false;
    return gateway::run_profile(reading, [&](const gateway::Profile& profile) {
      peer::write_call_truth(profile, *call, std::cout);
      return 0;
    });
  }
  return gateway::run_profile(arguments,
                              [&](gateway::Profile profile) { return serve(arguments, std::move(profile)); });
}

void add_behaviour_options(CLI::App& app, Arguments& arguments) {
  app.add_option_function<std::vector<std::string>>(
         "--behave",
         [&](const std::vector<std::string>& words) {
           for (const auto& word : words) {
             if (const auto error = peer::apply_behaviour(word, arguments.peer.misbehaviour)) {
               throw CLI::ValidationError("--behave", *error);
             }
           }
         },
         "NAME or NAME=ARGUMENT of --list; can be repeated, and then they combine")
      ->allow_extra_args(false);
  app.add_option_function<std::string>(
      "--only-version",
      [&](const std::string& word) {
        arguments.peer.only_version = tls::protocol_version_from(word);
        if (!arguments.peer.only_version) throw CLI::ValidationError("--only-version", "no such version: " + word);
      },
      "Misbehave to hellos of this version alone (not for what happens at accept)");
  app.add_option("--every", arguments.peer.every, "Misbehave on every so-manieth connection alone")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--drop-by", arguments.peer.misbehaviour.drop_by,
                 "How the drop-... behaviours drop: silence (default), reset, close")
      ->transform(CLI::CheckedTransformer(std::map<std::string, gateway::Ending>{
          {"silence", gateway::Ending::hold}, {"reset", gateway::Ending::reset}, {"close", gateway::Ending::close}}));
}

void add_limit_options(CLI::App& app, peer::Limits& limits) {
  using peer::TurnAway;
  app.add_option("--limit", limits.count, "Admit this many connections, then turn away");
  app.add_option_function<double>(
         "--limit-window",
         [&](double seconds) { limits.window = std::chrono::milliseconds(static_cast<long>(seconds * 1000)); },
         "SECONDS after which --limit counts from 0 again")
      ->check(CLI::Range(0.001, 1e6));
  app.add_option("--concurrent", limits.concurrent, "Turn away what is more than this many connections at once");
  app.add_option("--rate", limits.per_second, "Token bucket: admit this many connections a second, as many in a burst")
      ->check(CLI::Range(0.001, 1e6));
  app.add_option("--then", limits.then, "How to turn away: reset (default), close, silence, refuse, drop, alert40")
      ->transform(CLI::CheckedTransformer(std::map<std::string, TurnAway>{{"reset", TurnAway::reset},
                                                                          {"close", TurnAway::close},
                                                                          {"silence", TurnAway::silence},
                                                                          {"refuse", TurnAway::refuse},
                                                                          {"drop", TurnAway::drop},
                                                                          {"alert40", TurnAway::alert40}}));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The sample gateway, misbehaving as it is told: what tests point the scanner at.", "misbehaving-peer");
  Arguments arguments;
  gateway::add_options(app, arguments);
  app.add_flag("--list", arguments.only_list, "Print the behaviours, and end");
  add_behaviour_options(app, arguments);
  add_limit_options(app, arguments.peer.limits);
  app.footer(
      "Prints \"listening on ADDRESS:PORT\" when it is ready. SIGTERM or SIGINT ends it; then, and at every SIGUSR1,\n"
      "it prints a line of counts:\n"
      "  {\"connections\":3,\"admitted\":2,\"turned_away\":1,\"open\":0,\"peak\":2}\n"
      "connections = admitted + turned_away; what is refused or dropped before it was accepted is not counted.\n"
      "--then refuse stops listening, --then drop fills the listener's queue; both end when the limits allow it.\n"
      "Behaviours from \"call\" on need a profile with TLS 1.2 or 1.3; handshakes are libssl's then. With one of them\n"
      "--truth also tells how far a call gets (\"rung\") and why no further (\"outcome\").\n"
      "--then alert40 and the behaviours alert, older-version and ssl2-error lie: a scanner may well believe them.\n"
      "Exit codes: 0 ended by a signal, 3 could not run, 64 usage error or a bad profile.");
  return gateway::parse_and_run(app, argc, argv, [&] { return run(arguments); });
}
