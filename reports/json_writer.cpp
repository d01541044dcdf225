// SPDX-License-Identifier: Apache-2.0
#include "reports/escape.hpp"
#include "reports/json_certificates.hpp"
#include "reports/json_list.hpp"
#include "reports/json_message.hpp"
#include "reports/json_server.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

Json codes(const std::vector<tls::CipherSuite>& suites) {
  Json::array_t list;
  list.reserve(suites.size());
  for (const auto code : suites) list.emplace_back(code_string(code));
  return list;
}

Json to_json(const probe::ToolInfo& tool) {
  return {
      {"name", valid_utf8(tool.name)}, {"version", valid_utf8(tool.version)}, {"openssl", valid_utf8(tool.openssl)}};
}

Json to_json(const probe::ScanOptions& options) {
  Json versions = Json::array();
  for (const auto version : options.versions) versions.push_back(to_string(version));
  Json json{{"versions", std::move(versions)},
            {"suites", codes(options.suites)},
            {"thorough", options.thorough},
            {"strict", options.strict},
            {"all_addresses", options.all_addresses},
            {"depth", to_string(options.depth)},
            {"sstp_concurrency", options.sstp_concurrency},
            {"max_connections", options.max_connections},
            {"parallel", options.parallel},
            {"retries", options.retries},
            {"timeout", seconds(options.timeout)},
            {"deadline", seconds(options.deadline)},
            {"delay", seconds(options.delay)}};
  if (options.gentle) json["gentle"] = true;
  if (options.seeks_absence) json["seeks_absence"] = true;
  return json;
}

Json to_json(const probe::Climb& climb) {
  Json json{{"exchange", climb.exchange}};
  if (climb.halt) json["halt"] = to_string(*climb.halt);
  if (!climb.detail.empty()) json["detail"] = valid_utf8(climb.detail);
  if (!climb.correlation_id.empty()) json["correlation_id"] = climb.correlation_id;
  if (climb.status) json["status"] = *climb.status;
  Json times = Json::object();
  if (climb.tls) times["tls"] = seconds(*climb.tls);
  if (climb.http) times["http"] = seconds(*climb.http);
  if (climb.sstp) times["sstp"] = seconds(*climb.sstp);
  json["times"] = std::move(times);
  return json;
}

Json to_json(const probe::SstpFacts& facts) {
  Json json{{"calls", facts.calls}, {"connected", facts.connected}};
  if (facts.hash_bitmask) json["hash_bitmask"] = *facts.hash_bitmask;
  if (facts.server) json["server"] = valid_utf8(*facts.server);
  json["deviations"] = Json::array();
  for (const auto& deviation : facts.deviations) json["deviations"].push_back(valid_utf8(deviation));
  Json leaves = Json::array();
  for (const auto& leaf : facts.leaves) leaves.push_back({{"sha1", leaf.sha1}, {"sha256", leaf.sha256}});
  json["leaves"] = std::move(leaves);
  for (const auto& trial : facts.trials) {
    Json one{
        {"request", to_string(trial.request)}, {"exchange", trial.exchange}, {"outcome", to_string(trial.outcome)}};
    if (trial.status) one["status"] = *trial.status;
    json["trials"].push_back(std::move(one));
  }
  return json;
}

Json to_json(const probe::AcceptedSuite& suite) {
  Json json{{"code", code_string(suite.code)}, {"name", to_string(suite.code)}};
  const auto* info = tls::find_cipher_suite(suite.code);
  if (info != nullptr && !info->openssl_name.empty()) json["openssl_name"] = info->openssl_name;
  json["rung"] = to_string(suite.rung);
  if (suite.group) json["group"] = to_string(*suite.group);
  if (suite.key_bits) json["key_bits"] = *suite.key_bits;
  json["exchange"] = suite.exchange;
  for (const auto need : suite.needs) json["needs"].push_back(to_string(need));
  if (suite.answers) json["answers"] = {{"accepted", suite.answers->accepted}, {"refused", suite.answers->refused}};
  if (suite.climb) json["climb"] = to_json(*suite.climb);
  return json;
}

void put_alert(Json& json, const std::optional<tls::AlertDescription>& alert) {
  if (alert) json["alert"] = static_cast<unsigned>(*alert);
}

Json to_json(const probe::VersionResult& version) {
  Json json{{"version", to_string(version.version)},
            {"outcome", to_string(version.outcome)},
            {"reason", to_string(version.reason)}};
  if (version.preferred) json["preferred"] = code_string(*version.preferred);
  Json refused = Json::array(), inconclusive = Json::array();
  for (const auto& group : version.refused) {
    refused.push_back({{"codes", codes(group.codes)},
                       {"basis", to_string(group.basis)},
                       {"reason", to_string(group.reason)},
                       {"exchange", group.exchange}});
    put_alert(refused.back(), group.alert);
  }
  for (const auto& group : version.inconclusive) {
    inconclusive.push_back(
        {{"codes", codes(group.codes)}, {"reason", to_string(group.reason)}, {"exchange", group.exchange}});
    put_alert(inconclusive.back(), group.alert);
  }
  json["accepted"] = list_of(version.accepted, to_json);
  json["refused"] = std::move(refused);
  json["inconclusive"] = std::move(inconclusive);
  return json;
}

Json to_json(const probe::CertificateChain& chain) { return chain_to_json(chain); }

