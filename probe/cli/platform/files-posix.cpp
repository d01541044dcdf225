// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace probe::cli {
namespace {

int flags(OpenMode mode) {
  switch (mode) {
    case OpenMode::read:
      return O_RDONLY;
    case OpenMode::write:
      return O_WRONLY | O_CREAT | O_TRUNC;
    case OpenMode::write_new:
      return O_WRONLY | O_CREAT | O_EXCL;
  }
  return O_RDONLY;
}

}  // namespace

std::FILE* open_file(const std::filesystem::path& path, OpenMode mode, std::error_code& error) {
  constexpr ::mode_t kMode = 0666;  // the umask takes away what it must
  const int descriptor = ::open(path.c_str(), flags(mode) | O_CLOEXEC, kMode);
  auto* const file = descriptor < 0 ? nullptr : ::fdopen(descriptor, mode == OpenMode::read ? "rb" : "wb");
  error = file == nullptr ? std::error_code(errno, std::generic_category()) : std::error_code();
  if (file == nullptr && descriptor >= 0) ::close(descriptor);
  return file;
}

bool can_be_listed(const std::filesystem::path& /*folder*/) { return true; }

std::error_code flush_to_disk(std::FILE* file) {
  const bool flushed = std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0;
  return flushed ? std::error_code() : std::error_code(errno, std::generic_category());
}

}  // namespace probe::cli
