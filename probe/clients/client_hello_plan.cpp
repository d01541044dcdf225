// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/client_hello_plan.hpp"

#include <algorithm>
#include <utility>

namespace probe {
namespace {

constexpr std::size_t kRounds = 2;

}  // namespace

ClientHelloPlan::ClientHelloPlan(const ScanOptions& options, const std::optional<std::string>& sni,
                                 std::optional<Offer> control, ExchangeId first)
    : pacer_(options.max_connections, options.delay),
      deadline_(options.deadline),
      next_id_(first),
      control_(std::move(control)) {
  for (auto& named : distinct_client_offers(sni)) waiting_.push_back({Purpose::client, std::move(named)});
}

Step ClientHelloPlan::next(Elapsed now) {
  if (now >= deadline_) return Finished{};
  if (waiting_.empty() && out_.empty() && !start_round()) return Finished{};
  // A control stands between two rounds, and alone.
  const bool control_is_out =
      std::any_of(out_.begin(), out_.end(), [](const auto& one) { return one.second.purpose == Purpose::control; });
  if (waiting_.empty() || out_.size() >= pacer_.window() || control_is_out) return AwaitAnswer{};
  if (now < pacer_.next_start()) return WaitUntil{std::min(pacer_.next_start(), deadline_)};
  pacer_.started(now);
  const ExchangeId id = next_id_++;
  const auto at = out_.emplace(id, std::move(waiting_.front())).first;
  waiting_.pop_front();
  const auto& hello = at->second;
  return Ask{id, hello.purpose, hello.named.offer, hello.purpose == Purpose::client ? hello.named.name : std::string()};
}

bool ClientHelloPlan::start_round() {
  if (doubtful_.empty() || !control_) return false;
  // The last round ends with a control too, so that what it drew lies between two.
  waiting_.push_back({Purpose::control, {{}, *control_}});
  if (rounds_ == kRounds) {
    doubtful_.clear();
    return true;
  }
  ++rounds_;
  for (auto& hello : std::exchange(doubtful_, {})) waiting_.push_back(std::move(hello));
  return true;
}

void ClientHelloPlan::on(ExchangeId id, const Observation& observation, Elapsed now) {
  const auto found = out_.find(id);
  if (found == out_.end()) return;
  auto hello = std::move(found->second);
  out_.erase(found);
  if (observation.response == Response::not_connected || observation.response == Response::local_failure)
    pacer_.failed(now);
  else
    pacer_.answered();
  if (hello.purpose == Purpose::control) return;
  if (observation.response == Response::server_hello) {
    return;
  }
  if (observation.response != Response::fatal_alert) doubtful_.push_back(std::move(hello));
}

}  // namespace probe
