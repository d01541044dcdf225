// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/diagnosis.hpp"
#include "probe/clients/forecast.hpp"
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/version_sets.hpp"
#include "probe/clients/registry/windows_build.hpp"

#include "reports/catalogue.hpp"
#include "tests/unit/probe/clients/gateways.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace probe::registry;

constexpr const char* kTls12Off =
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS "
    "1.2\\Client]\n"
    "\"Enabled\"=dword:00000000\n";

constexpr const char* kTls12Asked =
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS "
    "1.2\\Client]\n"
    "\"DisabledByDefault\"=dword:00000001\n";

std::string winhttp(const std::string& value) { return "[" + std::string(kWinHttpKey) + "]\n" + value + "\n"; }
std::string narrow(const std::string& value) { return "[" + std::string(kWinHttp32Key) + "]\n" + value + "\n"; }
std::string eap(const std::string& value) { return "[" + std::string(kEapKey) + "]\n" + value + "\n"; }
std::string order(const std::string& suites) {
  return "[" + std::string(kCipherOrderKey) + "]\n\"Functions\"=\"" + suites + "\"\n";
}

/// What nobody changed there, all of it exported.
const std::string kRest = "[" + std::string(kSchannelKey) + "]\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft]\n";
std::string schannel(const std::string& key, const std::string& value = "\"Enabled\"=dword:0") {
  return "[" + std::string(kSchannelKey) + "\\" + key + "]\n" + value + "\n";
}

std::string curves(const std::string& names) {
  return "[" + std::string(kCipherOrderKey) + "]\n\"EccCurves\"=\"" + names + "\"\n";
}
std::string local(const std::string& suites) {
  return "[" + std::string(kLocalOrderKey) + "]\n\"Functions\"=\"" + suites + "\"\n";
}

TEST_CASE("every state of a registry, for a gateway of Azure's") {
  const std::string none = winhttp("") + eap("") + kRest;
  const std::string fixed = winhttp("\"DefaultSecureProtocols\"=dword:aa0") + eap("\"TlsVersion\"=dword:fc0") + kRest;
  const std::string off_128 = schannel("Ciphers\\AES 128/128"), off_256 = schannel("Ciphers\\AES 256/256");
  struct Row {
    const char* name;
    const char* windows;
    std::string keys;
    Level verdict;
    std::vector<std::string> changed;
    Updates updates = Updates::unknown;
  };
  const std::vector<std::string> both{"DefaultSecureProtocols", "DefaultSecureProtocols", "TlsVersion"};
  const std::vector<std::string> outside{"DefaultSecureProtocols", "DefaultSecureProtocols"};
  const Row rows[] = {
      {"7 as shipped", "7", none, Level::change, both},
      {"7 fixed, and nobody knows of its updates", "7", fixed, Level::unknown, {}},
      {"7 fixed, with its updates", "7", fixed, Level::note, {}, Updates::installed},
      {"7 fixed, without its updates", "7", fixed, Level::change, {}, Updates::missing},
      {"8 fixed, and nobody knows of its updates", "8", fixed, Level::unknown, {}},
      {"8.1 fixed, and nobody knows of its updates", "8.1", fixed, Level::unknown, {}},
      {"8.1 fixed, with its updates", "8.1", fixed, Level::note, {}, Updates::installed},
      {"10-1507 fixed needs none", "10-1507", fixed, Level::note, {}},
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
       winhttp("\"DefaultSecureProtocols\"=dword:800") + eap("\"TlsVersion\"=dword:c00") + kRest,
       Level::note,
       {},
       Updates::installed},
      {"without TLS 1.2", "10", winhttp("\"DefaultSecureProtocols\"=dword:280") + eap(""), Level::change, outside},
      {"a text", "7", winhttp("\"DefaultSecureProtocols\"=\"0xAA0\"") + eap("\"TlsVersion\"=dword:fc0"), Level::change,
       outside},
      {"8.1 as shipped", "8.1", none, Level::change, {"TlsVersion"}},
      {"half a pair of bits", "8.1", winhttp("") + eap("\"TlsVersion\"=dword:800"), Level::change, {"TlsVersion"}},
      {"10 as shipped", "10", none, Level::note, {}},
      {"11 as shipped", "11", none, Level::note, {}},
      {"TLS 1.2 off", "10", none + kTls12Off, Level::change, {"Enabled"}},
      {"TLS 1.2 off by default", "10", none + kTls12Asked, Level::unknown, {"DisabledByDefault"}},
      {"TLS 1.2 off, and TLS 1.3 left", "11", none + kTls12Off, Level::change, {"Enabled"}},
      {"Vista", "vista", none, Level::change, {}},
      {"nothing shown", "7", "", Level::unknown, {}},
      {"an unknown Windows", nullptr, none, Level::unknown, {}},
      {"an unknown Windows, fixed", nullptr, fixed, Level::unknown, {}},
      {"a fitting order",
       "10",
       none + order("TLS_RSA_WITH_AES_128_CBC_SHA,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256"),
       Level::note,
       {}},
      {"an order that does not fit", "10", none + order("TLS_RSA_WITH_AES_128_CBC_SHA"), Level::change, {}},
      {"SCHANNEL was not shown",
       "10",
       winhttp("") + eap("") + "[HKLM\\SOFTWARE\\Policies\\Microsoft]\n",
       Level::unknown,
       {}},
      {"policies were not shown",
       "10",
       winhttp("") + eap("") + "[" + std::string(kSchannelKey) + "]\n",
       Level::unknown,
       {}},
      {"ECDH off", "10", none + schannel("KeyExchangeAlgorithms\\ECDH"), Level::change, {}},
      {"DHE off", "10", none + schannel("KeyExchangeAlgorithms\\Diffie-Hellman"), Level::note, {}},
      {"AES-128 off", "10", none + off_128, Level::note, {}},
      {"AES off", "10", none + off_128 + off_256, Level::change, {}},
      {"AES on",
       "10",
       none + schannel("Ciphers\\AES 128/128", "\"Enabled\"=dword:ffffffff") + off_256,
       Level::note,
       {}},
      {"curve25519 alone", "10-22H2", none + curves("curve25519"), Level::unknown, {}},
      {"P-256 behind curve25519", "10-22H2", none + curves("curve25519,NistP256"), Level::note, {}},
      {"RC4 alone on this computer's list", "10", none + local("TLS_RSA_WITH_RC4_128_SHA"), Level::change, {}},
      {"a policy goes before the list",
       "10",
       none + local("TLS_RSA_WITH_RC4_128_SHA") + order("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256"),
       Level::note,
       {}},
      {"a switch that is a text",
       "10",
       none + schannel("Protocols\\TLS 1.2\\Client", "\"Enabled\"=\"0\""),
       Level::note,
       {}},
      {"an order of no suites", "10", none + order("RC4,,x"), Level::change, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Registry registry;
    REQUIRE(!read_registry_file("REGEDIT4\n" + row.keys, "f", registry));
    const auto* windows = row.windows == nullptr ? nullptr : profile_named(row.windows);
    REQUIRE((windows == nullptr) == (row.windows == nullptr));
    const auto diagnosis = diagnose(decode(registry), windows, row.updates, azure_demand());
    CHECK(static_cast<int>(diagnosis.verdict()) == static_cast<int>(row.verdict));
    std::vector<std::string> changed;
    for (const auto& change : diagnosis.changes) changed.push_back(change.name);
    CHECK(changed == row.changed);
  }
}

