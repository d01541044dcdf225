// SPDX-License-Identifier: Apache-2.0
// sstp-probe::probe in a program of somebody else's: a scan that needs no network, since its target has no address of
// the family that it is to be reached by.
#include "probe/engine/scan.hpp"
#include "probe/policy/builtin.hpp"

#include <atomic>
#include <iostream>
#include <random>

namespace {

class Listener : public probe::ScanObserver {
 public:
  void on_progress(const probe::Target& /*target*/, const probe::Progress& /*progress*/) override {}
  void on_target(const probe::TargetRecord& record) override { std::cout << record.problem.form().id << '\n'; }
};

void fill_random(std::span<std::uint8_t> octets) {
  std::random_device device;
  for (auto& octet : octets) octet = static_cast<std::uint8_t>(device());
}

}  // namespace

int main() {
  probe::Target target;
  target.host = "127.0.0.1";
  target.family = probe::AddressFamily::ipv6;
  probe::LocalMeans means;
  means.random = fill_random;
  Listener listener;
  const std::atomic<bool> stop{false};
  const auto records = probe::scan({target}, probe::ScanOptions(), means, listener, stop);

  if (records.size() != 1 || records.front().status != probe::TargetStatus::unreachable) return 1;
  std::cout << probe::builtin_policies().size() << " policies are built in\n";
  return probe::find_builtin_policy("azure-p2s-2024") == nullptr ? 1 : 0;
}
