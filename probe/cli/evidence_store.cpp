// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/evidence_store.hpp"

#include "probe/cli/file_open.hpp"
#include "probe/cli/files.hpp"
#include "probe/cli/printable.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace probe {
namespace {

namespace fs = std::filesystem;

/// Paths are UTF-8 everywhere in the program.
fs::path native_path(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

std::string utf8(const fs::path& path) {
  const auto text = path.generic_u8string();
  return {text.begin(), text.end()};
}

StoreError failed(const fs::path& path, const std::error_code& error) {
  return {quote(utf8(path)) + ": " + error.message()};
}

struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }
};

std::error_code write_file(const fs::path& path, const std::string& octets) {
  std::error_code error;
  const std::unique_ptr<std::FILE, CloseFile> file(open_file(path, OpenMode::write_new, error));
  if (!file) return error;
  if (std::fwrite(octets.data(), 1, octets.size(), file.get()) != octets.size())
    return {errno, std::generic_category()};
  return flush_to_disk(file.get());
}

std::optional<StoreError> fill(const fs::path& folder, const std::vector<reports::EvidenceFile>& files) {
  for (const auto& file : files) {
    const auto path = folder / native_path(file.name);
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (!error) error = write_file(path, file.octets);
    if (error) return failed(path, error);
  }
  return std::nullopt;
}

}  // namespace

std::optional<StoreError> write_bundle(const std::string& path_text, const std::vector<reports::EvidenceFile>& files,
                                       const RandomSource& random) {
  auto path = native_path(path_text);
  if (!path.has_filename()) path = path.parent_path();
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error)))
    return StoreError{quote(path_text) + ": is there already; evidence is never overwritten"};
  std::array<std::uint8_t, 4> octets{};
  random(octets);
  const auto temporary = path.parent_path() / fmt::format(".sstp-probe-{:02x}{:02x}{:02x}{:02x}.part", octets[0],
                                                          octets[1], octets[2], octets[3]);
  fs::create_directory(temporary, error);
  if (error) return failed(path, error);
  auto problem = fill(temporary, files);
  if (!problem) {
    fs::rename(temporary, path, error);
    if (error) problem = failed(path, error);
  }
  if (problem) fs::remove_all(temporary, error);
  return problem;
}

std::optional<StoreError> read_bundle(const std::string& path_text, std::size_t most,
                                      std::vector<reports::EvidenceFile>& files) {
  const auto folder = native_path(path_text);
  std::error_code error;
  if (!fs::is_directory(folder, error)) return StoreError{quote(path_text) + ": is no folder that holds evidence"};
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto status = at->symlink_status();
    if (fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status)) return StoreError{quote(utf8(at->path())) + ": is no file"};
    reports::EvidenceFile file{utf8(at->path().lexically_relative(folder)), {}};
    if (const auto unread = read_file(utf8(at->path()), most, file.octets)) return failed(at->path(), unread);
    files.push_back(std::move(file));
  }
  if (error) return failed(folder, error);
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return std::nullopt;
}

}  // namespace probe
