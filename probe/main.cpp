// SPDX-License-Identifier: Apache-2.0
// The composition root: everything that the program takes from the world comes in here.
#include "probe/cli/environment.hpp"
#include "probe/cli/exit_code.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/cli/platform/files.hpp"
#include "probe/cli/platform/terminal.hpp"
#include "probe/cli/platform/tool_info.hpp"
#include "probe/cli/run.hpp"
#include "probe/engine/http_post.hpp"
#include "probe/engine/scan.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

namespace cli = probe::cli;

std::atomic<bool> interrupted{false};  // NOLINT: a signal handler sets it

cli::Environment real_environment() {
  cli::Environment world(std::cin, std::cout, std::cerr, interrupted);
  world.out_is_terminal = cli::is_terminal(cli::StandardStream::out);
  world.err_is_terminal = cli::is_terminal(cli::StandardStream::err);
  world.takes_utf8 = cli::takes_utf8(cli::utf8_variable);
  world.columns = [] { return cli::terminal_columns(cli::utf8_variable); };
  world.variables = cli::utf8_variable;
  world.now = [] { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); };
  world.random = cli::fill_random;
  world.files.open = [](const std::string& path, cli::WriteMode mode, std::error_code& error) {
    return cli::open_output_file(path, mode, cli::fill_random, error);
  };
  world.files.read = cli::read_file;
  world.files.holds_something = cli::holds_something;
  world.scan = probe::scan;
  world.post = probe::post;
  world.ask_secret = cli::ask_secret;
  world.print_page = [](const std::filesystem::path& browser, const std::string& page, std::string& pdf) {
    return cli::print_page(browser, page, {cli::fill_random, interrupted}, pdf);
  };
  world.watch_interrupts = [] { cli::watch_interrupts(interrupted); };
  world.tool = cli::tool_info();
  world.version_lines = cli::version_lines(cli::build_stamp());
  return world;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    cli::prepare_terminal();
    const auto arguments = cli::utf8_arguments(argc, argv);
    std::vector<const char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(argument.c_str());
    auto world = real_environment();
    return cli::run(static_cast<int>(pointers.size()), pointers.data(), world);
  } catch (const std::exception& error) {
    std::cerr << "sstp-probe: failed: " << cli::printable(error.what()) << '\n';
    return static_cast<int>(cli::ExitCode::could_not_run);
  }
}
