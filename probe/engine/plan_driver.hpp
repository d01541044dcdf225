// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/alarm.hpp"
#include "probe/engine/target_work.hpp"
#include "probe/plan/scan_plan.hpp"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <variant>

namespace probe {

/// Runs one plan to its end: opens the connections that it asks for, several at once, and wakes it when one has
/// answered, when a time has come, and ten times a second for an interrupt.
class PlanDriver {
 public:
  virtual ~PlanDriver() = default;
  PlanDriver(const PlanDriver&) = delete;
  PlanDriver& operator=(const PlanDriver&) = delete;

  /// Until the plan has finished and no connection is open.
  [[nodiscard]] Awaitable<void> run();

 protected:
  PlanDriver(TargetWork& work, const asio::any_io_executor& executor)
      : work_(work), executor_(executor), wake_(executor) {}

  using Exchange = std::function<Awaitable<void>(std::shared_ptr<Alarm>)>;
  /// One connection, from its dialling to its end. It calls answered() if the plan is to hear of it.
  void open(ExchangeId id, Exchange exchange);
  void answered() { has_answers_ = true; }
  [[nodiscard]] TargetWork& work() { return work_; }
  /// The plan has finished, and what is open is to end.
  [[nodiscard]] bool is_ending() const { return is_ending_; }

  /// How long to wait by that step of a plan; nothing when it was the last.
  template <class Step>
  [[nodiscard]] static std::optional<Elapsed> wait_of(const Step& step) {
    if (std::holds_alternative<Finished>(step)) return std::nullopt;
    if (const auto* wait = std::get_if<WaitUntil>(&step)) return wait->until;
    return Elapsed::max();
  }

 private:
  /// Asks the plan. When it wants a connection: opens it, and the time is `now`. Otherwise see wait_of().
  [[nodiscard]] virtual std::optional<Elapsed> turn(Elapsed now) = 0;
  virtual void take_answers() = 0;
  virtual void tell_progress() = 0;
  /// Ends a connection that is open although the plan has finished.
  virtual void end(Alarm& alarm) = 0;

  [[nodiscard]] Awaitable<void> sleep_until(Elapsed when);
  [[nodiscard]] Awaitable<void> end_all();

  TargetWork& work_;
  asio::any_io_executor executor_;
  asio::steady_timer wake_;
  std::map<ExchangeId, std::shared_ptr<Alarm>> open_;
  bool has_answers_ = false;
  bool is_ending_ = false;
  Elapsed last_progress_{0};
};

}  // namespace probe
