// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/diagnosis.hpp"
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/version_sets.hpp"
#include "probe/clients/registry/windows_build.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace probe::registry;

constexpr const char* kTls12Off =
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS "
    "1.2\\Client]\n"
    "\"Enabled\"=dword:00000000\n";

std::string winhttp(const std::string& value) { return "[" + std::string(kWinHttpKey) + "]\n" + value + "\n"; }
std::string narrow(const std::string& value) { return "[" + std::string(kWinHttp32Key) + "]\n" + value + "\n"; }
std::string eap(const std::string& value) { return "[" + std::string(kEapKey) + "]\n" + value + "\n"; }
std::string order(const std::string& suites) {
  return "[" + std::string(kCipherOrderKey) + "]\n\"Functions\"=\"" + suites + "\"\n";
}

TEST_CASE("every state of a registry, for a gateway of Azure's") {
  const std::string none = winhttp("") + eap("");
  const std::string fixed = winhttp("\"DefaultSecureProtocols\"=dword:aa0") + eap("\"TlsVersion\"=dword:fc0");
  struct Row {
    const char* name;
    const char* windows;
    std::string keys;
    Level verdict;
    std::vector<std::string> changed;
  };
  const std::vector<std::string> both{"DefaultSecureProtocols", "DefaultSecureProtocols", "TlsVersion"};
  const std::vector<std::string> outside{"DefaultSecureProtocols", "DefaultSecureProtocols"};
  const Row rows[] = {
      {"7 as shipped", "7", none, Level::change, both},
      {"7 fixed", "7", fixed, Level::note, {}},
      {"7 fixed outside alone",
       "7",
       winhttp("\"DefaultSecureProtocols\"=dword:aa0") + eap(""),
       Level::change,
       {"TlsVersion"}},
      {"7 fixed inside alone", "7", winhttp("") + eap("\"TlsVersion\"=dword:fc0"), Level::change, outside},
      {"7 fixed in the wrong view", "7",
       winhttp("") + narrow("\"DefaultSecureProtocols\"=dword:aa0") + eap("\"TlsVersion\"=dword:fc0"), Level::change,
       outside},
      {"TLS 1.2 alone",
       "7",
       winhttp("\"DefaultSecureProtocols\"=dword:800") + eap("\"TlsVersion\"=dword:c00"),
       Level::note,
       {}},
      {"without TLS 1.2", "10", winhttp("\"DefaultSecureProtocols\"=dword:280") + eap(""), Level::change, outside},
      {"a text", "7", winhttp("\"DefaultSecureProtocols\"=\"0xAA0\"") + eap("\"TlsVersion\"=dword:fc0"), Level::change,
       outside},
      {"8.1 as shipped", "8.1", none, Level::change, {"TlsVersion"}},
      {"half a pair of bits", "8.1", winhttp("") + eap("\"TlsVersion\"=dword:800"), Level::change, {"TlsVersion"}},
      {"10 as shipped", "10", none, Level::note, {}},
      {"11 as shipped", "11", none, Level::note, {}},
      {"TLS 1.2 off", "10", none + kTls12Off, Level::change, {"Enabled"}},
      {"Vista", "vista", none, Level::change, {}},
      {"nothing shown", "7", "", Level::unknown, {}},
      {"an unknown Windows", nullptr, none, Level::unknown, {}},
      {"an unknown Windows, fixed", nullptr, fixed, Level::note, {}},
      {"a fitting order",
       "10",
       none + order("TLS_RSA_WITH_AES_128_CBC_SHA,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256"),
       Level::note,
       {}},
      {"an order that does not fit", "10", none + order("TLS_RSA_WITH_AES_128_CBC_SHA"), Level::change, {}},
      {"an order of no suites", "10", none + order("RC4,,x"), Level::change, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Registry registry;
    REQUIRE(!read_registry_file("REGEDIT4\n" + row.keys, "f", registry));
    const auto* windows = row.windows == nullptr ? nullptr : profile_named(row.windows);
    REQUIRE((windows == nullptr) == (row.windows == nullptr));
    const auto diagnosis = diagnose(decode(registry), windows, azure_demand());
    CHECK(static_cast<int>(diagnosis.verdict()) == static_cast<int>(row.verdict));
    std::vector<std::string> changed;
    for (const auto& change : diagnosis.changes) changed.push_back(change.name);
    CHECK(changed == row.changed);
  }
}

TEST_CASE("masks as Microsoft writes them") {
  CHECK(sentence(winhttp_versions(0xAA0)) == "SSL 3.0, TLS 1.0, TLS 1.1 and TLS 1.2");
  CHECK(sentence(winhttp_versions(0x2A00)) == "TLS 1.1, TLS 1.2 and TLS 1.3");
  CHECK(sentence(winhttp_versions(0)) == "no version");
  CHECK(sentence(eap_versions(0xFC0)) == "TLS 1.0, TLS 1.1 and TLS 1.2");
  CHECK(sentence(eap_versions(0xF00)) == "TLS 1.1 and TLS 1.2");
  CHECK(sentence(eap_versions(0x800)) == "TLS 1.0");
}

TEST_CASE("a build number is a Windows") {
  struct Row {
    const char* build;
    const char* kind;
    const char* id;
  };
  const Row rows[] = {{"7601", "Client", "7sp1"},        {"9600", "Server", "8.1"},
                      {"19045", "Client", "10-22H2"},    {"22631", "Client", "11-22H2+"},
                      {"26100", "Client", "11-22H2+"},   {"26100", "Server", "server-2025"},
                      {"20348", "Server", "server-2022"}};
  for (const auto& row : rows) {
    CAPTURE(row.build);
    Registry registry;
    registry.set(kVersionKey, "CurrentBuildNumber", {ValueType::text, 0, {row.build}, "f:1"});
    registry.set(kVersionKey, "InstallationType", {ValueType::text, 0, {row.kind}, "f:1"});
    const auto* profile = profile_of(registry);
    REQUIRE(profile != nullptr);
    CHECK(profile->id == row.id);
  }
}

}  // namespace
