// SPDX-License-Identifier: Apache-2.0
// A cryptographic bill of materials: CycloneDX 1.7 (ECMA-424). Gateways, SSTP, TLS versions with their accepted suites,
// algorithms, certificates and keys. No identifier is random and all stands in the record's order, so that two bills
// can be compared line by line.
#include "probe/evidence/file.hpp"
#include "reports/cbom_algorithms.hpp"
#include "reports/escape.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"
#include "reports/sha256.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using probe::Rung;

/// As `sha256sum` says it of the file that -o json=FILE writes.
std::string digest_of(const probe::ScanRecord& record) {
  std::ostringstream text;
  write_json(text, record);
  return sha256(text.str());
}

/// How complete what a component says of its parts is (compositions.aggregate).
enum class Aggregate : std::uint8_t { complete, incomplete, unknown };
constexpr std::array kAggregates{Aggregate::complete, Aggregate::incomplete, Aggregate::unknown};

std::string_view to_string(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::complete:
      return "complete";
    case Aggregate::incomplete:
      return "incomplete";
    case Aggregate::unknown:
      break;
  }
  return "unknown";
}

struct Component {
  Json head;  ///< type, name and what else stands before the rest
  Json crypto = nullptr;
  Json properties = Json::array();
  Json occurrences = Json::array();
  std::optional<Rung> rung;  ///< the highest of the cells that show it
  std::vector<std::string> parts;
  std::optional<Aggregate> aggregate;
};

