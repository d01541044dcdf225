// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/alarm.hpp"

#include <doctest/doctest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace {

using namespace std::chrono_literals;
using probe::Alarm;
using Ring = probe::Alarm::Ring;

}  // namespace

TEST_CASE("an alarm rings once its time is up, and cancels what waits") {
  boost::asio::io_context io;
  const auto alarm = Alarm::create(io.get_executor());
  int cancelled = 0;
  const Alarm::Guard guard(*alarm, [&] { ++cancelled; });
  alarm->set(1ms);
  CHECK(alarm->ring() == Ring::none);
  io.run();
  CHECK(alarm->ring() == Ring::timed_out);
  CHECK(cancelled == 1);
}

TEST_CASE("an alarm that is set again forgets its earlier time, even when its end is queued already") {
  boost::asio::io_context io;
  const auto alarm = Alarm::create(io.get_executor());
  alarm->set(0ms);
  // The timer is due, and its handler queued behind this one.
  boost::asio::post(io, [&] { alarm->set(1h); });
  io.poll();
  CHECK(alarm->ring() == Ring::none);
  alarm->set(0ms);
  io.run();
  CHECK(alarm->ring() == Ring::timed_out);
}

TEST_CASE("called off is for good") {
  boost::asio::io_context io;
  const auto alarm = Alarm::create(io.get_executor());
  int cancelled = 0;
  alarm->set(1h);
  {
    const Alarm::Guard guard(*alarm, [&] { ++cancelled; });
    alarm->call_off();
  }
  alarm->call_off();
  alarm->set(0ms);
  io.run();  // no timer is left that would keep it
  CHECK(alarm->ring() == Ring::called_off);
  CHECK(cancelled == 1);
}

TEST_CASE("an alarm may go before its timer") {
  boost::asio::io_context io;
  auto alarm = Alarm::create(io.get_executor());
  alarm->set(0ms);
  alarm.reset();
  io.run();
}
