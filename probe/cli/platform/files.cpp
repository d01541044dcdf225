// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/files.hpp"

#include <fmt/core.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>

namespace probe::cli {
namespace {

namespace fs = std::filesystem;

std::error_code errno_code() { return {errno, std::generic_category()}; }

std::error_code write_all(std::FILE* file, std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
  return written ? std::error_code() : errno_code();
}

std::error_code close_file(FilePtr file) { return std::fclose(file.release()) == 0 ? std::error_code() : errno_code(); }

class DirectFile final : public OutputFile {
 public:
  explicit DirectFile(FilePtr file) : file_(std::move(file)) {}
  std::error_code write(std::string_view text) override { return write_all(file_.get(), text); }
  std::error_code commit() override { return close_file(std::move(file_)); }

 private:
  FilePtr file_;
};

/// Grows under a name of its own and takes the path's place at commit().
class ReplacedFile final : public OutputFile {
 public:
  ReplacedFile(FilePtr file, fs::path temporary, fs::path path)
      : file_(std::move(file)), temporary_(std::move(temporary)), path_(std::move(path)) {}
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;

  ~ReplacedFile() override {
    file_.reset();  // Windows removes no open file
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove(temporary_, ignored);
  }

  std::error_code write(std::string_view text) override { return write_all(file_.get(), text); }

  std::error_code commit() override {
    if (const auto error = close_file(std::move(file_))) return error;
    std::error_code error;
    const auto older = fs::status(path_, error);
    if (!error && fs::exists(older)) fs::permissions(temporary_, older.permissions(), error);
    error.clear();
    fs::rename(temporary_, path_, error);
    if (!error) temporary_.clear();
    return error;
  }

 private:
  FilePtr file_;
  fs::path temporary_, path_;
};

std::unique_ptr<OutputFile> open_replaced(const fs::path& path, const RandomSource& random, std::error_code& error) {
  constexpr int kTries = 8;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    auto temporary = beside(path, random);
    FilePtr file(open_file(temporary, OpenMode::write_new, error));
    if (file) return std::make_unique<ReplacedFile>(std::move(file), std::move(temporary), path);
    if (error != std::errc::file_exists) break;
  }
  return nullptr;
}

}  // namespace

std::unique_ptr<OutputFile> open_output_file(const std::string& path_text, WriteMode mode, const RandomSource& random,
                                             std::error_code& error) {
  auto path = native_path(path_text);
  std::error_code ignored;
  // The link stays, and what it points to is replaced.
  if (fs::is_symlink(path, ignored)) path = fs::weakly_canonical(path, ignored);
  const auto status = fs::status(path, ignored);
  if (fs::is_directory(status)) {
    error = std::make_error_code(std::errc::is_a_directory);
    return nullptr;
  }
  const bool is_special = fs::exists(status) && !fs::is_regular_file(status);
  if (mode == WriteMode::replace && !is_special) return open_replaced(path, random, error);
  FilePtr file(open_file(path, OpenMode::write, error));
  return file ? std::make_unique<DirectFile>(std::move(file)) : nullptr;
}

bool holds_something(const std::string& path) {
  std::error_code error;
  const auto place = native_path(path);
  return fs::is_regular_file(place, error) && fs::file_size(place, error) != 0 && !error;
}

std::error_code read_file(const std::string& path, std::size_t most, std::string& text) {
  std::error_code error;
  const auto place = native_path(path);
  if (fs::is_regular_file(place, error) && fs::file_size(place, error) > most && !error)
    return std::make_error_code(std::errc::file_too_large);
  error.clear();
  const FilePtr file(open_file(place, OpenMode::read, error));
  if (!file) return error;
  std::array<char, 65536> chunk{};
  while (const auto count = std::fread(chunk.data(), 1, chunk.size(), file.get())) {
    text.append(chunk.data(), count);
    if (text.size() > most) return std::make_error_code(std::errc::file_too_large);
  }
  return std::ferror(file.get()) != 0 ? errno_code() : std::error_code();
}

std::filesystem::path native_path(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

std::string utf8_path(const std::filesystem::path& path) {
  const auto text = path.generic_u8string();
  return {text.begin(), text.end()};
}

std::filesystem::path beside(const std::filesystem::path& path, const RandomSource& random) {
  std::array<std::uint8_t, 4> octets{};
  random(octets);
  return path.parent_path() /
         fmt::format(".sstp-probe-{:02x}{:02x}{:02x}{:02x}.part", octets[0], octets[1], octets[2], octets[3]);
}

}  // namespace probe::cli
