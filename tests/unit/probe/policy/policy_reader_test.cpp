// SPDX-License-Identifier: Apache-2.0
#include "probe/policy/policy_reader.hpp"

#include "probe/model/day.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <string>

using namespace probe;

namespace {

const std::string kHead = "name = \"p\"\ntitle = \"t\"\n[[rule]]\nid = \"a\"\ntitle = \"b\"\n";

struct Row {
  const char* name;
  std::string text;
  const char* error;  ///< how the message begins
};

}  // namespace

TEST_CASE("a bad policy says where, and what was expected") {
  const Row rows[] = {
      {"no TOML", "name = \n", "f.toml:1:8: "},
      {"no rule", "name = \"p\"\ntitle = \"t\"\n", "f.toml:1:1: expected at least one [[rule]]"},
      {"strange key", "nme = \"p\"\n", "f.toml:1:1: expected one of name, title"},
      {"no condition", kHead, "f.toml:3:1: expected a condition"},
      {"two conditions", kHead + "forbid.macs = \"md5\"\nrequire.macs = \"sha1\"\n",
       "f.toml:6:1: expected one condition"},
      {"strange word", kHead + "forbid.ciphers = [\"rc5\"]\n", "f.toml:6:19: expected a cipher"},
      {"strange condition", kHead + "forbid.cypher = \"rc4\"\n", "f.toml:6:8: expected one of versions, suites"},
      {"strange version", kHead + "forbid.versions = [\"TLSv1.4\"]\n", "f.toml:6:20: expected a version"},
      {"no suite fits", kHead + "forbid = { ciphers = \"rc4\", modes = \"gcm\" }\n",
       "f.toml:6:10: expected a condition"},
      {"no suite of the versions", kHead + "require = { versions = \"TLSv1.3\", ciphers = \"rc4\" }\n",
       "f.toml:6:11: expected a condition that some suite"},
      {"no suite of the scope", kHead + "scope = \"TLSv1.3\"\nforbid.ciphers = \"rc4\"\n",
       "f.toml:7:1: expected a condition that some suite"},
      {"a hash that SSTP has not", kHead + "forbid.binding-hashes = \"md5\"\n", "f.toml:6:25: expected sha1 or sha256"},
      {"two kinds", kHead + "forbid = { versions = \"SSLv2\", groups = \"x25519\" }\n", "f.toml:6:32: expected keys"},
      {"number", kHead + "forbid.rsa-bits-below = \"many\"\n", "f.toml:6:25: expected a number"},
      {"severity", kHead + "severity = \"fatal\"\nforbid.macs = \"md5\"\n", "f.toml:6:12: expected a severity"},
      {"kind of source", kHead + "source-kind = \"hearsay\"\nforbid.macs = \"md5\"\n",
       "f.toml:6:15: expected a kind of source"},
      {"kind of source of all", "source-kind = 7\n" + kHead + "forbid.macs = \"md5\"\n",
       "f.toml:1:15: expected a text"},
      {"no day of a horizon", kHead + "allowed-until = 2030-02-30\nforbid.macs = \"md5\"\n", "f.toml:6:"},
      {"horizon of what never weighs",
       kHead + "severity = \"info\"\nallowed-until = 2030-12-31\nforbid.macs = \"md5\"\n",
       "f.toml:7:17: expected allowed-until beside must or should"},
      {"require of certificates", kHead + "require.key-types = [\"rsa\"]\n",
       "f.toml:6:21: expected forbid or allow-only"},
      {"no day",
       kHead + "forbid.macs = \"md5\"\n[[waiver]]\nrule = \"a\"\nowner = \"o\"\nreason = \"r\"\nexpires = \"soon\"\n",
       "f.toml:11:11: expected a day"},
      {"waiver of nothing",
       kHead + "forbid.macs = \"md5\"\n[[waiver]]\nrule = \"z\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2027-01-01\n",
       "f.toml:8:8: expected the id of a rule"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto policy = read_policy(row.text, "f.toml");
    REQUIRE_FALSE(policy.has_value());
    const auto message = to_string(policy.error());
    CHECK_MESSAGE(message.rfind(row.error, 0) == 0, message);
  }
}

TEST_CASE("a key without end is told, and no stack is used up by it") {
  const auto key = [](std::size_t parts) {
    std::string text = "a";
    for (std::size_t part = 1; part < parts; ++part) text += ".a";
    return text;
  };
  for (const auto& text :
       {"\n" + key(40'000) + " = 1\n", "\n[" + key(40'000) + "]\n", "\nb = {" + key(40'000) + " = 1}\n"}) {
    const auto policy = probe::read_policy(text, "p.toml");
    REQUIRE(!policy);
    CHECK(to_string(policy.error()).find("p.toml:2:") == 0);
    CHECK(to_string(policy.error()).find("a key of at most 200 parts") != std::string::npos);
  }
  // Dots in prose are none of a key.
  const auto prose = probe::read_policy("# " + std::string(500, '.') + "\n", "p.toml");
  REQUIRE(!prose);
  CHECK(to_string(prose.error()).find("200 parts") == std::string::npos);
}

TEST_CASE("all that is wrong is told at once, in the file's order") {
  const auto policy = read_policy(
      "name = \"p p\"\n[[rule]]\nid = \"a\"\ntitle = 7\nseverity = \"fatal\"\nforbid.ciphers = [\"rc5\", \"rc4\", "
      "\"dse\"]\n"
      "[[rule]]\nid = \"b\"\ntitle = \"b\"\nforbid = { groups = \"x2551\", gruops = \"x25519\" }\n"
      "[[waiver]]\nrule = \"c\"\nowner = \"\"\nexpires = \"soon\"\n",
      "f.toml");
  REQUIRE_FALSE(policy.has_value());
  const char* expected[] = {
      "f.toml:1:1: expected title = ",
      "f.toml:1:8: expected letters, digits",
      "f.toml:4:9: expected a text in",
      "f.toml:5:12: expected a severity",
      "f.toml:6:19: expected a cipher",
      "f.toml:6:33: expected a cipher",
      "f.toml:10:21: expected a group",
      "f.toml:10:30: expected one of versions",
      "f.toml:11:1: expected reason = ",
      "f.toml:12:8: expected the id of a rule",
      "f.toml:13:9: expected a text that is not",
      "f.toml:14:11: expected a day",
  };
  const auto text = to_string(policy.error());
  REQUIRE_MESSAGE(policy.error().size() == std::size(expected), text);
  for (std::size_t i = 0; i < std::size(expected); ++i)
    CHECK_MESSAGE(to_string(policy.error()[i]).rfind(expected[i], 0) == 0, to_string(policy.error()[i]));
  std::string endless = kHead + "forbid.ciphers = [";
  for (int i = 0; i < 500; ++i) endless += "\"rc5\", ";
  CHECK(read_policy(endless + "]\n", "f").error().size() == TomlCursor::kMostErrors);
}

TEST_CASE("a policy's kind of source is that of its rules, unless they have their own") {
  const auto policy =
      read_policy("source-kind = \"secondary\"\n" + kHead +
                      "forbid.macs = \"md5\"\n[[rule]]\nid = \"b\"\ntitle = \"b\"\nsource = \"RFC 6151\"\n"
                      "source-kind = \"primary\"\nforbid.macs = \"md5\"\n",
                  "f")
          .value();
  CHECK(policy.rules[0].source_kind == SourceKind::secondary);
  CHECK(policy.rules[1].source_kind == SourceKind::primary);
  CHECK(policy.rules[1].source == "RFC 6151");
  CHECK(read_policy(kHead + "forbid.macs = \"md5\"\n", "f")->rules[0].source_kind == SourceKind::primary);
}

TEST_CASE("all that is wrong with waivers is told at once") {
  const auto waivers = read_waivers(
      "[[waiver]]\nrule = \"a\"\nowner = \"ops\"\nreason = \"r\"\nexpires = 2027-02-30\n[[waiver]]\nrle = \"a\"\n",
      "w");
  REQUIRE_FALSE(waivers.has_value());
  CHECK(to_string(waivers.error()).find("w:") == 0);
}

TEST_CASE("waivers are read with their day") {
  const auto waivers = read_waivers(
      "[[waiver]]\nrule = \"no-*\"\ntarget = \"vpn*\"\nowner = \"ops\"\nreason = \"old tills\"\nexpires = 2027-01-31\n",
      "w");
  REQUIRE(waivers.has_value());
  REQUIRE(waivers->size() == 1);
  CHECK(waivers->front().expires == day_from("2027-01-31"));
  CHECK(waivers->front().target == "vpn*");
  CHECK_FALSE(day_from("2027-02-30"));
}
