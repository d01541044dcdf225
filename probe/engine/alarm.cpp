// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/alarm.hpp"

#include <utility>

namespace probe {

std::shared_ptr<Alarm> Alarm::create(const asio::any_io_executor& executor) {
  return std::shared_ptr<Alarm>(new Alarm(executor));
}

void Alarm::set(std::chrono::milliseconds timeout) {
  if (ring_ == Ring::called_off) return;
  ring_ = Ring::none;
  timer_.expires_after(timeout);
  timer_.async_wait([weak = weak_from_this(), setting = ++setting_](boost::system::error_code error) {
    const auto alarm = weak.lock();
    if (!error && alarm && alarm->setting_ == setting) alarm->ring(Ring::timed_out);
  });
}

void Alarm::call_off() { ring(Ring::called_off); }

void Alarm::ring(Ring why) {
  if (ring_ == Ring::called_off) return;
  ring_ = why;
  timer_.cancel();
  if (cancel_) cancel_();
}

Alarm::Guard::Guard(Alarm& alarm, std::function<void()> cancel) : alarm_(alarm) { alarm_.cancel_ = std::move(cancel); }

Alarm::Guard::~Guard() { alarm_.cancel_ = nullptr; }

}  // namespace probe
