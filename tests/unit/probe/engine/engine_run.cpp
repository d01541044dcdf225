// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/engine/engine_run.hpp"

#include <algorithm>
#include <atomic>

namespace probe::test {

using namespace std::chrono_literals;

void run(boost::asio::io_context& io, Awaitable<void> coroutine) {
  boost::asio::co_spawn(io, std::move(coroutine), [&io](std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
    io.stop();
  });
  io.restart();
  io.run();
}

void CountingObserver::on_progress(const Target&, const Progress&) { ++progress_calls; }
void CountingObserver::on_target(const TargetRecord& record) { ended.push_back(record.target.host); }

ScanOptions quick_options() {
  ScanOptions options;
  options.versions = {tls::ProtocolVersion::TLSv1_2};
  options.suites = {tls::CipherSuite{0xC02F}, tls::CipherSuite{0xC030}};
  options.depth = Rung::hello;
  options.timeout = 10min;
  options.deadline = 20min;
  return options;
}

ScanOptions impatient(ScanOptions options) {
  options.timeout = 1s;
  options.deadline = 5s;
  return options;
}

Target target_of(const tcp::endpoint& endpoint) {
  Target target;
  target.host = endpoint.address().to_string();
  target.port = endpoint.port();
  return target;
}

std::vector<TargetRecord> scan_all(const std::vector<Target>& targets, const ScanOptions& options) {
  CountingObserver observer;
  const std::atomic<bool> stop{false};
  const auto random = [](std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), std::uint8_t{1}); };
  return scan(targets, options, {{}, {}, random}, observer, stop);
}

TargetRecord scan_one(const Target& target, const ScanOptions& options) {
  auto records = scan_all({target}, options);
  return records.size() == 1 ? std::move(records.front()) : TargetRecord{};
}

}  // namespace probe::test
