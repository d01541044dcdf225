// SPDX-License-Identifier: Apache-2.0
// The zips are Python's zipfile's; everything in the files is made up.
#include "probe/profile/profile.hpp"
#include "probe/profile/pins.hpp"
#include "reports/catalogue.hpp"

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
      {"logins.zip", Kind::package, kGateway, 1, false, 0},
      {"windows.zip", Kind::package, kGateway, 1, true, 0},
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

TEST_CASE("Windows' own ProfileXML") {
  struct Row {
    const char* name;
    std::string text;
    std::vector<std::string> hosts;
    bool says_sstp;
  };
  const Row rows[] = {
      {"SSTP",
       "<VPNProfile><AlwaysOn>true</AlwaysOn><NativeProfile><Servers>vpn.example.net;Head office,b.example.net"
       "</Servers><NativeProtocolType>SSTP</NativeProtocolType></NativeProfile></VPNProfile>",
       {"vpn.example.net", "b.example.net"},
       true},
      {"automatic",
       "<VPNProfile><NativeProfile><Servers>vpn.example.net;vpn.example.net</Servers><NativeProtocolType>Automatic"
       "</NativeProtocolType></NativeProfile></VPNProfile>",
       {"vpn.example.net"},
       true},
      {"IKEv2",
       "<VPNProfile><NativeProfile><Servers>vpn.example.net</Servers><NativeProtocolType>IKEv2</NativeProtocolType>"
       "</NativeProfile></VPNProfile>",
       {"vpn.example.net"},
       false},
      {"Azure's app, by Intune",
       "<VPNProfile><PluginProfile><ServerUrlList>a.vpn.azure.com</ServerUrlList><CustomConfiguration><serverlist>"
       "<ServerEntry><displayname i:nil=\"true\"/><fqdn>a.vpn.azure.com</fqdn></ServerEntry></serverlist>"
       "</CustomConfiguration></PluginProfile></VPNProfile>",
       {"a.vpn.azure.com"},
       false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    // As Windows PowerShell 5.1 writes it, and as nothing does but may.
    std::string little = "\xFF\xFE", big = "\xFE\xFF";
    for (const char letter : row.text) {
      little += {letter, '\0'};
      big += {'\0', letter};
    }
    for (const auto& text : {row.text, little, big}) {
      const auto read = read_profile(text, "p.xml");
      REQUIRE(std::holds_alternative<Profile>(read));
      const auto& profile = std::get<Profile>(read);
      CHECK(profile.kind == Kind::windows_profile);
      std::vector<std::string> hosts;
      for (const auto& gateway : profile.gateways) hosts.push_back(gateway.host);
      CHECK(hosts == row.hosts);
      CHECK(profile.gateways.front().says_sstp() == row.says_sstp);
    }
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

using tls::x509::PathEnd;

PathFinder leads(PathEnd end) {
  return [end](std::span<const tls::Bytes>, std::span<const tls::Bytes>) { return end; };
}

probe::CertificateChain chain_of(const std::string& issuer, std::uint32_t exchange = 7) {
  probe::CertificateFacts facts;
  facts.subject = "CN=vpn.example.net";
  facts.issuer = issuer;
  facts.sha1 = "A1";
  probe::CertificateChain chain;
  chain.certificates = {{1, 2, 3}};
  chain.facts = {facts};
  chain.exchange = exchange;
  return chain;
}

std::string told(const Gateway& gateway, std::vector<probe::CertificateChain> chains, const PathFinder& path_end) {
  probe::TargetRecord target;
  target.certificates = std::move(chains);
  const auto finding = compare_pins(gateway, target, path_end);
  return finding ? reports::english(finding->text) : "nothing";
}

TEST_CASE("pinned certificates decide by signatures, names alone by names") {
  const Gateway certificate{"", "", {}, {}, {}, {"der"}, {}}, hash{"", "", {}, {}, {}, {}, {"B2"}},
      name{"", "", {}, {"Example Root"}, {}, {}, {}}, both{"", "", {}, {"Example Root"}, {"Example Root"}, {"der"}, {}};
  struct Row {
    const char* name;
    Gateway gateway;
    const char* issuer;
    PathEnd end;
    const char* text;
  };
  const char *const kYes = "leads to a certificate", *const kNo = "will not believe",
                    *const kOpen = "could not be told", *const kNamed = "is for the clients to find";
  const Row rows[] = {
      {"the pinned root signed it", certificate, "CN=Any", PathEnd::there, kYes},
      {"a stranger", certificate, "CN=Any", PathEnd::elsewhere, kNo},
      {"a stranger, who sends the leaf alone", certificate, "CN=Any", PathEnd::nowhere, kNo},
      {"an issuer that Windows may fetch", certificate, "CN=Any", PathEnd::beyond, kOpen},
      {"the pinned root was sent", hash, "CN=Any", PathEnd::there, kYes},
      {"another root than the pinned was sent", hash, "CN=Any", PathEnd::elsewhere, kNo},
      {"no root was sent, and its hash is all that is known", hash, "CN=Any", PathEnd::nowhere, kOpen},
      {"the same, and its issuer can be fetched", hash, "CN=Any", PathEnd::beyond, kOpen},
      {"both, and it leads there", both, "CN=Example Root", PathEnd::there, kYes},
      {"the name is right, the signature is not", both, "CN=Example Root", PathEnd::elsewhere, kNo},
      {"to be fetched, and the name is right", both, "CN=Example Root", PathEnd::beyond, kOpen},
      {"to be fetched, and no name is right", both, "CN=Other Root", PathEnd::beyond, kNo},
      {"the pinned name", name, "CN=Example Root,O=Example", PathEnd::nowhere, kNamed},
      {"another name", name, "CN=Other Root", PathEnd::nowhere, kNo},
      {"an escaped comma", name, "O=A\\, B,CN=Example Root", PathEnd::nowhere, kNamed},
      {"no name", name, "O=Example Root", PathEnd::nowhere, kNo},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto text = told(row.gateway, {chain_of(row.issuer)}, leads(row.end));
    for (const auto* word : {kYes, kNo, kOpen, kNamed})
      CHECK((text.find(word) != std::string::npos) == (word == std::string(row.text)));
  }
  const auto namesake = told(both, {chain_of("CN=Example Root")}, leads(PathEnd::elsewhere));
  CHECK(namesake.find("is not signed by the one that the profile holds") != std::string::npos);
  CHECK(namesake.find("instead") == std::string::npos);
  CHECK(told({}, {chain_of("CN=Any")}, leads(PathEnd::there)) == "nothing");
  CHECK(told(certificate, {}, leads(PathEnd::there)) == "nothing");
}

TEST_CASE("what is handed on as believed: the pinned certificates, and those that were sent and have a pinned hash") {
  std::vector<tls::Bytes> believed;
  const PathFinder spy = [&believed](std::span<const tls::Bytes>, std::span<const tls::Bytes> anchors) {
    believed.assign(anchors.begin(), anchors.end());
    return PathEnd::there;
  };
  told({"", "", {}, {}, {}, {"ab"}, {"A1", "B2"}}, {chain_of("CN=Any")}, spy);
  CHECK(believed == std::vector<tls::Bytes>{{'a', 'b'}, {1, 2, 3}});
  told({"", "", {}, {}, {}, {}, {"B2"}}, {chain_of("CN=Any")}, spy);
  CHECK(believed.empty());
}

TEST_CASE("the issuer that a profile names is compared with the leaf's") {
  Gateway gateway;
  gateway.root_names = {"Example Root"};
  gateway.issuer_names = {"Example Issuing CA"};
  const auto other = told(gateway, {chain_of("CN=Example Root")}, leads(PathEnd::nowhere));
  CHECK(other.find("issued by 'Example Root', where the profile names 'Example Issuing CA'") != std::string::npos);
  gateway.issuer_names.push_back("Example Root");
  const auto same = told(gateway, {chain_of("CN=Example Root")}, leads(PathEnd::nowhere));
  CHECK(same.find("was issued by") == std::string::npos);
}

TEST_CASE("of several chains the worst is told, and those without the name are none of the target's") {
  Gateway gateway;
  gateway.root_names = {"Example Root"};
  auto stranger = chain_of("CN=Other Root", 6);
  const auto ours = chain_of("CN=Example Root", 7);
  const auto none = leads(PathEnd::nowhere);
  probe::TargetRecord target;
  target.certificates = {ours, stranger};
  const auto finding = compare_pins(gateway, target, none);
  REQUIRE(finding);
  const auto text = reports::english(finding->text);
  CHECK(text.find("will not believe") != std::string::npos);
  CHECK(text.ends_with("That is one of 2 chains that this server shows."));
  CHECK(finding->exchanges == std::vector<std::uint32_t>{6});
  stranger.named = false;
  CHECK(told(gateway, {stranger}, none) == "nothing");
  target.certificates = {stranger, ours};
  CHECK(compare_pins(gateway, target, none)->exchanges == std::vector<std::uint32_t>{7});
  CHECK(told(gateway, {stranger, ours}, none).find("is one of") == std::string::npos);
}

}  // namespace
