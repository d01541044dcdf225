// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/scan.hpp"

#include "probe/engine/target_scan.hpp"
#include "probe/record/certificates.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

namespace probe {
namespace {

/// The targets of one run. Each worker takes the next until none is left.
class Run {
 public:
  Run(const std::vector<Target>& targets, const ScanContext& context)
      : targets_(targets), context_(context), records_(targets.size()), done_(targets.size()) {}

  Awaitable<void> work() {
    while (next_ < targets_.size()) {
      const std::size_t index = next_++;
      co_await scan_addresses(targets_[index], records_[index]);
      done_[index] = true;
      tell();
    }
  }

  [[nodiscard]] std::vector<TargetRecord> take_records() {
    std::vector<TargetRecord> all;
    for (auto& records : records_) std::move(records.begin(), records.end(), std::back_inserter(all));
    return all;
  }

 private:
  Awaitable<void> scan_addresses(const Target& target, std::vector<TargetRecord>& records) {
    if (auto proxy = proxy_for(context_.means.way_out, target)) {
      const Route route(target, *std::move(proxy));
      co_await scan_route(target, route, records);
      co_return;
    }
    Addresses addresses;
    if (context_.options.all_addresses) addresses = co_await look_up(target);
    if (addresses.endpoints.empty()) {
      const Route route(target);
      co_await scan_route(target, route, records);
    }
    for (const auto& endpoint : addresses.endpoints) {
      const Route route(target, std::vector{endpoint});
      co_await scan_route(target, route, records);
    }
  }

  Awaitable<void> scan_route(const Target& target, const Route& route, std::vector<TargetRecord>& records) {
    records.push_back(co_await scan_target(context_, target, route));
    describe_chains(records.back(), context_.means.roots,
                    std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    tell();
  }

  /// Of the first target that is not done, and of all before it, what was not told yet.
  void tell() {
    for (; told_ < targets_.size(); ++told_, told_records_ = 0) {
      while (told_records_ < records_[told_].size()) context_.observer.on_target(records_[told_][told_records_++]);
      if (!done_[told_]) return;
    }
  }

  const std::vector<Target>& targets_;
  ScanContext context_;
  std::vector<std::vector<TargetRecord>> records_;
  std::vector<bool> done_;
  std::size_t told_ = 0, told_records_ = 0;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<TargetRecord> scan(const std::vector<Target>& targets, const ScanOptions& options, const LocalMeans& means,
                               ScanObserver& observer, const std::atomic<bool>& stop) {
  const ScanContext context{options, means, observer, stop};
  Run run(targets, context);
  asio::io_context io(1);
  const std::size_t workers = std::min(std::max<std::size_t>(options.parallel, 1), targets.size());
  for (std::size_t i = 0; i < workers; ++i)
    asio::co_spawn(io, run.work(), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  io.run();
  return run.take_records();
}

}  // namespace probe
