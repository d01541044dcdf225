// SPDX-License-Identifier: Apache-2.0
// The bill of materials holds together, says where each thing stands in the record, and claims no more than is known.
// Its form is held to CycloneDX's schema by tests/cbom.
#include "reports/cbom_names.hpp"
#include "reports/report.hpp"
#include "reports/sha256.hpp"
#include "tests/unit/reports/nasty.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <nlohmann/json.hpp>

#include <doctest/doctest.h>

#include <openssl/evp.h>
#include <openssl/objects.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

using BillJson = nlohmann::json;
using probe::ScanRecord;

namespace {

std::string text_of(const ScanRecord& record) {
  std::ostringstream out;
  reports::write_cbom(out, {record});
  return out.str();
}

BillJson bill_of(const ScanRecord& record) { return BillJson::parse(text_of(record)); }

BillJson component_of(const BillJson& bill, const std::string& ref) {
  for (const auto& component : bill["components"])
    if (component["bom-ref"] == ref) return component;
  return nullptr;
}

std::string property(const BillJson& component, const std::string& name) {
  for (const auto& each : component["properties"])
    if (each["name"] == "sstp-probe:" + name) return each["value"];
  return {};
}

std::string aggregate_of(const BillJson& bill, const std::string& ref) {
  std::string found;
  for (const auto& composition : bill["compositions"])
    for (const auto& assembly : composition["assemblies"])
      if (assembly == ref) found += composition["aggregate"].get<std::string>();
  return found;
}

/// Every reference anywhere in the bill.
void collect(const BillJson& value, std::set<std::string>& refs) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      if (key == "ref") refs.insert(member.get<std::string>());
      if (key == "algorithms" || key == "dependsOn" || key == "assemblies" || key == "dependencies")
        for (const auto& ref : member)
          if (ref.is_string()) refs.insert(ref.get<std::string>());
      collect(member, refs);
    }
  } else if (value.is_array()) {
    for (const auto& member : value) collect(member, refs);
  }
}

std::vector<ScanRecord> records() {
  return {reports::test::small_scan(), reports::test::scan_of_three(), reports::test::unlike_scan(),
          reports::test::scan_with_every_word()};
}

}  // namespace

TEST_CASE("each reference means one component, and each place stands in the record") {
  for (const auto& record : records()) {
    const auto bill = bill_of(record);
    const auto kept = BillJson::parse(reports::test::json_of(record));
    std::set<std::string> known, meant;
    for (const auto& component : bill["components"]) {
      const auto ref = component["bom-ref"].get<std::string>();
      CAPTURE(ref);
      CHECK(known.insert(ref).second);
      CHECK(property(component, "record-sha256").size() == 64);
      REQUIRE_FALSE(component["evidence"]["occurrences"].empty());
      for (const auto& occurrence : component["evidence"]["occurrences"]) {
        const auto location = occurrence["location"].get<std::string>();
        REQUIRE(location.rfind("record.json#", 0) == 0);
        const BillJson::json_pointer place(location.substr(12));
        REQUIRE(kept.contains(place));
        if (occurrence.contains("symbol")) CHECK(kept[place]["name"] == occurrence["symbol"]);
      }
    }
    collect(bill, meant);
    for (const auto& ref : meant) CHECK_MESSAGE(known.count(ref) == 1, ref);
    CHECK(bill["dependencies"].size() == bill["components"].size());
    CHECK(text_of(record) == text_of(record));
  }
}

TEST_CASE("every accepted cell stands there, with its rung, and nothing that was not accepted") {
  for (const auto& record : records()) {
    const auto bill = bill_of(record);
    for (std::size_t at = 0; at < record.targets.size(); ++at)
      for (const auto& version : record.targets[at].versions) {
        const auto protocol =
            component_of(bill, "gateway-" + std::to_string(at + 1) + "/" + tls::to_string(version.version));
        if (version.accepted.empty() || !was_reached(record.targets[at])) {
          CHECK(protocol.is_null());
          continue;
        }
        REQUIRE_FALSE(protocol.is_null());
        const auto& suites = protocol["cryptoProperties"]["protocolProperties"]["cipherSuites"];
        const auto& places = protocol["evidence"]["occurrences"];
        REQUIRE(suites.size() == version.accepted.size());
        REQUIRE(places.size() == version.accepted.size());
        for (std::size_t i = 0; i < suites.size(); ++i) {
          const auto& cell = version.accepted[i];
          CHECK(suites[i]["name"] == tls::to_string(cell.code));
          const auto context = places[i]["additionalContext"].get<std::string>();
          CHECK(context.find("rung " + std::string(to_string(cell.rung))) != std::string::npos);
        }
      }
  }
}

