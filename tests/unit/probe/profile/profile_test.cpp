// SPDX-License-Identifier: Apache-2.0
// The zips are Python's zipfile's; everything in the files is made up.
#include "probe/profile/profile.hpp"
#include "probe/profile/pins.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace {

using namespace probe::profile;

std::string file(const std::string& name) {
  std::ifstream in(TEST_DATA + name, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* kGateway = "azuregateway-00000000-0000-4000-8000-00000000000a-0123456789ab.vpn.azure.com";

TEST_CASE("every format is recognised by its content") {
  struct Row {
    const char* name;
    Kind kind;
    const char* host;
    std::size_t gateways;
    bool says_sstp;
    std::size_t root_names;
  };
  const Row rows[] = {
      {"VpnSettings.xml", Kind::vpn_settings, kGateway, 1, true, 1},
      {"VpnSettings-lists.xml", Kind::vpn_settings, kGateway, 1, false, 2},
      {"stored.zip", Kind::package, kGateway, 1, true, 1},
      {"deflated.zip", Kind::package, kGateway, 1, true, 1},
      {"azurevpnconfig.xml", Kind::azure_vpn_config, kGateway, 1, false, 0},
      {"demo.pbk", Kind::phone_book, kGateway, 2, true, 0},
      {"demo.cms", Kind::connection_manager, kGateway, 1, true, 0},
      {"gateways.json", Kind::gateway_list, "192.0.2.10", 2, true, 0},
      {"gateway.json", Kind::gateway_list, "192.0.2.10", 2, true, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto read = read_profile(file(row.name), row.name);
    if (const auto* error = std::get_if<Error>(&read)) MESSAGE(error->text);
    const auto* profile = std::get_if<Profile>(&read);
    REQUIRE(profile != nullptr);
    CHECK(profile->kind == row.kind);
    REQUIRE(profile->gateways.size() == row.gateways);
    const auto& first = profile->gateways.front();
    CHECK(first.host == row.host);
    CHECK(first.says_sstp() == row.says_sstp);
    CHECK(first.root_names.size() == row.root_names);
  }
}

TEST_CASE("the secret of azurevpnconfig.xml is neither kept nor told") {
  const auto read = read_profile(file("azurevpnconfig.xml"), "a");
  const auto& profile = std::get<Profile>(read);
  std::string all;
  for (const auto& note : profile.notes) all += note;
  for (const auto& gateway : profile.gateways) {
    all += gateway.host + gateway.label;
    for (const auto& hash : gateway.hashes) all += hash;
  }
  CHECK(all.find("5ec2e7") == std::string::npos);
  CHECK(all.find("OpenVPN, not SSTP") != std::string::npos);
  CHECK(all.find("00112233445566778899AABBCCDDEEFF00112233") != std::string::npos);
}

std::string many_gateways() {
  std::string list = "[{}";
  for (std::size_t count = 0; count < kMostGateways; ++count) list += ",{}";
  return list + "]";
}

TEST_CASE("what is no profile is said to be none") {
  struct Row {
    const char* name;
    std::string octets;
    const char* error;
  };
  const Row rows[] = {
      {"nothing", "", "f: not a VPN profile"},
      {"words", "hello", "f: not a VPN profile"},
      {"an installer", "MZ\x90", "f: this is the installer"},
      {"broken XML", "<VpnProfile>\n<a></b>", "f:2:"},
      {"other XML", "<html/>", "f: <html> is no VPN profile"},
      {"no server", "<VpnProfile/>", "f: <VpnProfile> has no <VpnServer>"},
      {"broken JSON", "[{\n\"a\": }]", "f:2:6: not JSON"},
      {"deep JSON", std::string(1000, '[') + "{", "f: "},
      // RFC 8259 6 sets no bounds for numbers; nlohmann's exception for those out of its own is no parse_error.
      {"a number beyond all", "[{\"properties\": 1e999}]", "f: not JSON that can be read: number overflow"},
      {"a number below all", "[{\"properties\": -1e999}]", "f: not JSON that can be read: number overflow"},
      {"no UTF-8", "[{\"name\": \"\xE4\"}]", "f:1:"},
      {"half a surrogate pair", "[{\"name\": \"\\uD800\"}]", "f:1:"},
      {"too many gateways", many_gateways(), "f: more than 1000 gateways"},
      {"no address", "[{\"name\": \"a\"}]", "f: no gateway with a public address"},
      {"a cut zip", "PK\x03\x04", "f: this zip cannot be read as a profile package: is no zip, is cut"},
      {"an installer alone", file("installer-only.zip"), "f: no VpnSettings.xml in it"},
      {"a bomb", file("bomb.zip"), "f: 'Generic\\VpnSettings.xml' is too large"},
      {"no entry", "[a]\nPhoneNumber=\n", "f: no entry of the phone book"},
      {"no tunnel", "[Connection Manager]\na=b\n", "f: [Connection Manager] has no TunnelAddress"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto read = read_profile(row.octets, "f");
    const auto* error = std::get_if<Error>(&read);
    REQUIRE(error != nullptr);
    CHECK_MESSAGE(error->text.starts_with(row.error), error->text);
  }
}

TEST_CASE("a zip that is cut or changed anywhere gives nothing false") {
  const auto whole = file("deflated.zip");
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const auto read = read_profile(whole.substr(0, size), "f");
    CHECK(std::holds_alternative<Error>(read));
  }
  for (std::size_t at = 4; at < whole.size(); ++at) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const auto read = read_profile(changed, "f");
    if (const auto* profile = std::get_if<Profile>(&read)) CHECK(profile->gateways.at(0).host == kGateway);
  }
}

TEST_CASE("pins against what the server showed") {
  struct Row {
    const char* name;
    const char* issuer;
    std::vector<std::string> roots;
    const char* text;
  };
  const Row rows[] = {
      {"the pinned root", "CN=Example Root,O=Example", {"Example Root"}, "leads to a root"},
      {"another root", "CN=Other Root", {"Example Root"}, "will not believe"},
      {"an escaped comma", "O=A\\, B,CN=Example Root", {"Example Root"}, "leads to a root"},
      {"no name", "O=Example Root", {"Example Root"}, "will not believe"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::TargetRecord target;
    probe::CertificateFacts facts;
    facts.subject = "CN=vpn.example.net";
    facts.issuer = row.issuer;
    probe::CertificateChain chain;
    chain.facts = {facts};
    chain.exchange = 7;
    target.certificates = {chain};
    Gateway gateway;
    gateway.root_names = row.roots;
    const auto finding = compare_pins(gateway, target);
    REQUIRE(finding);
    CHECK(finding->text.find(row.text) != std::string::npos);
    CHECK(finding->exchanges == std::vector<std::uint32_t>{7});
    CHECK(finding->text.find("was issued by") == std::string::npos);
    gateway.issuer_names = {"Example Issuing CA"};
    CHECK(compare_pins(gateway, target)->text.find("where the profile names 'Example Issuing CA'") !=
          std::string::npos);
    gateway.issuer_names.push_back(row.issuer == std::string("O=Example Root") ? "" : "Example Root");
    const bool same = row.issuer != std::string("CN=Other Root");
    CHECK((compare_pins(gateway, target)->text.find("was issued by") == std::string::npos) == same);
    CHECK(!compare_pins(Gateway{}, target));
    CHECK(!compare_pins(gateway, probe::TargetRecord{}));
  }
}

TEST_CASE("what hellos without the name are shown is not compared with pins") {
  probe::TargetRecord target;
  const auto add = [&target](const char* issuer, std::uint32_t exchange, bool named) {
    probe::CertificateFacts facts;
    facts.subject = "CN=vpn.example.net";
    facts.issuer = issuer;
    facts.sha1 = issuer;
    auto& chain = target.certificates.emplace_back();
    chain.facts = {facts};
    chain.certificates = {{1, 2, 3}};
    chain.exchange = exchange;
    chain.named = named;
  };
  add("CN=Other Root", 6, false);
  Gateway gateway;
  gateway.root_names = {"Example Root"};
  gateway.hashes = {"CN=Other Root"};
  CHECK(!compare_pins(gateway, target));
  add("CN=Example Root", 7, true);
  gateway.issuer_names = {"Example Root"};
  const auto finding = compare_pins(gateway, target);
  REQUIRE(finding);
  CHECK(finding->text == "The server's chain leads to a root that the VPN profile pins by name: 'Example Root'.");
  CHECK(finding->exchanges == std::vector<std::uint32_t>{7});
}

}  // namespace
