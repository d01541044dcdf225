// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/files.hpp"

#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstddef>

namespace probe::cli {
namespace {

int flags(OpenMode mode) {
  switch (mode) {
    case OpenMode::read:
      return _O_RDONLY;
    case OpenMode::write:
      return _O_WRONLY | _O_CREAT | _O_TRUNC;
    case OpenMode::write_new:
      return _O_WRONLY | _O_CREAT | _O_EXCL;
  }
  return _O_RDONLY;
}

}  // namespace

std::FILE* open_file(const std::filesystem::path& path, OpenMode mode, std::error_code& error) {
  int descriptor = -1;
  const int failed =
      ::_wsopen_s(&descriptor, path.c_str(), flags(mode) | _O_BINARY | _O_NOINHERIT, _SH_DENYNO, _S_IREAD | _S_IWRITE);
  auto* const file = failed != 0 ? nullptr : ::_fdopen(descriptor, mode == OpenMode::read ? "rb" : "wb");
  error = file == nullptr ? std::error_code(failed != 0 ? failed : errno, std::generic_category()) : std::error_code();
  if (file == nullptr && failed == 0) ::_close(descriptor);
  return file;
}

bool can_be_listed(const std::filesystem::path& folder) {
  constexpr std::size_t kMost = 260 - 3;  // MAX_PATH, less what makes a pattern of it: \*
  std::error_code error;
  return std::filesystem::absolute(folder, error).native().size() < kMost && !error;
}

std::error_code flush_to_disk(std::FILE* file) {
  const bool flushed = std::fflush(file) == 0 && ::_commit(::_fileno(file)) == 0;
  return flushed ? std::error_code() : std::error_code(errno, std::generic_category());
}

}  // namespace probe::cli
