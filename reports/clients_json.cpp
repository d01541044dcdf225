// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/client_offer.hpp"
#include "probe/clients/forecast.hpp"
#include "probe/clients/observed.hpp"
#include "reports/catalogue.hpp"
#include "reports/clients.hpp"
#include "reports/escape.hpp"
#include "reports/json_message.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <set>
#include <string>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVersion = "2.0";

Json to_json(const probe::Forecast& row) {
  Json json{{"client", row.profile->id},
            {"label", row.profile->label},
            {"state", to_string(row.state)},
            {"verdict", to_string(row.verdict)}};
  if (row.version) json["version"] = to_string(*row.version);
  Json suites = Json::array();
  for (const auto code : row.suites) suites.push_back({{"code", code_string(code)}, {"name", to_string(code)}});
  json["suites"] = std::move(suites);
  if (row.rung) json["rung"] = to_string(*row.rung);
  if (row.reason) json["reason"] = to_string(*row.reason);
  if (row.error) {
    json["error"] = {
        {"code", *row.error < 0x10000 ? fmt::format("{}", *row.error) : fmt::format("0x{:08X}", *row.error)}};
    if (const auto* const error = probe::find_windows_error(*row.error)) json["error"]["name"] = error->name;
  }
  if (!row.why.empty()) json["why"] = message_to_json(row.why);
  if (!row.fix.empty()) json["fix"] = message_to_json(row.fix);
  Json inferences = Json::array();
  for (const auto inference : row.inferences) inferences.push_back(to_string(inference));
  json["inferences"] = std::move(inferences);
  return json;
}

std::string_view kind_word(probe::Observed::Kind kind) {
  switch (kind) {
    case probe::Observed::Kind::not_sent:
      return "not-sent";
    case probe::Observed::Kind::selected:
      return "selected";
    case probe::Observed::Kind::alert:
      return "alert";
    case probe::Observed::Kind::closed:
      return "closed";
    case probe::Observed::Kind::silent:
      return "silent";
    case probe::Observed::Kind::unclear:
      return "unclear";
  }
  return {};
}

std::string_view agreement_word(probe::Agreement agreement) {
  switch (agreement) {
    case probe::Agreement::not_compared:
      return "not-compared";
    case probe::Agreement::agrees:
      return "agrees";
    case probe::Agreement::mismatch:
      return "mismatch";
  }
  return {};
}

/// What the server did with this client's own hello.
Json observed_to_json(const probe::Forecast& row) {
  const auto& seen = row.seen;
  Json json{{"answer", kind_word(seen.kind)}, {"agreement", agreement_word(row.agreement)}};
  if (seen.version) json["version"] = to_string(*seen.version);
  if (seen.suite) json["suite"] = code_string(*seen.suite);
  if (seen.alert) json["alert"] = static_cast<unsigned>(*seen.alert);
  if (seen.exchange != 0) json["exchange"] = seen.exchange;
  if (row.agreement == probe::Agreement::mismatch && row.expected.version) {
    json["expected"] = {{"version", to_string(*row.expected.version)}, {"suites", Json::array()}};
    for (const auto code : row.expected.suites) json["expected"]["suites"].push_back(code_string(code));
  }
  json["extension_order_of"] = probe::shape_source(*row.profile, row.state);
  return json;
}

Json to_json(const probe::ScanRecord& record, const probe::TargetRecord& target) {
  Json json{{"name", valid_utf8(to_string(target.target))}, {"status", to_string(target.status)}};
  if (!target.problem.empty()) json["problem"] = message_to_json(target.problem);
  Json clients = Json::array();
  std::set<probe::Inference> used;
  for (const auto& row : probe::forecast(record, target)) {
    auto client = to_json(row);
    if (row.seen.kind != probe::Observed::Kind::not_sent) client["observed"] = observed_to_json(row);
    clients.push_back(std::move(client));
    used.insert(row.inferences.begin(), row.inferences.end());
  }
  json["clients"] = std::move(clients);
  json["inferences"] = Json::object();
  const Words english(Language::en);
  for (const auto inference : used)
    json["inferences"][std::string(to_string(inference))] = english.term("inference", to_string(inference));
  return json;
}

}  // namespace

void write_clients_json(std::ostream& out, const probe::ScanRecord& record) {
  Json targets = Json::array();
  for (const auto& target : record.targets) targets.push_back(to_json(record, target));
  const Json json{{"clients_version", kVersion},
                  {"tool", {{"name", valid_utf8(record.tool.name)}, {"version", valid_utf8(record.tool.version)}}},
                  {"targets", std::move(targets)}};
  out << json.dump(2, ' ', true) << '\n';
}

template <>
std::span<const Format<ClientList>> formats<ClientList>() {
  static constexpr std::array kFormats{
      Format<ClientList>{{.word = "json", .summary = "each client and what becomes of it, for programs"},
                         [](std::ostream& out, const ClientList& list) { write_clients_json(out, list.record); }}};
  return kFormats;
}

}  // namespace reports
