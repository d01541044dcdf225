// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/terminal.hpp"

#include "probe/cli/option_values.hpp"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace probe {
namespace {

std::atomic<bool>* interrupt_flag = nullptr;  // NOLINT: a signal handler reaches nothing else

extern "C" void on_interrupt(int) { interrupt_flag->store(true, std::memory_order_relaxed); }
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch lock-free atomics alone");

}  // namespace

void prepare_terminal() { ::signal(SIGPIPE, SIG_IGN); }

bool is_terminal(StandardStream stream) {
  return ::isatty(stream == StandardStream::out ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

bool takes_utf8(const Variables& variables) { return locale_is_utf8(variables); }

std::size_t terminal_columns(const Variables& variables) {
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    ::winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  }
  constexpr std::size_t kUsual = 80;
  const auto columns = parse_count(variables("COLUMNS").value_or(""), {1, 10000});
  return columns ? *columns : kUsual;
}

std::vector<std::string> utf8_arguments(int argc, char** argv) { return {argv, argv + argc}; }

void watch_interrupts(std::atomic<bool>& flag) {
  interrupt_flag = &flag;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction action {};
    // What nohup or a script's background job ignores stays ignored.
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = on_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    (void)::sigaction(signal, &action, nullptr);
  }
}

}  // namespace probe
