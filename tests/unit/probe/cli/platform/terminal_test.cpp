// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/terminal.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <optional>

namespace {

std::optional<std::string> no_variable(const char*) { return std::nullopt; }

TEST_CASE("without a terminal COLUMNS decides, and 80 without that") {
  // CTest gives its tests no terminal; a developer's run in one has its width.
  if (probe::cli::is_terminal(probe::cli::StandardStream::out) ||
      probe::cli::is_terminal(probe::cli::StandardStream::err))
    return;
  CHECK(probe::cli::terminal_columns(no_variable) == 80);
  CHECK(probe::cli::terminal_columns([](const char*) { return std::optional<std::string>("132"); }) == 132);
  CHECK(probe::cli::terminal_columns([](const char*) { return std::optional<std::string>("wide"); }) == 80);
}

#ifndef _WIN32

TEST_CASE("the first interrupt is told, and the next one kills") {
  static std::atomic<bool> interrupted{false};
  for (const int signal : {SIGINT, SIGTERM}) {
    CAPTURE(signal);
    interrupted = false;
    const auto before = std::signal(signal, SIG_DFL);
    probe::cli::watch_interrupts(interrupted);
    (void)std::raise(signal);
    CHECK(interrupted);
    CHECK((std::signal(signal, before) == SIG_DFL));
  }
}

TEST_CASE("what a parent told us to ignore stays ignored") {
  static std::atomic<bool> interrupted{false};
  const auto before = std::signal(SIGINT, SIG_IGN);
  probe::cli::watch_interrupts(interrupted);
  (void)std::raise(SIGINT);
  CHECK(!interrupted);
  CHECK((std::signal(SIGINT, before) == SIG_IGN));
  (void)std::signal(SIGTERM, SIG_DFL);
}

#endif

}  // namespace