TEST_CASE("what is forecast of a Windows as shipped, the check of a registry without values says too") {
  using V = tls::ProtocolVersion;
  using probe::Reason, probe::Verdict;
  const probe::test::Codes old{0x002F, 0x0035, 0x000A, 0xC013, 0xC014}, azure{0xC030, 0xC02F, 0xC028, 0xC027};
  auto expired = probe::test::gateway({{V::TLSv1_2, azure}}, Reason::alert_handshake_failure);
  expired.certificates[0].verdict->problems = {probe::ChainProblem::expired};
  expired.certificates[0].facts[0]->not_after = probe::test::kNow - std::chrono::seconds(1);
  auto untrusted = probe::test::gateway({{V::TLSv1_2, azure}}, Reason::alert_handshake_failure);
  untrusted.certificates[0].verdict->problems = {probe::ChainProblem::self_signed};
  auto uncalled = probe::test::gateway({{V::TLSv1_2, azure}}, Reason::alert_handshake_failure);
  for (auto& version : uncalled.versions)
    for (auto& cell : version.accepted) cell.rung = probe::Rung::hello;
  auto ed448 = probe::test::gateway({{V::TLSv1_2, {0xC02B}}}, Reason::alert_handshake_failure);
  ed448.certificates[0].facts[0]->key_type = probe::KeyType::ed448;
  auto open = probe::test::gateway({{V::TLSv1_2, azure}}, Reason::alert_handshake_failure);
  for (auto& version : open.versions)
    if (version.version == V::TLSv1_0) {
      version.outcome = probe::Outcome::inconclusive;
      version.inconclusive.push_back({version.refused.front().codes, Reason::timed_out, 1});
      version.refused.clear();
    }
  auto mixed = probe::test::gateway({{V::TLSv1_2, azure}}, Reason::alert_handshake_failure);
  for (auto& version : mixed.versions)
    for (auto& cell : version.accepted) cell.answers = probe::AnswerCount{5, 7};
  const struct {
    const char* name;
    probe::TargetRecord target;
  } rows[] = {
      {"all versions", probe::test::gateway({{V::TLSv1_0, old}, {V::TLSv1_1, old}, {V::TLSv1_2, azure}},
                                            Reason::alert_handshake_failure)},
      {"TLS 1.2 alone", probe::test::gateway({{V::TLSv1_2, azure}}, Reason::closed_while_control_succeeds)},
      {"GCM alone", probe::test::gateway({{V::TLSv1_2, {0xC030}}}, Reason::closed_while_control_succeeds)},
      {"TLS 1.0 for RSA key transport, TLS 1.2 for what few have",
       probe::test::gateway({{V::TLSv1_0, {0x0035}}, {V::TLSv1_2, {0xC0AC}}}, Reason::alert_handshake_failure)},
      {"TLS 1.3 alone", probe::test::gateway({{V::TLSv1_3, {0x1302}}}, Reason::alert_protocol_version)},
      {"an expired certificate", expired},
      {"an untrusted one", untrusted},
      {"a key that nobody asks for", ed448},
      {"no call", uncalled},
      {"TLS 1.0 unknown", open},
      {"unlike servers", mixed},
  };
  const auto level = [](Verdict verdict) {
    if (verdict == Verdict::connects) return Level::note;
    return verdict == Verdict::cut_off_outside || verdict == Verdict::cut_off_inside ? Level::change : Level::unknown;
  };
  for (const auto& row : rows) {
    const auto record = probe::test::record_of(row.target);
    for (const auto& forecast : probe::forecast(record, row.target)) {
      if (forecast.state != probe::ClientState::as_shipped) continue;
      CAPTURE(row.name);
      CAPTURE(forecast.profile->id);
      Registry registry;
      REQUIRE(!read_registry_file("REGEDIT4\n" + winhttp("") + eap("") + kRest, "f", registry));
      const auto diagnosis =
          diagnose(decode(registry), forecast.profile, Updates::unknown, demand_of(record, row.target));
      // Where the outside fails, the inside is looked at as well, and may be the graver.
      if (forecast.verdict == Verdict::unknown)
        CHECK(static_cast<int>(diagnosis.verdict()) >= static_cast<int>(Level::unknown));
      else
        CHECK(static_cast<int>(diagnosis.verdict()) == static_cast<int>(level(forecast.verdict)));
    }
  }
}

