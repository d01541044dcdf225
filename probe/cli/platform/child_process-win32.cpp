// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/child_process.hpp"

#include <windows.h>

namespace probe::cli {
namespace {

constexpr DWORD kLook = 50;  // milliseconds; how often `stop` is looked at

/// Closes what it holds; 0 and INVALID_HANDLE_VALUE hold nothing.
class Handle {
 public:
  explicit Handle(HANDLE handle) : handle_(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
  ~Handle() {
    if (handle_ != nullptr) ::CloseHandle(handle_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] HANDLE get() const { return handle_; }
  [[nodiscard]] explicit operator bool() const { return handle_ != nullptr; }

 private:
  HANDLE handle_;
};

std::error_code last_error() { return {static_cast<int>(::GetLastError()), std::system_category()}; }

/// As CommandLineToArgvW() takes it apart again: backslashes count double before a quotation mark only.
std::wstring as_argument(const std::wstring& word) {
  std::wstring line = L"\"";
  std::size_t backslashes = 0;
  for (const wchar_t c : word) {
    if (c == L'\\') {
      ++backslashes;
      continue;
    }
    line.append(c == L'"' ? 2 * backslashes + 1 : backslashes, L'\\');
    backslashes = 0;
    line += c;
  }
  line.append(2 * backslashes, L'\\');
  return line + L'"';
}

std::wstring wide(const std::string& text) {
  return std::filesystem::path(std::u8string(text.begin(), text.end())).wstring();
}

Handle open_inherited(const wchar_t* path, DWORD access, DWORD creation) {
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  return Handle(::CreateFileW(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, creation,
                              FILE_ATTRIBUTE_NORMAL, nullptr));
}

/// A job whose processes are killed with its last handle.
HANDLE new_job() {
  HANDLE const job = ::CreateJobObjectW(nullptr, nullptr);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (job != nullptr) ::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
  return job;
}

}  // namespace

ChildEnd run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                   const std::filesystem::path& messages, std::chrono::milliseconds limit,
                   const std::atomic<bool>& stop) {
  auto line = as_argument(program.wstring());
  for (const auto& argument : arguments) line += L" " + as_argument(wide(argument));
  ChildEnd end;
  const Handle nothing = open_inherited(L"NUL", GENERIC_READ, OPEN_EXISTING);
  const Handle output = open_inherited(messages.c_str(), GENERIC_WRITE, CREATE_ALWAYS);
  const Handle job(new_job());
  if (!nothing || !output || !job) {
    end.error = last_error();
    return end;
  }
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdInput = nothing.get();
  startup.hStdOutput = startup.hStdError = output.get();
  PROCESS_INFORMATION started{};
  // Suspended until it is in the job: what it starts before would escape.
  if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, CREATE_SUSPENDED | CREATE_NO_WINDOW,
                       nullptr, nullptr, &startup, &started) == 0) {
    end.error = last_error();
    return end;
  }
  const Handle process(started.hProcess), thread(started.hThread);
  if (::AssignProcessToJobObject(job.get(), process.get()) == 0 || ::ResumeThread(thread.get()) == DWORD(-1)) {
    end.error = last_error();
    ::TerminateProcess(process.get(), 1);
    return end;
  }
  const auto deadline = std::chrono::steady_clock::now() + limit;
  end.kind = ChildEnd::Kind::exited;
  while (::WaitForSingleObject(process.get(), kLook) == WAIT_TIMEOUT) {
    if (stop) end.kind = ChildEnd::Kind::stopped;
    if (std::chrono::steady_clock::now() >= deadline) end.kind = ChildEnd::Kind::timed_out;
    if (end.kind != ChildEnd::Kind::exited) break;
  }
  DWORD code = 0;
  ::GetExitCodeProcess(process.get(), &code);
  end.code = static_cast<int>(code);
  return end;
}

bool runs_as_root() { return false; }

const char kPathSeparator = ';';
const std::string_view kProgramSuffix = ".exe";

}  // namespace probe::cli
