// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/terminal.hpp"

#include "probe/cli/request/option_values.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ostream>

namespace probe::cli {
namespace {

std::atomic<bool>* interrupt_flag = nullptr;  // NOLINT: a signal handler reaches nothing else

extern "C" void on_interrupt(int) { interrupt_flag->store(true, std::memory_order_relaxed); }
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch lock-free atomics alone");

/// A line, with what the terminal itself would do for it.
std::optional<std::string> read_secret(int terminal) {
  constexpr char kCtrlC = 3, kCtrlD = 4, kBackspace = 8, kCtrlU = 21, kDelete = 127;
  constexpr std::size_t kLongest = 1024;
  std::string secret;
  for (char letter = 0; ::read(terminal, &letter, 1) == 1 && secret.size() < kLongest;) {
    if (letter == '\n' || letter == '\r') return secret;
    if (letter == kCtrlC || letter == kCtrlD) return std::nullopt;
    if (letter == kCtrlU) {
      secret.clear();
    } else if (letter != kBackspace && letter != kDelete) {
      secret += letter;
    } else if (!secret.empty()) {
      secret.pop_back();
    }
  }
  return std::nullopt;
}

}  // namespace

void prepare_terminal() { ::signal(SIGPIPE, SIG_IGN); }

bool is_terminal(StandardStream stream) {
  return ::isatty(stream == StandardStream::out ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

std::error_code write_through(std::ostream& stream, std::string_view text) {
  errno = 0;
  if (stream << text << std::flush) return {};
  return {errno == 0 ? EIO : errno, std::generic_category()};
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

std::optional<std::string> ask_secret(const std::string& prompt) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) return std::nullopt;
  ::termios before{};
  if (::tcgetattr(terminal, &before) != 0) {
    ::close(terminal);
    return std::nullopt;
  }
  auto hidden = before;
  // Without signals of its own: an interrupt would leave the terminal mute.
  hidden.c_lflag &= ~static_cast<::tcflag_t>(ECHO | ICANON | ISIG);
  (void)::tcsetattr(terminal, TCSAFLUSH, &hidden);
  (void)!::write(terminal, prompt.data(), prompt.size());
  auto answer = read_secret(terminal);
  (void)::tcsetattr(terminal, TCSAFLUSH, &before);
  (void)!::write(terminal, "\n", 1);
  ::close(terminal);
  return answer;
}

std::vector<std::string> utf8_arguments(int argc, char** argv) { return {argv, argv + argc}; }

std::optional<std::string> utf8_variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets any
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

void watch_interrupts(std::atomic<bool>& flag) {
  interrupt_flag = &flag;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction action{};
    // What nohup or a script's background job ignores stays ignored.
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = on_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    (void)::sigaction(signal, &action, nullptr);
  }
}

}  // namespace probe::cli