TEST_CASE("what is open makes a bill incomplete, and SSTP stands there only where a call went through") {
  auto record = reports::test::small_scan();
  auto& target = record.targets[0];
  // Everything asked and answered: one suite, and all others refused.
  target.findings.clear();
  target.status = probe::TargetStatus::complete;
  target.certificates.clear();
  target.versions.clear();
  for (const auto version : tls::kProtocolVersions) {
    probe::VersionResult result;
    result.version = version;
    probe::RefusedSuites refused;
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(version)) refused.codes.push_back(suite.code);
    result.refused.push_back(refused);
    target.versions.push_back(result);
  }
  auto& tls12 = target.versions[4];
  REQUIRE(tls12.version == tls::ProtocolVersion::TLSv1_2);
  auto cell = reports::test::accepted("TLS_RSA_WITH_AES_128_CBC_SHA256");
  cell.rung = probe::Rung::sstp;
  std::erase(tls12.refused[0].codes, cell.code);
  tls12.accepted = {cell};
  auto bill = bill_of(record);
  for (const auto* ref : {"gateway-1", "gateway-1/sstp", "gateway-1/TLSv1.2"})
    CHECK(aggregate_of(bill, ref) == "complete");
  CHECK(component_of(bill, "gateway-1/sstp")["cryptoProperties"]["protocolProperties"]["type"] == "sstp");

  SUBCASE("a cell is open") {
    tls12.inconclusive.push_back({{tls12.refused[0].codes.back()}, probe::Reason::timed_out, 1});
    tls12.refused[0].codes.pop_back();
    bill = bill_of(record);
    CHECK(aggregate_of(bill, "gateway-1") == "incomplete");
    CHECK(aggregate_of(bill, "gateway-1/TLSv1.2") == "incomplete");
  }
  SUBCASE("a cell was not asked") {
    tls12.refused[0].codes.pop_back();
    CHECK(aggregate_of(bill_of(record), "gateway-1/TLSv1.2") == "incomplete");
  }
  SUBCASE("a version that accepts nothing is open") {
    target.versions[2].inconclusive.push_back({{target.versions[2].refused[0].codes.back()}, probe::Reason::closed, 1});
    target.versions[2].refused[0].codes.pop_back();
    bill = bill_of(record);
    CHECK(aggregate_of(bill, "gateway-1") == "incomplete");
    CHECK(aggregate_of(bill, "gateway-1/TLSv1.2") == "complete");
  }
  SUBCASE("unlike servers answer") {
    probe::Finding finding;
    finding.kind = probe::FindingKind::servers_differ;
    target.findings.push_back(finding);
    CHECK(aggregate_of(bill_of(record), "gateway-1/sstp") == "incomplete");
  }
  SUBCASE("the group was not seen") {
    auto& accepted = tls12.accepted[0];
    tls12.refused[0].codes.push_back(accepted.code);
    accepted = reports::test::accepted("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    accepted.group.reset();
    std::erase(tls12.refused[0].codes, accepted.code);
    target.server = {};
    CHECK(aggregate_of(bill_of(record), "gateway-1/TLSv1.2") == "incomplete");
  }
  SUBCASE("no call went through") {
    tls12.accepted[0].rung = probe::Rung::hello;
    bill = bill_of(record);
    CHECK(component_of(bill, "gateway-1/sstp").is_null());
    CHECK(property(component_of(bill, "gateway-1/TLSv1.2"), "rung") == "hello");
  }
  SUBCASE("the gateway was not reached") {
    target.status = probe::TargetStatus::unreachable;
    bill = bill_of(record);
    CHECK(aggregate_of(bill, "gateway-1") == "unknown");
    CHECK(bill["components"].size() == 1);
  }
}

