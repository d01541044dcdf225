// SPDX-License-Identifier: Apache-2.0
#include "reports/json_certificates.hpp"

#include "reports/escape.hpp"
#include "reports/json_values.hpp"
#include "tls/wire/base64.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using probe::CertificateFacts;

Json texts(const std::vector<std::string>& list) {
  Json json = Json::array();
  for (const auto& text : list) json.push_back(valid_utf8(text));
  return json;
}

Json to_json(const CertificateFacts& facts) {
  Json json{{"subject", valid_utf8(facts.subject)}, {"issuer", valid_utf8(facts.issuer)},
            {"serial", valid_utf8(facts.serial)},   {"dns_names", texts(facts.dns_names)},
            {"addresses", texts(facts.addresses)},  {"other_names", facts.other_names}};
  if (facts.not_before) json["not_before"] = to_rfc3339(*facts.not_before);
  if (facts.not_after) json["not_after"] = to_rfc3339(*facts.not_after);
  json["key_type"] = probe::to_string(facts.key_type);
  json["key_bits"] = facts.key_bits;
  if (!facts.curve.empty()) json["curve"] = valid_utf8(facts.curve);
  json["signature_hash"] = probe::to_string(facts.signature_hash);
  json["signature_key"] = probe::to_string(facts.signature_key);
  json["signature_algorithm"] = valid_utf8(facts.signature_algorithm);
  json["server_usage"] = probe::to_string(facts.server_usage);
  json["ca"] = facts.is_ca;
  json["self_signed"] = facts.self_signed;
  json["sha1"] = facts.sha1;
  json["sha256"] = valid_utf8(facts.sha256);
  return json;
}

Json to_json(const probe::ChainVerdict& verdict) {
  Json problems = Json::array();
  for (const auto problem : verdict.problems) problems.push_back(probe::to_string(problem));
  Json json{{"trusted", verdict.trusted()},
            {"problems", std::move(problems)},
            {"name", valid_utf8(verdict.name)},
            {"name_match", probe::to_string(verdict.name_match)}};
  if (!verdict.detail.empty()) json["detail"] = valid_utf8(verdict.detail);
  return json;
}

std::vector<std::string> read_texts(const Place& place) {
  std::vector<std::string> list;
  for (const auto& element : place.elements()) list.push_back(element.text());
  return list;
}

std::optional<tls::x509::Seconds> read_time(const Place& place, const char* name) {
  if (!place.has(name)) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(
      place.at(name).word(from_rfc3339, "a UTC time (2026-11-24T14:05:09.000Z)"));
}

CertificateFacts read_facts(const Place& place) {
  CertificateFacts facts;
  facts.subject = place.at("subject").text();
  facts.issuer = place.at("issuer").text();
  facts.serial = place.at("serial").text();
  facts.dns_names = read_texts(place.at("dns_names"));
  facts.addresses = read_texts(place.at("addresses"));
  facts.other_names = place.at("other_names").integer<std::uint32_t>();
  facts.not_before = read_time(place, "not_before");
  facts.not_after = read_time(place, "not_after");
  facts.key_type = place.at("key_type").word(probe::key_type_from, "a type of key");
  facts.key_bits = place.at("key_bits").integer<std::uint32_t>();
  if (place.has("curve")) facts.curve = place.at("curve").text();
  facts.signature_hash = place.at("signature_hash").word(probe::signature_hash_from, "a hash");
  facts.signature_key = place.at("signature_key").word(probe::signature_key_from, "a kind of signature");
  facts.signature_algorithm = place.at("signature_algorithm").text();
  facts.server_usage = place.at("server_usage").word(probe::server_usage_from, "a usage");
  facts.is_ca = place.at("ca").flag();
  facts.self_signed = place.at("self_signed").flag();
  facts.sha1 = place.at("sha1").text();
  facts.sha256 = place.at("sha256").text();
  return facts;
}

probe::ChainVerdict read_verdict(const Place& place) {
  probe::ChainVerdict verdict;
  for (const auto& element : place.at("problems").elements())
    verdict.problems.push_back(element.word(probe::chain_problem_from, "a problem of a chain"));
  if (place.at("trusted").flag() != verdict.trusted()) place.complain("trusted, with problems; or neither");
  verdict.name = place.at("name").text();
  verdict.name_match = place.at("name_match").word(probe::name_match_from, "how a name fits");
  if (place.has("detail")) verdict.detail = place.at("detail").text();
  return verdict;
}

}  // namespace

nlohmann::ordered_json chain_to_json(const probe::CertificateChain& chain) {
  Json list = Json::array(), versions = Json::array();
  for (const auto& certificate : chain.certificates) list.push_back(tls::to_base64(certificate));
  for (const auto version : chain.versions) versions.push_back(to_string(version));
  Json json{{"chain", std::move(list)}, {"exchange", chain.exchange}, {"versions", std::move(versions)}};
  if (!chain.facts.empty()) {
    Json facts = Json::array();
    for (const auto& each : chain.facts) facts.push_back(each ? to_json(*each) : Json(nullptr));
    json["facts"] = std::move(facts);
  }
  if (chain.verdict) json["verdict"] = to_json(*chain.verdict);
  if (!chain.named) json["named"] = false;
  return json;
}

probe::CertificateChain read_chain(const Place& place) {
  probe::CertificateChain chain;
  for (const auto& element : place.at("chain").elements()) {
    auto der = tls::from_base64(element.text());
    if (!der) element.complain("not Base64");
    chain.certificates.push_back(std::move(*der));
  }
  chain.exchange = place.at("exchange").integer<probe::ExchangeId>();
  if (place.has("versions"))
    for (const auto& element : place.at("versions").elements())
      chain.versions.push_back(element.word(tls::protocol_version_from, "a protocol version"));
  if (place.has("facts")) {
    for (const auto& element : place.at("facts").elements())
      chain.facts.push_back(element.is_null() ? std::nullopt : std::optional(read_facts(element)));
    if (chain.facts.size() != chain.certificates.size()) place.complain("not one fact a certificate");
  }
  if (place.has("verdict")) chain.verdict = read_verdict(place.at("verdict"));
  if (place.has("named")) chain.named = place.at("named").flag();
  return chain;
}

}  // namespace reports
