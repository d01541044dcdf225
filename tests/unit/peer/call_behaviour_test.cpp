// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_behaviour.hpp"

#include "probe/ladder/climber.hpp"
#include "samples/gateway/profile_reader.hpp"
#include "samples/gateway/random_octets.hpp"
#include "tests/peer/behaviour_table.hpp"
#include "tests/peer/call_context.hpp"
#include "tests/peer/call_session.hpp"
#include "tls/client/client.hpp"

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

namespace {

using namespace std::chrono_literals;
using gateway::Ending;
using peer::CallBehaviour;
using peer::CallCell;
using probe::CallOutcome;
using probe::Climber;
using probe::ClimbReport;
using tls::Closure;
using tls::Want;

const gateway::Gateway& sample() {
  static const gateway::Gateway gateway(*gateway::read_profile(R"(
versions = ["TLSv1.0", "TLSv1.2", "TLSv1.3"]
suites = ["TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"]
[[certificate]]
bits = 1024
)",
                                                               "test"));
  return gateway;
}

Closure as_closure(Ending ending) {
  switch (ending) {
    case Ending::close:
      return Closure::end_of_stream;
    case Ending::reset:
      return Closure::reset;
    case Ending::hold:
      break;
  }
  return Closure::timed_out;
}

/// A probe's climb up to a call with such a peer; silence lasts as long as the probe is patient.
ClimbReport climb(const CallBehaviour& behaviour, const CallCell& cell) {
  const auto context = make_call_context(sample(), behaviour.flaw);
  peer::Nonce nonce{};
  gateway::random_octets(nonce);
  peer::CallSession session(behaviour, *context, nonce);
  tls::ClientConfig config;
  config.version = cell.version;
  config.suite = cell.suite;
  config.random = gateway::random_octets;
  Climber climber(tls::make_client(config), "vpn.example.net", probe::Rung::sstp, gateway::random_octets, 5s);
  while (climber.want() == Want::read) {
    const auto to_peer = climber.output();
    session.feed(to_peer);
    const auto to_probe = session.output();
    if (to_peer.empty() && to_probe.empty()) {
      climber.closed(session.want() == Want::done ? as_closure(session.ending()) : Closure::timed_out);
    } else {
      climber.feed(to_probe);
    }
  }
  return climber.report();
}

TEST_CASE("Each behaviour stops a call where its truth says") {
  const auto cells = peer::call_cells(sample().profile);
  CHECK(cells.size() == 3);
  for (const auto* behaviour : peer::call_behaviours()) {
    for (const auto& cell : cells) {
      CAPTURE(behaviour->name);
      CAPTURE(to_string(cell.version));
      const auto report = climb(*behaviour, cell);
      CAPTURE(report.detail);
      const auto& truth = truth_of(*behaviour, cell.version);
      CHECK(to_string(report.rung) == truth.rung);
      CHECK(to_string(report.halt.value_or(CallOutcome::connected)) == truth.outcome);
      if (truth.rung != "hello") CHECK(report.handshake.certificate_requested == behaviour->name.starts_with("tls-"));
    }
  }
}

TEST_CASE("Nonces are fresh but for the one behaviour") {
  for (const auto* name : {"call", "sstp-same-nonce"}) {
    CAPTURE(name);
    const auto cell = peer::call_cells(sample().profile).front();
    const auto first = climb(*peer::find_call_behaviour(name), cell).call->binding;
    const auto second = climb(*peer::find_call_behaviour(name), cell).call->binding;
    REQUIRE(first);
    CHECK((first == second) == (std::string(name) == "sstp-same-nonce"));
  }
}

TEST_CASE("Names are unique, and truths in the probe's words") {
  std::set<std::string_view> names;
  for (const auto* behaviour : peer::call_behaviours()) {
    CAPTURE(behaviour->name);
    CHECK(names.insert(behaviour->name).second);
    CHECK(probe::call_outcome_from(behaviour->truth.outcome).has_value());
    CHECK(probe::rung_from(behaviour->truth.rung).has_value());
    peer::Misbehaviour wrong;
    CHECK_FALSE(apply_behaviour(behaviour->name, wrong));
    CHECK(wrong.call == behaviour);
  }
}

TEST_CASE("The truth of calls") {
  std::ostringstream out;
  write_call_truth(sample().profile, *peer::find_call_behaviour("sstp-nak"), out);
  CHECK(
      out.str() ==
      R"({"version":"TLSv1.2","code":"0xC02F","name":"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256","rung":"http","outcome":"nak"}
{"version":"TLSv1.2","code":"0x002F","name":"TLS_RSA_WITH_AES_128_CBC_SHA","rung":"http","outcome":"nak"}
{"version":"TLSv1.3","code":"0x1301","name":"TLS_AES_128_GCM_SHA256","rung":"http","outcome":"nak"}
)");
}

}  // namespace