TEST_CASE("an object identifier is that of the algorithm of its name") {
  const struct {
    const char* name;
    int nid;
  } rows[] = {
      {"AES-128-CBC", NID_aes_128_cbc},
      {"AES-256-CBC", NID_aes_256_cbc},
      {"AES-128-GCM", NID_aes_128_gcm},
      {"AES-256-GCM", NID_aes_256_gcm},
      {"AES-128-CCM", NID_aes_128_ccm},
      {"AES-256-CCM", NID_aes_256_ccm},
      {"3DES-168-CBC", NID_des_ede3_cbc},
      {"DES-56-CBC", NID_des_cbc},
      {"RC4-128", NID_rc4},
      {"IDEA-128-CBC", NID_idea_cbc},
      {"SEED-128-CBC", NID_seed_cbc},
      {"CAMELLIA-128-CBC", NID_camellia_128_cbc},
      {"CAMELLIA-256-CBC", NID_camellia_256_cbc},
      {"ARIA-128-CBC", NID_aria_128_cbc},
      {"ARIA-256-CBC", NID_aria_256_cbc},
      {"ARIA-128-GCM", NID_aria_128_gcm},
      {"ARIA-256-GCM", NID_aria_256_gcm},
      {"HMAC-MD5", NID_hmac_md5},
      {"HMAC-SHA-1", NID_hmacWithSHA1},
      {"HMAC-SHA-256", NID_hmacWithSHA256},
      {"HMAC-SHA-384", NID_hmacWithSHA384},
      {"RSASSA-PKCS1-MD5", NID_md5WithRSAEncryption},
      {"RSASSA-PKCS1-SHA-1", NID_sha1WithRSAEncryption},
      {"RSASSA-PKCS1-SHA-224", NID_sha224WithRSAEncryption},
      {"RSASSA-PKCS1-SHA-256", NID_sha256WithRSAEncryption},
      {"RSASSA-PKCS1-SHA-384", NID_sha384WithRSAEncryption},
      {"RSASSA-PKCS1-SHA-512", NID_sha512WithRSAEncryption},
      {"RSASSA-PSS-SHA-256", NID_rsassaPss},
      {"RSAES-PKCS1", NID_rsaEncryption},
      {"RSA", NID_rsaEncryption},
      {"DSA", NID_dsa},
      {"EC", NID_X9_62_id_ecPublicKey},
      {"ECDSA-SHA-1", NID_ecdsa_with_SHA1},
      {"ECDSA-SHA-224", NID_ecdsa_with_SHA224},
      {"ECDSA-SHA-256", NID_ecdsa_with_SHA256},
      {"ECDSA-SHA-384", NID_ecdsa_with_SHA384},
      {"ECDSA-SHA-512", NID_ecdsa_with_SHA512},
      {"DSA-SHA-1", NID_dsaWithSHA1},
      {"DSA-SHA-224", NID_dsa_with_SHA224},
      {"DSA-SHA-256", NID_dsa_with_SHA256},
      {"Ed25519", NID_ED25519},
      {"Ed448", NID_ED448},
      {"x25519", NID_X25519},
      {"x448", NID_X448},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.name));
    CHECK(OBJ_txt2nid(reports::oid_of(row.name).c_str()) == row.nid);
  }
  CHECK(reports::oid_of("Skipjack-80").empty());
  CHECK(reports::curve_of("secp256r1") == "secg/secp256r1");
  CHECK(reports::modular_strength(2048) == 112);
  CHECK_FALSE(reports::modular_strength(512));
}

TEST_CASE("SHA-256 is that of FIPS 180-4 and of libcrypto, at every length around a block's") {
  CHECK(reports::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  std::string text;
  for (int length = 0; length < 200; ++length) {
    unsigned char expected[32];
    REQUIRE(EVP_Digest(text.data(), text.size(), expected, nullptr, EVP_sha256(), nullptr) == 1);
    std::string digits;
    for (const auto octet : expected) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      digits += kDigits[octet >> 4];
      digits += kDigits[octet & 15];
    }
    CAPTURE(length);
    CHECK(reports::sha256(text) == digits);
    text += static_cast<char>(length * 37);
  }
}

TEST_CASE("bills of materials for the schema's test") {
  const auto* const folder = std::getenv("CBOM_FOLDER");
  std::size_t number = 0;
  const auto write = [&](const ScanRecord& record) {
    const auto text = text_of(record);
    CHECK(BillJson::accept(text));
    if (folder != nullptr)
      std::ofstream(std::filesystem::path(folder) / (std::to_string(number++) + ".cbom"), std::ios::binary) << text;
  };
  for (const auto& record : records()) write(record);
  for (const auto& row : reports::test::nasty_texts()) write(reports::test::poisoned(row.text));
}
