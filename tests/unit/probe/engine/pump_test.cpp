// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/pump.hpp"

#include "tests/unit/probe/engine/engine_run.hpp"

#include <doctest/doctest.h>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <deque>
#include <optional>

namespace {

using namespace probe;
using tls::Bytes;
using tls::Closure;
using tls::Want;
namespace error = boost::asio::error;

/// Answers each read with the next of its transfers.
class ScriptedStream final : public Stream {
 public:
  struct Step {
    Bytes octets;
    boost::system::error_code error;
  };
  std::deque<Step> steps;
  boost::system::error_code write_error;
  Bytes written;
  int writes = 0;

  Awaitable<Transfer> read_some(std::span<std::uint8_t> buffer) override {
    const Step step = steps.front();
    steps.pop_front();
    std::copy(step.octets.begin(), step.octets.end(), buffer.begin());
    co_return Transfer{step.error, step.octets.size()};
  }
  Awaitable<Transfer> write(tls::BytesView octets) override {
    ++writes;
    if (write_error) co_return Transfer{write_error, 0};
    written.insert(written.end(), octets.begin(), octets.end());
    co_return Transfer{{}, octets.size()};
  }
  void close() override {}
};

/// Says a greeting, repeats what it hears, and has enough after so many octets.
class EchoMachine final : public tls::Machine {
 public:
  explicit EchoMachine(std::size_t enough) : enough_(enough) {}
  Bytes heard;
  std::optional<Closure> closure;

  Want want() const override { return closure || heard.size() >= enough_ ? Want::done : Want::read; }
  Bytes output() override { return std::exchange(output_, {}); }
  void feed(tls::BytesView octets) override {
    heard.insert(heard.end(), octets.begin(), octets.end());
    output_.assign(octets.begin(), octets.end());
  }
  void closed(Closure how) override {
    closure = how;
    output_ = {9};
  }

 private:
  std::size_t enough_;
  Bytes output_{1, 2};
};

}  // namespace

TEST_CASE("a pump carries octets both ways until the machine has enough") {
  boost::asio::io_context io;
  ScriptedStream stream;
  stream.steps = {{{3}, {}}, {{4, 5}, {}}, {{6}, {}}};
  EchoMachine machine(3);
  CHECK(test::run(io, pump(machine, stream)) == std::nullopt);
  CHECK(machine.heard == Bytes{3, 4, 5});
  CHECK(stream.written == Bytes{1, 2, 3, 4, 5});
  CHECK(stream.steps.size() == 1);
  CHECK_FALSE(machine.closure);
}

TEST_CASE("a machine learns how the octets ended, and says its last") {
  struct Row {
    std::string name;
    boost::system::error_code error;
    Closure closure;
  };
  const std::vector<Row> rows{
      {"end", error::eof, Closure::end_of_stream},
      {"reset", error::connection_reset, Closure::reset},
      {"broken pipe", error::broken_pipe, Closure::reset},
      {"time-out", error::timed_out, Closure::timed_out},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    boost::asio::io_context io;
    ScriptedStream stream;
    stream.steps = {{{}, row.error}};
    EchoMachine machine(3);
    CHECK(test::run(io, pump(machine, stream)) == row.closure);
    CHECK(machine.closure == row.closure);
    CHECK(stream.written == Bytes{1, 2, 9});
  }
}

TEST_CASE("a machine that had enough when its octets ended was not closed by their end") {
  for (const auto error : {error::timed_out, error::connection_reset}) {
    boost::asio::io_context io;
    ScriptedStream stream;
    stream.steps = {{{3, 4, 5}, error}};
    EchoMachine machine(3);
    CHECK(test::run(io, pump(machine, stream)) == std::nullopt);
    CHECK(machine.heard == Bytes{3, 4, 5});
    CHECK_FALSE(machine.closure);
  }
}

TEST_CASE("what the peer said before a write failed is heard") {
  boost::asio::io_context io;
  ScriptedStream stream;
  stream.write_error = error::broken_pipe;
  stream.steps = {{{7}, {}}, {{8}, error::connection_reset}};
  EchoMachine machine(10);
  test::run(io, pump(machine, stream));
  CHECK(machine.heard == Bytes{7, 8});
  CHECK(machine.closure == Closure::reset);
  CHECK(stream.writes == 1);
}
