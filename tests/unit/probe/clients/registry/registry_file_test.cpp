// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/registry_change.hpp"
#include "probe/clients/registry/registry_text.hpp"
#include "probe/clients/registry/settings.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace {

using namespace probe::registry;

std::string file(const std::string& name) {
  std::ifstream in(TEST_DATA + name, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("every form of the same registry says the same") {
  for (const char* name : {"export-5.reg", "export-5-utf8.reg", "export-4.reg", "query.txt"}) {
    CAPTURE(name);
    Registry registry;
    const auto error = read_registry_file(file(name), name, registry);
    REQUIRE_MESSAGE(!error, (error ? error->text : ""));
    const auto settings = decode(registry);
    CHECK(settings.winhttp.presence == Presence::set);
    CHECK(settings.winhttp.value == 0xAA0);
    CHECK(settings.eap.value == 0xFC0);
    CHECK(settings.winhttp32.presence == Presence::unknown);
    CHECK(registry.find(kEapKey, "Gone") == nullptr);
  }
}

TEST_CASE("a string keeps its line break and its escapes") {
  Registry registry;
  REQUIRE(!read_registry_file(file("export-5.reg"), "a", registry));
  const auto* value = registry.find(kEapKey, "FRIENDLYNAME");
  REQUIRE(value != nullptr);
  CHECK(value->texts == std::vector<std::string>{"two\nlines with \"quotes\" and \\"});
}

TEST_CASE("a key that is taken away takes what is below it, and nothing beside it") {
  Registry registry;
  const std::string text =
      "Windows Registry Editor Version 5.00\n[HKLM\\A]\n\"x\"=dword:1\n[HKLM\\a\\b]\n\"x\"=dword:2\n[HKLM\\A b]\n"
      "\"x\"=dword:3\n[HKLM\\A]b]\n\"x\"=dword:4\n[HKLM\\A[b]\n\"x\"=dword:5\n[-HKLM\\A]\n";
  REQUIRE(!read_registry_file(text, "a", registry));
  CHECK(registry.find("HKLM\\A", "x") == nullptr);
  CHECK(registry.find("HKLM\\A\\b", "x") == nullptr);
  CHECK(registry.shows("HKLM\\A"));
  for (const char* key : {"HKLM\\A b", "HKLM\\A]b", "HKLM\\A[b"}) CHECK(registry.find(key, "x") != nullptr);
}

// Minutes where every key is looked at for each that is taken away, or where a value costs as much as its file is long.
TEST_CASE("files of hostile shapes take linear time") {
  const std::string head = "Windows Registry Editor Version 5.00\n";
  std::string removed = head, values = head + "[HKEY_LOCAL_MACHINE\\" + std::string(1U << 20U, 'a') + "]\n";
  std::string query = "HKEY_LOCAL_MACHINE\\" + std::string(1U << 20U, 'a') + "\n";
  for (int number = 0; number < 60'000; ++number) {
    removed += "[HKEY_LOCAL_MACHINE\\" + std::to_string(number) + "]\n[-HKEY_LOCAL_MACHINE\\x" +
               std::to_string(number) + "]\n";
    values += "\"x\"=dword:1\n";
    query += "    x    REG_DWORD    0x1\n";
  }
  for (const auto& text : {removed, values, query}) {
    Registry registry;
    CHECK(!read_registry_file(text, "a", registry));
  }
}

TEST_CASE("errors name file, line and what was expected") {
  struct Row {
    const char* name;
    std::string text;
    const char* error;
  };
  const std::string head = "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\A]\n";
  const Row rows[] = {
      {"no registry", "hello", "f:1: this is neither"},
      {"nothing", "", "f:1: this is neither"},
      {"binary", std::string("a\0b", 3), "f:1: this is neither"},
      {"big endian, and nothing", "\xFE\xFF", "f:1: this is neither"},
      {"without its head", "[HKEY_LOCAL_MACHINE\\A]\n\"a\"=dword:1\n", "f:1: the first line of a .reg file is missing"},
      {"no number", head + "\"a\"=dword:xyz\n", "f:4: dword: wants"},
      {"too long a number", head + "\"a\"=dword:123456789\n", "f:4: dword: wants"},
      {"no octets", head + "\"a\"=hex:1ff\n", "f:4: hex: wants"},
      {"no colon", head + "\"a\"=hex\n", "f:4: hex wants a colon"},
      {"open string", head + "\"a\"=\"b\n", "f:4: the string lacks"},
      {"open name", head + "\"a\n", "f:4: the value's name lacks"},
      {"open key", head + "[HKEY_LOCAL_MACHINE\n", "f:4: the key lacks"},
      {"no hive", head + "[Software]\n", "f:4: the key does not begin"},
      {"no equals", head + "\"a\" dword:1\n", "f:4: '=' was expected"},
      {"a word", head + "a=1\n", "f:4: a key in brackets"},
      {"another type", head + "\"a\"=qword:1\n", "f:4: the value is none"},
      {"value first", "REGEDIT4\n\"a\"=dword:1\n", "f:2: a value stands before any key"},
      {"query number", "HKEY_LOCAL_MACHINE\\A\n    a    REG_DWORD    zz\n", "f:2: REG_DWORD wants"},
      {"query value first", "    a    REG_DWORD    0x1\nHKEY_LOCAL_MACHINE\\A\n", "f:1: a value stands before"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Registry registry;
    const auto error = read_registry_file(row.text, "f", registry);
    REQUIRE(error);
    CHECK_MESSAGE(error->text.starts_with(row.error), error->text);
  }
}

TEST_CASE("deletions take values and keys away") {
  Registry registry;
  const std::string text =
      "REGEDIT4\n[HKLM\\A\\B]\n\"x\"=dword:1\n[HKEY_LOCAL_MACHINE\\A\\C]\n\"y\"=dword:2\n[-hkey_local_machine\\a\\b]\n";
  // A hive is written in capitals.
  CHECK(read_registry_file(text, "f", registry));
  Registry other;
  const std::string right = "REGEDIT4\n[HKLM\\A\\B]\n\"x\"=dword:1\n[HKLM\\A\\C]\n\"y\"=dword:2\n[-HKLM\\a\\b]\n";
  REQUIRE(!read_registry_file(right, "f", other));
  CHECK(other.find("HKEY_LOCAL_MACHINE\\A\\B", "x") == nullptr);
  CHECK(other.shows("HKLM\\A\\B"));
  CHECK(other.find("HKEY_LOCAL_MACHINE\\A\\C", "Y") != nullptr);
}

TEST_CASE("what is written is what regedit reads, and we do") {
  const std::vector<Change> changes{{std::string(kWinHttpKey), "DefaultSecureProtocols", 0xAA0},
                                    {std::string(kEapKey), "TlsVersion", 0xFC0}};
  const auto octets = regedit_text(reg_file_of(changes));
  CHECK(octets.starts_with(std::string("\xFF\xFEW\0i\0", 6)));
  Registry registry;
  REQUIRE(!read_registry_file(octets, "f", registry));
  CHECK(decode(registry).winhttp.value == 0xAA0);
  CHECK(decode(registry).eap.value == 0xFC0);
  CHECK(
      commands_of({changes[1]}) ==
      "reg add \"HKLM\\SYSTEM\\CurrentControlSet\\Services\\RasMan\\PPP\\EAP\\13\" /v TlsVersion /t REG_DWORD /d 0xfc0 "
      "/f\n");
}

TEST_CASE("what takes changes back writes what was there, and only what is known") {
  const std::vector<Change> changes{{"HKEY_LOCAL_MACHINE\\A", "Number", 1},
                                    {"HKEY_LOCAL_MACHINE\\A", "Text", 1},
                                    {"HKEY_LOCAL_MACHINE\\A", "Absent", 1},
                                    {"HKEY_LOCAL_MACHINE\\A", "Many", 1},
                                    {"HKEY_LOCAL_MACHINE\\B", "Unseen", 1}};
  Registry before;
  REQUIRE(
      !read_registry_file("REGEDIT4\n[HKEY_LOCAL_MACHINE\\A]\n\"Number\"=dword:a00\n\"Text\"=\"a\\\\b\\\"c\"\n"
                          "\"Many\"=hex(7):61,00,62,00,00\n",
                          "f", before));
  const auto undo = undo_file_of(changes, before);
  CHECK(undo.find("\n[HKEY_LOCAL_MACHINE\\A]\n\"Number\"=dword:00000a00\n") != std::string::npos);
  CHECK(undo.find("\n\"Absent\"=-\n") != std::string::npos);
  CHECK(undo.find("\n; \"Many\" was of another type") != std::string::npos);
  CHECK(undo.find("\n[HKEY_LOCAL_MACHINE\\B]\n; \"Unseen\" was not shown") != std::string::npos);
  auto after = before;
  for (const auto& change : changes) after.set(change.key, change.name, {ValueType::number, change.value, {}, {}});
  REQUIRE(!read_registry_file(regedit_text(undo), "undo", after));
  CHECK(after.find("HKLM\\A", "Number")->number == 0xA00);
  CHECK(after.find("HKLM\\A", "Text")->texts == std::vector<std::string>{"a\\b\"c"});
  CHECK(after.find("HKLM\\A", "Absent") == nullptr);
}

}  // namespace
