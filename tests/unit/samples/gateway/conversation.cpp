// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/samples/gateway/conversation.hpp"

namespace gateway::test {
namespace {

template <class Receiver>
bool carry(const tls::Bytes& octets, Receiver& receiver, Cut cut) {
  if (cut == Cut::whole && !octets.empty()) receiver.feed(octets);
  if (cut == Cut::octets) {
    for (const auto octet : octets) receiver.feed(tls::Bytes{octet});
  }
  return !octets.empty();
}

bool one_round(tls::Client& client, GatewaySession& session, Cut cut) {
  const bool asked = carry(client.output(), session, cut);
  return carry(session.output(), client, cut) || asked;
}

}  // namespace

void converse(tls::Client& client, GatewaySession& session, Cut cut) {
  while (one_round(client, session, cut)) {
  }
}

void converse(tls::Client& client, probe::SstpCall& call, GatewaySession& session, Cut cut) {
  bool goes_on = true;
  while (goes_on) {
    carry(client.received(), call, cut);
    // No clock runs here: what is held back is not waited for.
    if (call.state() == probe::CallState::lingering) call.closed(tls::Closure::timed_out);
    if (client.state() == tls::ClientState::connected) client.send(call.output());
    goes_on = one_round(client, session, cut);
  }
}

}  // namespace gateway::test
