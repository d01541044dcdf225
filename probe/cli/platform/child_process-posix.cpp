// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace probe::cli {
namespace {

constexpr std::chrono::milliseconds kLook{20};  // how often the child is looked at

/// The attributes and actions of posix_spawn(), which want to be destroyed.
struct Spawn {
  Spawn() {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
  }
  ~Spawn() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
  Spawn(const Spawn&) = delete;
  Spawn& operator=(const Spawn&) = delete;

  ::posix_spawn_file_actions_t actions;
  ::posix_spawnattr_t attributes;
};

/// A group of its own, so that it can be killed with all that it starts; the signals that this program ignores work.
int prepare(Spawn& spawn, const std::filesystem::path& messages) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  ::sigset_t defaults;
  ::sigemptyset(&defaults);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM}) ::sigaddset(&defaults, signal);
  for (const int error :
       {::posix_spawn_file_actions_addopen(&spawn.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
        ::posix_spawn_file_actions_addopen(&spawn.actions, STDOUT_FILENO, messages.c_str(), kFlags, 0600),
        ::posix_spawn_file_actions_adddup2(&spawn.actions, STDOUT_FILENO, STDERR_FILENO),
        ::posix_spawnattr_setpgroup(&spawn.attributes, 0),
        ::posix_spawnattr_setsigdefault(&spawn.attributes, &defaults),
        ::posix_spawnattr_setflags(&spawn.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF)})
    if (error != 0) return error;
  return 0;
}

/// Whether it has ended. It stays a zombie, so that its number, which is its group's too, is nobody else's yet.
bool has_ended(::pid_t child) {
  ::siginfo_t info{};
  return ::waitid(P_PID, static_cast<::id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == child;
}

int reap(::pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

ChildEnd run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                   const std::filesystem::path& messages, std::chrono::milliseconds limit,
                   const std::atomic<bool>& stop) {
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  ChildEnd end;
  Spawn spawn;
  ::pid_t child = 0;
  int error = prepare(spawn, messages);
  if (error == 0)
    error = ::posix_spawn(&child, program.c_str(), &spawn.actions, &spawn.attributes, pointers.data(), environ);
  if (error != 0) {
    end.error = {error, std::generic_category()};
    return end;
  }
  const auto deadline = std::chrono::steady_clock::now() + limit;
  end.kind = ChildEnd::Kind::exited;
  while (!has_ended(child)) {
    if (stop) end.kind = ChildEnd::Kind::stopped;
    if (std::chrono::steady_clock::now() >= deadline) end.kind = ChildEnd::Kind::timed_out;
    if (end.kind != ChildEnd::Kind::exited) break;
    std::this_thread::sleep_for(kLook);
  }
  (void)::kill(-child, SIGKILL);
  end.code = reap(child);
  return end;
}

bool runs_as_root() { return ::geteuid() == 0; }

const char kPathSeparator = ':';
const std::string_view kProgramSuffix;

}  // namespace probe::cli
