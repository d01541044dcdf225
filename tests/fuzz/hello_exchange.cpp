// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_exchange.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

namespace {

using tls::fuzz::require;

void no_randomness(std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), std::uint8_t{7}); }

/// What must hold of every observation.
void check(const probe::Observation& observation) {
  using probe::Response;
  const auto response = observation.response;
  require(response != Response::local_failure && response != Response::not_connected);
  require(observation.selection.has_value() ==
          (response == Response::server_hello || response == Response::retry_failed));
  if (response == Response::fatal_alert) require(observation.alert.has_value());
  if (response == Response::closed || response == Response::silent) require(observation.received == 0);
  require(observation.warnings.size() <= 16 && observation.detail.size() < 1000);
  for (const char c : observation.detail) require(c >= 0x20 && c < 0x7F);
}

}  // namespace

// The first octet says what was offered and how the talk ends, the second how the answer is cut.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView answer(data, size);
  const std::size_t choice = tls::fuzz::take_choice(answer);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(answer);
  probe::Offer offer;
  offer.version = tls::kProtocolVersions[choice % tls::kProtocolVersions.size()];
  offer.shape = choice & 0x40U ? probe::HelloShape::small : probe::HelloShape::full;
  probe::HelloExchange exchange(offer, no_randomness);
  require(!exchange.output().empty());
  while (!answer.empty() && exchange.want() == tls::Want::read) {
    const auto part = answer.first(std::min(step, answer.size()));
    answer = answer.subspan(part.size());
    exchange.feed(part);
    static_cast<void>(exchange.output());
  }
  exchange.closed(choice & 0x80U ? tls::Closure::timed_out : tls::Closure::reset);
  require(exchange.want() == tls::Want::done);
  check(exchange.observation());
  return 0;
}