Json to_json(const probe::Finding& finding) {
  Json json{{"kind", to_string(finding.kind)}, {"message", message_to_json(finding.text)}};
  if (finding.version) json["version"] = to_string(*finding.version);
  json["codes"] = codes(finding.codes);
  json["exchanges"] = finding.exchanges;
  return json;
}

Json to_json(const probe::ExchangeSummary& exchange) {
  Json json = object_with_room();
  json["id"] = exchange.id;
  json["purpose"] = to_string(exchange.purpose);
  json["version"] = to_string(exchange.version);
  json["shape"] = to_string(exchange.shape);
  json["codes"] = codes(exchange.codes);
  json["started"] = seconds(exchange.started);
  json["lasted"] = seconds(exchange.lasted);
  json["response"] = to_string(exchange.response);
  if (!exchange.selected.empty()) json["selected"] = codes(exchange.selected);
  if (exchange.selected_version) json["selected_version"] = to_string(*exchange.selected_version);
  if (!exchange.detail.empty()) json["detail"] = valid_utf8(exchange.detail);
  json["sent"] = exchange.sent;
  json["received"] = exchange.received;
  if (!exchange.extensions.empty()) json["extensions"] = extensions_to_json(exchange.extensions);
  if (exchange.compression) json["compression"] = *exchange.compression;
  if (exchange.signature_scheme) json["signature_scheme"] = to_string(*exchange.signature_scheme);
  if (!exchange.client.empty()) json["client"] = valid_utf8(exchange.client);
  put_alert(json, exchange.alert);
  if (!exchange.named) json["named"] = false;
  if (!exchange.variant.empty()) json["variant"] = valid_utf8(exchange.variant);
  if (exchange.retry_suite) json["retry_suite"] = code_string(*exchange.retry_suite);
  if (exchange.group) json["group"] = to_string(*exchange.group);
  if (exchange.key_bits) json["key_bits"] = *exchange.key_bits;
  if (!exchange.leaf.empty()) json["leaf"] = valid_utf8(exchange.leaf);
  if (!exchange.local.empty()) json["local"] = exchange.local;
  if (exchange.frames) json["frames"] = {{"first", exchange.frames->first}, {"last", exchange.frames->last}};
  return json;
}

Json to_json(const probe::TargetRecord& record);

Json to_json(const probe::TargetRecord& record) {
  const probe::Target& target = record.target;
  Json json = object_with_room();
  json["name"] = valid_utf8(to_string(target));
  json["host"] = valid_utf8(target.host);
  json["port"] = target.port;
  json["address"] = valid_utf8(record.address);
  if (!record.proxy.empty()) json["proxy"] = valid_utf8(record.proxy);
  json["sni"] = target.sni ? Json(valid_utf8(*target.sni)) : Json(nullptr);
  if (!target.label.empty()) json["label"] = valid_utf8(target.label);
  if (!target.purpose.empty()) json["purpose"] = valid_utf8(target.purpose);
  if (!target.owner.empty()) json["owner"] = valid_utf8(target.owner);
  if (!target.site.empty()) json["site"] = valid_utf8(target.site);
  if (target.origin) json["origin"] = {{"file", valid_utf8(target.origin->file)}, {"line", target.origin->line}};
  if (target.connect) {
    json["connect"] = {{"host", valid_utf8(target.connect->host)}};
    if (target.connect->port) json["connect"]["port"] = *target.connect->port;
  }
  json["family"] = target.family == probe::AddressFamily::ipv4   ? "ipv4"
                   : target.family == probe::AddressFamily::ipv6 ? "ipv6"
                                                                 : "any";
  json["status"] = to_string(record.status);
  if (!record.problem.empty()) json["problem"] = message_to_json(record.problem);
  json["versions"] = list_of(record.versions, to_json);
  json["certificates"] = list_of(record.certificates, to_json);
  json["server"] = server_to_json(record.server);
  json["sstp"] = to_json(record.sstp);
  json["findings"] = list_of(record.findings, to_json);
  json["exchanges"] = list_of(record.exchanges, to_json);
  json["stats"] = {{"connections", record.stats.connections},
                   {"features", record.stats.features},
                   {"calls", record.stats.calls},
                   {"seconds", seconds(record.stats.elapsed)},
                   {"slowdowns", record.stats.slowdowns}};
  if (record.stats.clients != 0) json["stats"]["clients"] = record.stats.clients;
  if (record.stats.unused != 0) json["stats"]["unused"] = record.stats.unused;
  return json;
}

/// ASCII alone, so that nothing in it can act on a terminal.
std::string dumped(const Json& json, int indent) { return json.dump(indent, ' ', true); }

}  // namespace

void write_json(std::ostream& out, const probe::ScanRecord& record) {
  Json json{{"schema_version", kSchemaVersion},      {"tool", to_json(record.tool)},
            {"started", to_rfc3339(record.started)}, {"finished", to_rfc3339(record.finished)},
            {"options", to_json(record.options)},    {"targets", list_of(record.targets, to_json)}};
  out << dumped(json, 2) << '\n';
}

void write_ndjson_line(std::ostream& out, const probe::ToolInfo& tool, const probe::ScanOptions& options,
                       const probe::TargetRecord& target) {
  const Json json{{"schema_version", kSchemaVersion},
                  {"tool", to_json(tool)},
                  {"options", to_json(options)},
                  {"target", to_json(target)}};
  out << dumped(json, -1) << '\n';
}

void write_ndjson(std::ostream& out, const probe::ScanRecord& record) {
  for (const auto& target : record.targets) write_ndjson_line(out, record.tool, record.options, target);
}

}  // namespace reports
