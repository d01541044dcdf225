// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/awaitable.hpp"
#include "probe/engine/scan.hpp"
#include "tests/unit/probe/engine/scripted_peer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <vector>

namespace probe::test {

/// Runs one coroutine to its end.
template <class T>
T run(boost::asio::io_context& io, Awaitable<T> coroutine) {
  std::optional<T> result;
  boost::asio::co_spawn(io, std::move(coroutine), [&](std::exception_ptr error, T value) {
    if (error) std::rethrow_exception(error);
    result = std::move(value);
    io.stop();
  });
  io.restart();
  io.run();
  return std::move(*result);
}
void run(boost::asio::io_context& io, Awaitable<void> coroutine);

/// Counts what it is told.
struct CountingObserver : ScanObserver {
  void on_progress(const Target& target, const Progress& progress) override;
  void on_target(const TargetRecord& record) override;

  std::size_t progress_calls = 0;
  std::vector<std::string> ended;  ///< hosts, in the order of their ends
};

/// One version and one suite, and time enough for whoever answers at all, on however busy a machine.
[[nodiscard]] ScanOptions quick_options();
/// The same for a peer that never answers, so that its silence costs little.
[[nodiscard]] ScanOptions impatient(ScanOptions options);
[[nodiscard]] Target target_of(const tcp::endpoint& endpoint);
[[nodiscard]] std::vector<TargetRecord> scan_all(const std::vector<Target>& targets, const ScanOptions& options);
[[nodiscard]] TargetRecord scan_one(const Target& target, const ScanOptions& options);

}  // namespace probe::test
