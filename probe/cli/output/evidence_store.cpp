// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/evidence_store.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/platform/files.hpp"
#include "probe/zip/names.hpp"
#include "probe/zip/reader.hpp"
#include "probe/zip/writer.hpp"
#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace probe::cli {
namespace {

namespace fs = std::filesystem;

StoreError failed(const fs::path& path, const std::error_code& error) {
  return {quote(utf8_path(path)) + ": " + error.message()};
}

std::error_code write_file(const fs::path& path, const std::string& octets) {
  std::error_code error;
  const FilePtr file(open_file(path, OpenMode::write_new, error));
  if (!file) return error;
  if (std::fwrite(octets.data(), 1, octets.size(), file.get()) != octets.size())
    return {errno, std::generic_category()};
  return flush_to_disk(file.get());
}

std::optional<StoreError> fill_folder(const fs::path& folder, const std::vector<evidence::File>& files) {
  for (const auto& file : files) {
    const auto path = folder / native_path(file.name);
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (!error) error = write_file(path, file.octets);
    if (error) return failed(path, error);
  }
  return std::nullopt;
}

bool is_zip_name(const std::string& path) {
  constexpr std::string_view kEnding = ".zip";
  return path.size() > kEnding.size() && tls::equal_ignoring_case(path.substr(path.size() - kEnding.size()), kEnding);
}

/// The zip grows beside `path` and takes its place.
std::optional<StoreError> replace_by_zip(const fs::path& path, const std::vector<evidence::File>& files, UtcTime when,
                                         const RandomSource& random) {
  std::vector<zip::Source> sources;
  for (const auto& file : files) sources.push_back({file.name, file.octets});
  const auto archive = zip::write(sources, std::chrono::floor<std::chrono::seconds>(when));
  if (!archive) return StoreError{quote(utf8_path(path)) + ": is too large for a zip: name a folder instead"};
  const auto temporary = beside(path, random);
  auto error = write_file(temporary, *archive);
  if (!error) fs::rename(temporary, path, error);
  if (!error) return std::nullopt;
  std::error_code ignored;
  fs::remove(temporary, ignored);
  return failed(path, error);
}

std::optional<StoreError> make_folder(const fs::path& path, const std::vector<evidence::File>& files,
                                      const RandomSource& random) {
  const auto temporary = beside(path, random);
  std::error_code error;
  fs::create_directory(temporary, error);
  if (error) return failed(path, error);
  auto problem = fill_folder(temporary, files);
  if (!problem) {
    fs::rename(temporary, path, error);
    if (error) problem = failed(path, error);
  }
  if (problem) fs::remove_all(temporary, error);
  return problem;
}

/// As many as zip::write() takes.
constexpr std::size_t kMostFiles = 65'534;

StoreError unsound(const std::string& path, const std::string& what) {
  constexpr std::size_t kLongest = 500;
  return {quote(path) + ": " + printable(what, kLongest), StoreError::Fault::bundle};
}

std::optional<StoreError> read_zip(const std::string& path, std::size_t most, std::vector<evidence::File>& files) {
  std::string octets;
  if (const auto unread = read_file(path, most, octets)) return failed(native_path(path), unread);
  const auto entries = zip::open(octets, {kMostFiles, most});
  if (!entries) return unsound(path, "its zip is not sound: " + entries.error().text);
  std::vector<std::string> names;
  for (const auto& entry : *entries) names.push_back(entry.name);
  if (const auto odd = zip::check_names(names)) return unsound(path, "its zip is not sound: " + odd->text);
  for (const auto& entry : *entries) {
    if (entry.is_folder()) continue;
    auto content = zip::extract(octets, entry, most);
    if (!content) return unsound(path, "its zip is not sound: " + content.error().text);
    files.push_back({entry.name, *std::move(content)});
  }
  return std::nullopt;
}

std::optional<StoreError> read_folder(const fs::path& folder, std::size_t most, std::vector<evidence::File>& files) {
  std::error_code error;
  std::vector<std::string> names;
  if (!can_be_listed(folder)) return failed(folder, std::make_error_code(std::errc::filename_too_long));
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto name = utf8_path(at->path().lexically_relative(folder));
    const auto status = at->symlink_status();
    if (names.size() == kMostFiles)
      return unsound(utf8_path(folder), "it holds more than " + std::to_string(kMostFiles) + " files");
    names.push_back(fs::is_directory(status) ? name + "/" : name);
    if (fs::is_directory(status) && !can_be_listed(at->path()))
      return failed(at->path(), std::make_error_code(std::errc::filename_too_long));
    if (fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status))
      return unsound(utf8_path(folder),
                     "'" + name + "' is " + (fs::is_symlink(status) ? "a link" : "neither a file nor a folder"));
    evidence::File file{name, {}};
    const auto unread = read_file(utf8_path(at->path()), most, file.octets);
    if (unread == std::errc::file_too_large) return unsound(utf8_path(folder), "its files are too large together");
    if (unread) return failed(at->path(), unread);
    most -= file.octets.size();
    files.push_back(std::move(file));
  }
  if (error) return failed(folder, error);
  if (const auto odd = zip::check_names(names)) return unsound(utf8_path(folder), odd->text);
  return std::nullopt;
}

}  // namespace

std::optional<StoreError> write_bundle(const std::string& path_text, const std::vector<evidence::File>& files,
                                       UtcTime when, const RandomSource& random) {
  auto path = native_path(path_text);
  if (!path.has_filename()) path = path.parent_path();
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error)))
    return StoreError{quote(path_text) + ": is there already; evidence is never overwritten"};
  return is_zip_name(path_text) ? replace_by_zip(path, files, when, random) : make_folder(path, files, random);
}

std::optional<StoreError> read_bundle(const std::string& path_text, std::size_t most,
                                      std::vector<evidence::File>& files) {
  const auto path = native_path(path_text);
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::is_directory(status) && !fs::is_regular_file(status))
    return StoreError{quote(path_text) + ": is neither a folder nor a zip that holds evidence"};
  auto problem = fs::is_directory(status) ? read_folder(path, most, files) : read_zip(path_text, most, files);
  evidence::sort_by_name(files);
  return problem;
}

std::optional<StoreError> add_to_bundle(const std::string& path_text, const std::vector<evidence::File>& files,
                                        const std::vector<evidence::File>& added, UtcTime when,
                                        const RandomSource& random) {
  const auto path = native_path(path_text);
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    auto all = files;
    all.insert(all.end(), added.begin(), added.end());
    evidence::sort_by_name(all);
    return replace_by_zip(path, all, when, random);
  }
  for (std::size_t count = 0; count < added.size(); ++count) {
    const auto file = path / native_path(added[count].name);
    error = write_file(file, added[count].octets);
    if (!error) continue;
    for (std::size_t at = 0; at < count; ++at) {
      std::error_code ignored;
      fs::remove(path / native_path(added[at].name), ignored);
    }
    return failed(file, error);
  }
  return std::nullopt;
}

}  // namespace probe::cli
