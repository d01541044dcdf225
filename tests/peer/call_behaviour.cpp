// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_behaviour.hpp"

#include <algorithm>
#include <iomanip>

namespace peer {

std::vector<const CallBehaviour*> call_behaviours() {
  std::vector<const CallBehaviour*> all;
  for (const auto table : {handshake_behaviours(), http_behaviours(), sstp_behaviours()}) {
    for (const auto& behaviour : table) all.push_back(&behaviour);
  }
  return all;
}

const CallBehaviour* find_call_behaviour(std::string_view name) {
  const auto all = call_behaviours();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto* behaviour) { return behaviour->name == name; });
  return found == all.end() ? nullptr : *found;
}

const CallTruth& truth_of(const CallBehaviour& behaviour, tls::ProtocolVersion version) {
  return version == tls::ProtocolVersion::TLSv1_3 ? behaviour.truth_in_tls13 : behaviour.truth;
}

void list_call_behaviours(std::ostream& out) {
  for (const auto* behaviour : call_behaviours()) {
    out << std::left << std::setw(38) << behaviour->name << behaviour->meaning << '\n';
  }
}

}  // namespace peer
