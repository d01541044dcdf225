// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/terminal.hpp"

#include "probe/cli/request/option_values.hpp"

#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <ostream>

namespace probe::cli {
namespace {

std::atomic<bool>* interrupt_flag = nullptr;

/// FALSE hands the event on to the handler that ends the process.
BOOL WINAPI on_interrupt(DWORD) { return interrupt_flag->exchange(true) ? FALSE : TRUE; }

HANDLE handle_of(StandardStream stream) {
  return ::GetStdHandle(stream == StandardStream::out ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
}

std::string to_utf8(const wchar_t* text) {
  const int size = ::WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  if (size <= 1) return {};
  std::string result(static_cast<std::size_t>(size), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, text, -1, result.data(), size, nullptr, nullptr);
  result.resize(result.size() - 1);  // the terminating zero
  return result;
}

}  // namespace

void prepare_terminal() {
  for (auto* file : {stdin, stdout, stderr}) (void)::_setmode(::_fileno(file), _O_BINARY);
  (void)::SetConsoleOutputCP(CP_UTF8);
  for (const auto stream : {StandardStream::out, StandardStream::err}) {
    DWORD mode = 0;
    if (::GetConsoleMode(handle_of(stream), &mode) == 0) continue;
    (void)::SetConsoleMode(handle_of(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  }
}

bool is_terminal(StandardStream stream) {
  DWORD mode = 0;
  return ::GetConsoleMode(handle_of(stream), &mode) != 0;
}

/// The C library makes EINVAL of what it does not know, the ends of pipes among it.
std::error_code write_through(std::ostream& stream, std::string_view text) {
  errno = 0;
  ::SetLastError(ERROR_SUCCESS);
  if (stream << text << std::flush) return {};
  const auto error = ::GetLastError();
  if (error == ERROR_BROKEN_PIPE || error == ERROR_NO_DATA || error == ERROR_PIPE_NOT_CONNECTED)
    return std::make_error_code(std::errc::broken_pipe);
  return {errno == 0 ? EIO : errno, std::generic_category()};
}

/// Without a console nobody has another wish.
bool takes_utf8(const Variables&) {
  const auto code_page = ::GetConsoleOutputCP();
  return code_page == 0 || code_page == CP_UTF8;
}

std::size_t terminal_columns(const Variables& variables) {
  for (const auto stream : {StandardStream::out, StandardStream::err}) {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (::GetConsoleScreenBufferInfo(handle_of(stream), &info) == 0) continue;
    const int columns = info.srWindow.Right - info.srWindow.Left + 1;
    if (columns > 0) return static_cast<std::size_t>(columns);
  }
  constexpr std::size_t kUsual = 80;
  const auto columns = parse_count(variables("COLUMNS").value_or(""), {1, 10000});
  return columns ? *columns : kUsual;
}

std::optional<std::string> ask_secret(const std::string& prompt) {
  constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE;
  constexpr DWORD kAccess = GENERIC_READ | GENERIC_WRITE;
  HANDLE in = ::CreateFileW(L"CONIN$", kAccess, kShared, nullptr, OPEN_EXISTING, 0, nullptr);
  HANDLE out = ::CreateFileW(L"CONOUT$", kAccess, kShared, nullptr, OPEN_EXISTING, 0, nullptr);
  std::optional<std::string> answer;
  DWORD before = 0, count = 0;
  if (in != INVALID_HANDLE_VALUE && ::GetConsoleMode(in, &before) != 0) {
    (void)::WriteConsoleA(out, prompt.data(), static_cast<DWORD>(prompt.size()), &count, nullptr);
    (void)::SetConsoleMode(in, ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT);
    std::wstring line(1024, L'\0');
    if (::ReadConsoleW(in, line.data(), static_cast<DWORD>(line.size() - 1), &count, nullptr) != 0 && count != 0) {
      line.resize(line.find_first_of(L"\r\n"));
      answer = to_utf8(line.c_str());
    }
    (void)::SetConsoleMode(in, before);
    (void)::WriteConsoleA(out, "\r\n", 2, &count, nullptr);
  }
  if (in != INVALID_HANDLE_VALUE) ::CloseHandle(in);
  if (out != INVALID_HANDLE_VALUE) ::CloseHandle(out);
  return answer;
}

/// argv is in the ANSI code page and has lost what that lacks: the wide command line has not.
std::vector<std::string> utf8_arguments(int argc, char** argv) {
  int count = 0;
  auto** wide = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  if (wide == nullptr) return {argv, argv + argc};
  std::vector<std::string> arguments;
  for (int at = 0; at < count; ++at) arguments.push_back(to_utf8(wide[at]));
  ::LocalFree(wide);
  return arguments;
}

/// getenv() is in the ANSI code page as well.
std::optional<std::string> utf8_variable(const char* name) {
  const wchar_t* const value = ::_wgetenv(std::wstring(name, name + std::strlen(name)).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(to_utf8(value));
}

void watch_interrupts(std::atomic<bool>& flag) {
  interrupt_flag = &flag;
  (void)::SetConsoleCtrlHandler(on_interrupt, TRUE);
}

}  // namespace probe::cli
