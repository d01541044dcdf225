// SPDX-License-Identifier: Apache-2.0
// The composition root: everything that the program takes from the world comes in here.
#include "probe/cli/build_stamp.hpp"
#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/files.hpp"
#include "probe/cli/printable.hpp"
#include "probe/cli/run.hpp"
#include "probe/cli/terminal.hpp"
#include "probe/cli/tool_info.hpp"
#include "probe/engine/http_post.hpp"
#include "probe/engine/scan.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace {

std::atomic<bool> interrupted{false};  // NOLINT: a signal handler sets it

std::optional<std::string> variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets any
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

probe::Environment real_environment() {
  probe::Environment world(std::cin, std::cout, std::cerr, interrupted);
  world.out_is_terminal = probe::is_terminal(probe::StandardStream::out);
  world.err_is_terminal = probe::is_terminal(probe::StandardStream::err);
  world.takes_utf8 = probe::takes_utf8(variable);
  world.columns = [] { return probe::terminal_columns(variable); };
  world.variables = variable;
  world.now = [] { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); };
  world.random = probe::fill_random;
  world.files.open = [](const std::string& path, probe::WriteMode mode, std::error_code& error) {
    return probe::open_output_file(path, mode, probe::fill_random, error);
  };
  world.files.read = probe::read_file;
  world.files.holds_something = probe::holds_something;
  world.scan = probe::scan;
  world.post = probe::post;
  world.ask_secret = probe::ask_secret;
  world.print_page = [](const std::filesystem::path& browser, const std::string& page, std::string& pdf) {
    return probe::print_page(browser, page, {probe::fill_random, interrupted}, pdf);
  };
  world.watch_interrupts = [] { probe::watch_interrupts(interrupted); };
  world.tool = probe::tool_info();
  world.version_lines = probe::version_lines(probe::build_stamp());
  return world;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    probe::prepare_terminal();
    const auto arguments = probe::utf8_arguments(argc, argv);
    std::vector<const char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(argument.c_str());
    auto world = real_environment();
    return probe::run(static_cast<int>(pointers.size()), pointers.data(), world);
  } catch (const std::exception& error) {
    std::cerr << "sstp-probe: failed: " << probe::printable(error.what()) << '\n';
    return static_cast<int>(probe::ExitCode::could_not_run);
  }
}
