// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/page_printer.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/platform/child_process.hpp"
#include "probe/cli/platform/files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdio>
#include <memory>

namespace probe::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBrowserVariable = "SSTP_PROBE_BROWSER";
constexpr const char* kNames[] = {"chromium", "chromium-browser", "google-chrome",         "google-chrome-stable",
                                  "chrome",   "microsoft-edge",   "microsoft-edge-stable", "msedge"};
constexpr const char* kPlaces[] = {
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
};
constexpr const char* kWindowsFolders[] = {"ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"};
constexpr const char* kWindowsPlaces[] = {"Microsoft/Edge/Application/msedge.exe",
                                          "Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe"};
constexpr const char* kHint = "install one, or name it with --browser PATH or in SSTP_PROBE_BROWSER";
constexpr std::size_t kMostPdf = std::size_t{1} << 30;
constexpr std::size_t kMostMessages = std::size_t{1} << 20;

bool is_program(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  const auto execute = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  return fs::is_regular_file(status) && (status.permissions() & execute) != fs::perms::none;
}

/// Relative folders, and the empty one that means the current, are no place to take a program from.
fs::path in_path(const std::string& name, const Variables& variables) {
  const auto path = variables("PATH").value_or("");
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find(kPathSeparator, at), path.size());
    const auto folder = native_path(path.substr(at, end - at));
    at = end + 1;
    if (!folder.is_absolute()) continue;
    for (const auto& file : {name, name + std::string(kProgramSuffix)})
      if (is_program(folder / native_path(file))) return folder / native_path(file);
  }
  return {};
}

fs::path in_usual_places(const Variables& variables) {
  for (const auto* name : kNames)
    if (auto found = in_path(name, variables); !found.empty()) return found;
  for (const auto* place : kPlaces)
    if (is_program(place)) return place;
  for (const auto* folder : kWindowsFolders)
    for (const auto* place : kWindowsPlaces)
      if (const auto root = variables(folder); root && is_program(native_path(*root) / place))
        return native_path(*root) / place;
  return {};
}

/// A folder that is gone with this object.
class PrivateFolder {
 public:
  PrivateFolder(const RandomSource& random, std::error_code& error) {
    std::array<std::uint8_t, 8> octets{};
    random(octets);
    path_ = fs::temp_directory_path(error) / fmt::format("sstp-probe-{:02x}", fmt::join(octets, ""));
    if (!error && !fs::create_directory(path_, error) && !error) error = std::make_error_code(std::errc::file_exists);
    if (error)
      path_.clear();
    else
      fs::permissions(path_, fs::perms::owner_all, error);
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::error_code write_page(const fs::path& path, const std::string& page) {
  std::error_code error;
  std::FILE* const file = open_file(path, OpenMode::write_new, error);
  if (file == nullptr) return error;
  const bool written = std::fwrite(page.data(), 1, page.size(), file) == page.size();
  return std::fclose(file) == 0 && written ? std::error_code() : std::make_error_code(std::errc::io_error);
}

/// Every octet but those that a URL's path carries as they are (RFC 3986 2.3).
std::string file_url(const fs::path& path) {
  const auto text = path.generic_u8string();
  std::string url = text.front() == u8'/' ? "file://" : "file:///";
  for (const auto c : text) {
    const auto octet = static_cast<unsigned char>(c);
    const bool plain = (octet >= '0' && octet <= '9') || (octet >= 'A' && octet <= 'Z') ||
                       (octet >= 'a' && octet <= 'z') ||
                       std::string_view("-._~/:").find(static_cast<char>(octet)) != std::string_view::npos;
    url += plain ? std::string(1, static_cast<char>(octet)) : fmt::format("%{:02X}", octet);
  }
  return url;
}

std::vector<std::string> arguments_for(const PrivateFolder& folder) {
  std::vector<std::string> arguments{
      "--headless",
      "--disable-gpu",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-breakpad",
      "--disable-quic",
      "--disable-dev-shm-usage",  // containers give it 64 MiB
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--no-pdf-header-footer",
      "--generate-pdf-document-outline",
      "--user-data-dir=" + utf8_path(folder / "profile"),
      "--print-to-pdf=" + utf8_path(folder / "page.pdf"),
  };
  // Chromium does not start as root with its sandbox. Without it only the page's layout could be turned against the
  // user: the page is ours, loads nothing, runs one script, which is ours too, and a peer's words in it are escaped
  // text. Everybody else keeps the sandbox.
  if (runs_as_root()) arguments.emplace_back("--no-sandbox");
  arguments.push_back(file_url(folder / "page.html"));
  return arguments;
}

/// The last line that a browser wrote, if it wrote any.
std::string last_words(const fs::path& messages) {
  std::string text;
  (void)read_file(utf8_path(messages), kMostMessages, text);
  const auto end = text.find_last_not_of(" \r\n");
  if (end == std::string::npos) return {};
  const auto start = text.find_last_of('\n', end);
  return ": " + printable(text.substr(start + 1, end - start), 300);
}

std::string failure(const ChildEnd& end, const fs::path& messages, std::chrono::milliseconds limit) {
  switch (end.kind) {
    case ChildEnd::Kind::not_started:
      return "cannot be started: " + end.error.message();
    case ChildEnd::Kind::timed_out:
      return fmt::format("had printed nothing after {} s; -o html and a browser's own print dialog are the other way",
                         std::chrono::duration_cast<std::chrono::seconds>(limit).count());
    case ChildEnd::Kind::stopped:
      return "was interrupted";
    case ChildEnd::Kind::exited:
      break;
  }
  // A Chromium out of a snap has a /tmp of its own.
  return fmt::format(
      "ended with {} and no PDF{}; when it cannot see the temporary folder, set TMPDIR to one in your home", end.code,
      last_words(messages));
}

}  // namespace

std::optional<PrintError> find_browser(const std::optional<std::string>& wanted, const Variables& variables,
                                       fs::path& browser) {
  const auto named = wanted ? wanted : variables(kBrowserVariable);
  if (!named || named->empty()) {
    browser = in_usual_places(variables);
    if (!browser.empty()) return std::nullopt;
    return PrintError{std::string("no Chromium, Chrome or Edge is found, which a PDF takes: ") + kHint};
  }
  const bool is_path = named->find_first_of("/\\") != std::string::npos;
  browser = is_path ? native_path(*named) : in_path(*named, variables);
  if (is_program(browser)) return std::nullopt;
  return PrintError{std::string(wanted ? "--browser" : kBrowserVariable) + ": " + quote(*named) +
                    (is_path ? " is no program" : " is no program in PATH")};
}

std::optional<PrintError> print_page(const fs::path& browser, const std::string& page, const PrintMeans& means,
                                     std::string& pdf) {
  std::error_code error;
  const PrivateFolder folder(means.random, error);
  if (!error) error = write_page(folder / "page.html", page);
  if (error) return PrintError{"the temporary folder cannot be written: " + error.message()};
  const auto limit = means.limit + std::chrono::seconds(page.size() / 100'000);
  const auto end = run_child(browser, arguments_for(folder), folder / "messages", limit, means.stop);
  if (end.kind == ChildEnd::Kind::exited) (void)read_file(utf8_path(folder / "page.pdf"), kMostPdf, pdf);
  if (pdf.starts_with("%PDF-")) return std::nullopt;
  return PrintError{quote(utf8_path(browser)) + " " + failure(end, folder / "messages", limit)};
}

}  // namespace probe::cli
