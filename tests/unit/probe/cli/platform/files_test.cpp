// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/files.hpp"

#include "tests/unit/probe/cli/fake_world.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;
using probe::cli::WriteMode;
using probe::cli::test::FakeWorld;
using Names = std::vector<std::string>;

TEST_CASE("a replaced file changes at commit and not before") {
  FakeWorld world;
  world.write("r", "older");
  std::error_code error;
  auto file = world.environment.files.open(world.path("r"), WriteMode::replace, error);
  REQUIRE(file);
  CHECK(!file->write("new"));
  CHECK(world.read("r") == "older");
  CHECK(world.names().size() == 2);
  CHECK(!file->commit());
  CHECK(world.read("r") == "new");
  file.reset();
  CHECK(world.names() == Names{"r"});
}

TEST_CASE("without a commit nothing has happened") {
  FakeWorld world;
  world.write("r", "older");
  std::error_code error;
  auto file = world.environment.files.open(world.path("r"), WriteMode::replace, error);
  REQUIRE(file);
  CHECK(!file->write("half of"));
  file.reset();
  CHECK(world.read("r") == "older");
  CHECK(world.names() == Names{"r"});
}

TEST_CASE("a direct file holds what has been written") {
  FakeWorld world;
  std::error_code error;
  const auto file = world.environment.files.open(world.path("r"), WriteMode::direct, error);
  REQUIRE(file);
  CHECK(!file->write("one\n"));
  CHECK(world.read("r") == "one\n");
  CHECK(!file->write("two\n"));
  CHECK(world.read("r") == "one\ntwo\n");
  CHECK(!file->commit());
}

TEST_CASE("what cannot be opened says why") {
  FakeWorld world;
  std::error_code error;
  CHECK(!world.environment.files.open(world.path("no/such/folder"), WriteMode::replace, error));
  CHECK(error == std::errc::no_such_file_or_directory);
  CHECK(!world.environment.files.open(world.path("."), WriteMode::replace, error));
  CHECK(error == std::errc::is_a_directory);
  CHECK(!world.environment.files.open(world.path("no/such/folder"), WriteMode::direct, error));
  CHECK(error == std::errc::no_such_file_or_directory);
}

TEST_CASE("files are read whole or not at all") {
  FakeWorld world;
  world.write("r", std::string(100'000, 'x'));
  std::string text;
  CHECK(!probe::cli::read_file(world.path("r"), 100'000, text));
  CHECK(text.size() == 100'000);
  CHECK(probe::cli::read_file(world.path("r"), 99'999, text) == std::errc::file_too_large);
  CHECK(probe::cli::read_file(world.path("none"), 1, text) == std::errc::no_such_file_or_directory);
}

#ifndef _WIN32

TEST_CASE("the older file's permissions and the link to it stay") {
  FakeWorld world;
  world.write("r", "older");
  fs::permissions(world.path("r"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("r", world.path("link"));
  std::error_code error;
  const auto file = world.environment.files.open(world.path("link"), WriteMode::replace, error);
  REQUIRE(file);
  CHECK(!file->write("new"));
  CHECK(!file->commit());
  CHECK(fs::is_symlink(world.path("link")));
  CHECK(world.read("r") == "new");
  CHECK(fs::status(world.path("r")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

#endif

#ifdef __linux__

TEST_CASE("a full disk is an error, and a device is never replaced") {
  FakeWorld world;
  std::error_code error;
  const auto file = world.environment.files.open("/dev/full", WriteMode::replace, error);
  REQUIRE(file);
  CHECK(file->write("text") == std::errc::no_space_on_device);
  CHECK(fs::is_character_file("/dev/full"));
}

#endif

}  // namespace