TEST_CASE("what Windows does not read is told") {
  Registry registry;
  REQUIRE(
      !read_registry_file("REGEDIT4\n" + schannel("Protocols\\TLS 1.2\\Client", "\"Enabled\"=\"0\""), "f", registry));
  const auto diagnosis = diagnose(decode(registry), profile_named("10"), Updates::unknown, azure_demand());
  const auto& remarks = diagnosis.outer.remarks;
  CHECK(std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) {
    const auto text = reports::english(remark.text);
    return text.find("Enabled of TLS 1.2") != std::string::npos && text.find("no REG_DWORD") != std::string::npos;
  }));
}

TEST_CASE("a record without versions tells nothing of a client") {
  auto target = probe::test::gateway({}, probe::Reason::alert_protocol_version);
  target.versions.clear();
  Registry registry;
  REQUIRE(!read_registry_file("REGEDIT4\n" + winhttp("") + eap("") + kRest, "f", registry));
  const auto diagnosis = diagnose(decode(registry), profile_named("10"), Updates::unknown,
                                  demand_of(probe::test::record_of(target), target));
  CHECK(static_cast<int>(diagnosis.verdict()) == static_cast<int>(Level::unknown));
}

TEST_CASE("no version is left inside, whatever the gateway wants") {
  std::string off;
  for (const char* version : {"TLS 1.0", "TLS 1.1", "TLS 1.2"})
    off += "[" + std::string(kProtocolsKey) + "\\" + version + "\\Client]\n\"Enabled\"=dword:0\n";
  const auto target = probe::test::gateway(
      {{tls::ProtocolVersion::TLSv1_0, {0x002F}}, {tls::ProtocolVersion::TLSv1_3, {0x1302, 0x1301}}},
      probe::Reason::alert_protocol_version);
  Registry registry;
  REQUIRE(!read_registry_file("REGEDIT4\n" + winhttp("") + eap("\"TlsVersion\"=dword:fc0") + off, "f", registry));
  const auto diagnosis = diagnose(decode(registry), profile_named("11"), Updates::unknown,
                                  demand_of(probe::test::record_of(target), target));
  CHECK(diagnosis.inner.offers == tls::VersionSet());
  CHECK(static_cast<int>(diagnosis.verdict()) == static_cast<int>(Level::change));
  CHECK(reports::english(diagnosis.inner.remarks.back().text).find("no version is left inside") != std::string::npos);
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