bool is_hexadecimal(std::string_view text, std::size_t size) {
  return text.size() == size && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Of every suite that the version has: whether each was asked, and answered.
bool is_whole(const probe::VersionResult& version) {
  if (!version.inconclusive.empty()) return false;
  std::set<tls::CipherSuite> known;
  for (const auto& cell : version.accepted) known.insert(cell.code);
  for (const auto& group : version.refused) known.insert(group.codes.begin(), group.codes.end());
  const auto suites = tls::cipher_suites();
  return std::all_of(suites.begin(), suites.end(), [&](const tls::CipherSuiteInfo& suite) {
    return !suite.versions.contains(version.version) || known.count(suite.code) == 1;
  });
}

class Bill {
 public:
  explicit Bill(const Subject& subject) : record_(subject.record), digest_(digest_of(subject.record)) {
    for (std::size_t at = 0; at < record_.targets.size(); ++at) add_target(at);
  }

  [[nodiscard]] Json json() const {
    Json json{{"$schema", "http://cyclonedx.org/schema/bom-1.7.schema.json"},
              {"bomFormat", "CycloneDX"},
              {"specVersion", "1.7"},
              {"version", 1},
              {"metadata", metadata()}};
    Json components = Json::array(), dependencies = Json::array();
    for (const auto& ref : order_) {
      const auto& component = components_.at(ref);
      components.push_back(component_json(ref, component));
      if (component.parts.empty())
        dependencies.push_back({{"ref", ref}});
      else
        dependencies.push_back({{"ref", ref}, {"dependsOn", component.parts}});
    }
    json["components"] = std::move(components);
    json["dependencies"] = std::move(dependencies);
    json["compositions"] = compositions();
    return json;
  }

 private:
  [[nodiscard]] Json metadata() const {
    Json tool{{"type", "application"}, {"name", "sstp-probe"}};
    // The schema bounds a version. Ours is short; a doctored record's need not be.
    constexpr std::size_t kMostVersion = 1024;
    const auto version = visible(record_.tool.version);
    if (!version.empty() && version.size() <= kMostVersion) tool["version"] = version;
    return {{"timestamp", to_rfc3339(record_.finished)},
            {"lifecycles", Json::array({{{"phase", "discovery"}}})},
            {"tools", {{"components", Json::array({std::move(tool)})}}},
            {"properties", Json::array({property("record-sha256", digest_)})}};
  }

  static Json property(std::string_view name, std::string_view value) {
    return {{"name", fmt::format("sstp-probe:{}", name)}, {"value", visible(value)}};
  }

  [[nodiscard]] Json component_json(const std::string& ref, const Component& component) const {
    Json json = component.head;
    json["bom-ref"] = ref;
    if (!component.crypto.is_null()) json["cryptoProperties"] = component.crypto;
    if (!component.occurrences.empty()) json["evidence"] = {{"occurrences", component.occurrences}};
    Json properties = component.properties;
    if (component.rung) properties.push_back(property("rung", to_string(*component.rung)));
    properties.push_back(property("record-sha256", digest_));
    json["properties"] = std::move(properties);
    return json;
  }

  /// One statement a degree, each with all that it is about.
  [[nodiscard]] Json compositions() const {
    Json list = Json::array();
    for (const auto aggregate : kAggregates) {
      std::vector<std::string> refs;
      for (const auto& ref : order_)
        if (components_.at(ref).aggregate == aggregate) refs.push_back(ref);
      if (refs.empty()) continue;
      list.push_back({{"aggregate", to_string(aggregate)}, {"assemblies", refs}, {"dependencies", refs}});
    }
    return list;
  }

  Component& component(const std::string& ref, Json head) {
    const auto [found, is_new] = components_.try_emplace(ref);
    if (is_new) {
      order_.push_back(ref);
      found->second.head = std::move(head);
    }
    return found->second;
  }

  static Json asset(const std::string& name) { return {{"type", "cryptographic-asset"}, {"name", name}}; }

  /// `place` is a JSON pointer into the record.
  void saw(Component& component, const std::string& place, const std::string& symbol, const std::string& context) {
    Json occurrence{{"location", fmt::format("{}#{}", probe::evidence::kRecordFile, place)}};
    if (!symbol.empty()) occurrence["symbol"] = visible(symbol);
    occurrence["additionalContext"] = visible(context);
    component.occurrences.push_back(std::move(occurrence));
  }

  static void part(Component& whole, const std::string& ref) {
    if (std::find(whole.parts.begin(), whole.parts.end(), ref) == whole.parts.end()) whole.parts.push_back(ref);
  }

  static void raise(Component& component, Rung rung) {
    component.rung = component.rung ? std::max(*component.rung, rung) : rung;
  }

  void add_target(std::size_t at) {
    const auto& target = record_.targets[at];
    const auto name = to_string(target.target);
    const auto ref = fmt::format("gateway-{}", at + 1);
    // References into the map stay valid when more is put in.
    auto& gateway = component(ref, {{"type", "platform"}, {"name", visible(name)}});
    if (!target.target.label.empty()) gateway.properties.push_back(property("label", target.target.label));
    if (!target.address.empty()) gateway.properties.push_back(property("address", target.address));
    gateway.properties.push_back(property("status", to_string(target.status)));
    saw(gateway, fmt::format("/targets/{}", at), "", name);
    gateway.aggregate = aggregate_of(target);
    if (!was_reached(target)) return;
    Component* sstp = nullptr;
    const auto sstp_ref = ref + "/sstp";
    for (std::size_t i = 0; i < target.versions.size(); ++i) {
      const auto& version = target.versions[i];
      if (version.accepted.empty()) continue;
      const auto version_ref = add_version(at, i, ref);
      // SSTP is there where a call went through, and nowhere else is it known to be.
      const bool called = components_.at(version_ref).rung == Rung::sstp;
      if (called && sstp == nullptr) {
        sstp = &add_sstp(at, sstp_ref);
        part(gateway, sstp_ref);
      }
      if (called) {
        part(*sstp, version_ref);
        sstp->crypto["protocolProperties"]["relatedCryptographicAssets"].push_back(
            {{"type", "protocol"}, {"ref", version_ref}});
      } else {
        part(gateway, version_ref);
      }
      if (const auto rung = components_.at(version_ref).rung) raise(gateway, *rung);
    }
    for (std::size_t i = 0; i < target.certificates.size(); ++i) add_chain(at, i, gateway);
  }

  static Aggregate aggregate_of(const probe::TargetRecord& target) {
    if (!was_reached(target)) return Aggregate::unknown;
    const bool whole = std::all_of(target.versions.begin(), target.versions.end(), is_whole) &&
                       target.versions.size() == tls::kProtocolVersions.size() && uncalled_cells(target) == 0 &&
                       target.status == probe::TargetStatus::complete && !has_unlike_servers(target);
    if (whole) return Aggregate::complete;
    const bool any = std::any_of(target.versions.begin(), target.versions.end(),
                                 [](const probe::VersionResult& version) { return !version.accepted.empty(); });
    return any ? Aggregate::incomplete : Aggregate::unknown;
  }

  static bool has_unlike_servers(const probe::TargetRecord& target) {
    return std::any_of(target.findings.begin(), target.findings.end(), [](const probe::Finding& finding) {
      return finding.kind == probe::FindingKind::servers_differ;
    });
  }

  Component& add_sstp(std::size_t at, const std::string& ref) {
    const auto& target = record_.targets[at];
    auto& sstp = component(ref, asset("SSTP"));
    sstp.crypto = {{"assetType", "protocol"}, {"protocolProperties", {{"type", "sstp"}}}};
    sstp.rung = Rung::sstp;
    saw(sstp, fmt::format("/targets/{}/sstp", at), "",
        fmt::format("{}: {} of {} calls went through", to_string(target.target), target.sstp.connected,
                    target.sstp.calls));
    sstp.aggregate =
        uncalled_cells(target) == 0 && !has_unlike_servers(target) ? Aggregate::complete : Aggregate::incomplete;
    return sstp;
  }

  std::string add_version(std::size_t at, std::size_t index, const std::string& gateway) {
    const auto& target = record_.targets[at];
    const auto& version = target.versions[index];
    const auto ref = fmt::format("{}/{}", gateway, tls::to_string(version.version));
    auto& protocol = component(ref, asset(version_name(version.version)));
    Json suites = Json::array();
    bool whole = true;
    for (std::size_t i = 0; i < version.accepted.size(); ++i) {
      const auto& cell = version.accepted[i];
      const auto made_of = algorithms_of(target, version.version, cell);
      const auto place = fmt::format("/targets/{}/versions/{}/accepted/{}", at, index, i);
      const auto name = tls::to_string(cell.code);
      const auto context = fmt::format("{}, {}, rung {}, exchange {}{}", to_string(target.target),
                                       version_name(version.version), to_string(cell.rung), cell.exchange,
                                       cell.is_mixed() ? ", by some of the unlike servers alone" : "");
      saw(protocol, place, name, context);
      raise(protocol, cell.rung);
      whole = whole && made_of.whole && !cell.is_uncalled();
      Json suite{{"name", name}};
      suite["algorithms"] = Json::array();
      for (const auto& algorithm : made_of.algorithms) {
        const auto algorithm_ref = add_algorithm(algorithm, place, name, context, cell.rung);
        suite["algorithms"].push_back(algorithm_ref);
        part(protocol, algorithm_ref);
      }
      suite["identifiers"] = octets_of(cell.code);
      if (!made_of.groups.empty()) suite["tlsGroups"] = made_of.groups;
      if (!made_of.schemes.empty()) suite["tlsSignatureSchemes"] = made_of.schemes;
      suites.push_back(std::move(suite));
    }
    // SSL has no type of its own there; whoever looks for old TLS has to find it.
    const auto number = version_name(version.version);
    protocol.crypto = {{"assetType", "protocol"},
                       {"protocolProperties",
                        {{"type", "tls"},
                         {"version", number.starts_with("TLS ") ? number.substr(4) : number},
                         {"cipherSuites", std::move(suites)}}}};
    protocol.aggregate =
        whole && is_whole(version) && !has_unlike_servers(target) ? Aggregate::complete : Aggregate::incomplete;
    return ref;
  }

  /// "0xC0", "0x2F": as IANA writes them.
  static Json octets_of(tls::CipherSuite suite) {
    Json octets = Json::array();
    const auto code = static_cast<std::uint32_t>(suite);
    for (const int shift : {16, 8, 0})
      if (shift != 16 || tls::is_ssl2_kind(suite)) octets.push_back(fmt::format("0x{:02X}", (code >> shift) & 0xFFU));
    return octets;
  }

  /// Where it was seen first in each version of a target is enough: the versions name every cell.
  std::string add_algorithm(const Algorithm& algorithm, const std::string& place, const std::string& symbol,
                            const std::string& context, std::optional<Rung> rung) {
    const auto ref = "algorithm/" + algorithm.name;
    auto& made = component(ref, asset(algorithm.name));
    if (made.crypto.is_null()) {
      Json properties{{"primitive", algorithm.primitive}};
      const auto put = [&](const char* key, const std::string& value) {
        if (!value.empty()) properties[key] = value;
      };
      put("algorithmFamily", algorithm.family);
      put("parameterSetIdentifier", algorithm.parameter_set);
      put("ellipticCurve", algorithm.curve);
      put("mode", algorithm.mode);
      put("padding", algorithm.padding);
      if (algorithm.bits) properties["classicalSecurityLevel"] = *algorithm.bits;
      if (algorithm.category) properties["nistQuantumSecurityLevel"] = *algorithm.category;
      made.crypto = {{"assetType", "algorithm"}, {"algorithmProperties", std::move(properties)}};
      if (!algorithm.oid.empty()) made.crypto["oid"] = algorithm.oid;
    }
    if (rung) raise(made, *rung);
    const auto within = place.substr(0, place.rfind('/'));
    if (seen_.emplace(ref, within).second) saw(made, place, symbol, context);
    return ref;
  }

  void add_chain(std::size_t at, std::size_t index, Component& gateway) {
    const auto& target = record_.targets[at];
    const auto& chain = target.certificates[index];
    for (std::size_t i = 0; i < chain.certificates.size(); ++i) {
      const auto place = fmt::format("/targets/{}/certificates/{}", at, index);
      const auto context = fmt::format("{}, certificate {} of a chain of {}, exchange {}{}", to_string(target.target),
                                       i + 1, chain.certificates.size(), chain.exchange,
                                       chain.named ? "" : ", shown to hellos without the target's name alone");
      const bool known = i < chain.facts.size() && chain.facts[i];
      // A doctored record may say anything in place of a digest.
      const auto digest = known && is_hexadecimal(chain.facts[i]->sha256, 64)
                              ? chain.facts[i]->sha256
                              : fmt::format("{}/{}/{}", at + 1, index + 1, i + 1);
      const auto ref = "certificate/" + digest;
      part(gateway, ref);
      auto& made = component(ref, asset(known ? visible(chain.facts[i]->subject) : "unreadable certificate"));
      if (made.crypto.is_null()) made.crypto = {{"assetType", "certificate"}};
      saw(made, fmt::format("{}/chain/{}", place, i), "", context);
      if (!known) {
        made.aggregate = Aggregate::unknown;
        gateway.aggregate = std::max(*gateway.aggregate, Aggregate::incomplete);
        continue;
      }
      if (!made.crypto.contains("certificateProperties"))
        describe(made, "key-of-certificate/" + digest, *chain.facts[i], fmt::format("{}/facts/{}", place, i), context);
    }
  }

  void describe(Component& made, const std::string& key_ref, const probe::CertificateFacts& facts,
                const std::string& place, const std::string& context) {
    Json properties{{"serialNumber", visible(facts.serial)},
                    {"subjectName", visible(facts.subject)},
                    {"issuerName", visible(facts.issuer)}};
    if (facts.not_before) properties["notValidBefore"] = to_rfc3339(*facts.not_before);
    if (facts.not_after) properties["notValidAfter"] = to_rfc3339(*facts.not_after);
    properties["certificateFormat"] = "X.509";
    if (is_hexadecimal(facts.sha256, 64)) properties["fingerprint"] = {{"alg", "SHA-256"}, {"content", facts.sha256}};
    Json related = Json::array();
    if (const auto signature = signature_of(facts)) {
      const auto ref = add_algorithm(*signature, place, "", context, std::nullopt);
      related.push_back({{"type", "algorithm"}, {"ref", ref}});
      part(made, ref);
    } else {
      made.aggregate = Aggregate::incomplete;
      made.properties.push_back(property("signature-algorithm", facts.signature_algorithm));
    }
    add_key(key_ref, facts, place, context);
    related.push_back({{"type", "publicKey"}, {"ref", key_ref}});
    part(made, key_ref);
    properties["relatedCryptographicAssets"] = std::move(related);
    made.crypto["certificateProperties"] = std::move(properties);
  }

  void add_key(const std::string& ref, const probe::CertificateFacts& facts, const std::string& place,
               const std::string& context) {
    auto& key = component(ref, asset(fmt::format("public key, {}", probe::to_string(facts.key_type))));
    Json properties{{"type", "public-key"}};
    // A certificate's dates are what is known of its key's.
    if (facts.not_before) properties["activationDate"] = to_rfc3339(*facts.not_before);
    if (facts.not_after) properties["expirationDate"] = to_rfc3339(*facts.not_after);
    if (facts.key_bits != 0) properties["size"] = facts.key_bits;
    if (const auto algorithm = key_of(facts)) {
      const auto algorithm_ref = add_algorithm(*algorithm, place, "", context, std::nullopt);
      properties["relatedCryptographicAssets"] = Json::array({{{"type", "algorithm"}, {"ref", algorithm_ref}}});
      part(key, algorithm_ref);
    } else {
      key.aggregate = Aggregate::unknown;
    }
    key.crypto = {{"assetType", "related-crypto-material"}, {"relatedCryptoMaterialProperties", std::move(properties)}};
    saw(key, place, "", context);
  }

  const probe::ScanRecord& record_;
  std::string digest_;
  std::vector<std::string> order_;  ///< of the references, as they came
  std::map<std::string, Component> components_;
  std::set<std::pair<std::string, std::string>> seen_;  ///< an algorithm, and the version's cells that showed it
};

}  // namespace

/// ASCII alone, so that nothing in it can act on a terminal.
void write_cbom(std::ostream& out, const Subject& subject) { out << Bill(subject).json().dump(2, ' ', true) << '\n'; }

}  // namespace reports
