// SPDX-License-Identifier: Apache-2.0
#include "reports/client_advice.hpp"

#include "probe/clients/registry/registry_text.hpp"
#include "reports/catalogue.hpp"
#include "reports/escape.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <string_view>
#include <utility>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using probe::registry::Level;

std::string_view word_of(Level level) {
  switch (level) {
    case Level::fine:
      return "fine";
    case Level::note:
      return "note";
    case Level::unknown:
      return "unknown";
    case Level::change:
      return "change";
  }
  return {};
}

Json to_json(const probe::registry::HandshakeDiagnosis& handshake) {
  Json json = Json::object();
  if (handshake.offers) {
    json["offers"] = Json::array();
    for (const auto version : tls::kProtocolVersions)
      if (handshake.offers->contains(version)) json["offers"].push_back(to_string(version));
  }
  json["remarks"] = Json::array();
  for (const auto& remark : handshake.remarks)
    json["remarks"].push_back({{"level", word_of(remark.level)}, {"text", valid_utf8(english(remark.text))}});
  return json;
}

Json to_json(const ClientAdvice::At& at) {
  const auto& diagnosis = at.diagnosis;
  Json json{{"gateway", valid_utf8(at.gateway.name)}, {"verdict", word_of(diagnosis.verdict())}};
  if (diagnosis.windows != nullptr) json["windows"] = diagnosis.windows->id;
  json["outside"] = to_json(diagnosis.outer);
  json["suites"] = to_json(diagnosis.suites);
  json["suites"]["common"] = Json::array();
  for (const auto code : diagnosis.common_suites)
    json["suites"]["common"].push_back({{"code", code_string(code)}, {"name", to_string(code)}});
  json["inside"] = to_json(diagnosis.inner);
  return json;
}

/// cmd.exe takes LF as well, Notepad of old did not.
std::string with_crlf(std::string_view text) {
  std::string result;
  for (const char letter : text) result += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  return result;
}

}  // namespace

void write_changes_reg(std::ostream& out, const ClientAdvice& advice) {
  out << probe::registry::regedit_text(probe::registry::reg_file_of(advice.changes));
}

void write_changes_undo(std::ostream& out, const ClientAdvice& advice) {
  out << probe::registry::regedit_text(probe::registry::undo_file_of(advice.changes, advice.before));
}

void write_changes_commands(std::ostream& out, const ClientAdvice& advice) {
  out << with_crlf(probe::registry::commands_of(advice.changes));
}

void write_advice_json(std::ostream& out, const ClientAdvice& advice) {
  auto gateways = Json::array(), changes = Json::array();
  for (const auto& at : advice.gateways) gateways.push_back(to_json(at));
  for (const auto& change : advice.changes)
    changes.push_back({{"key", change.key}, {"name", change.name}, {"value", change.value}});
  const Json json{{"gateways", std::move(gateways)}, {"changes", std::move(changes)}};
  out << json.dump(2, ' ', true) << '\n';
}

template <>
std::span<const Format<ClientAdvice>> formats<ClientAdvice>() {
  static constexpr std::array kFormats{
      Format<ClientAdvice>{{.word = "reg", .summary = "what to change, as a .reg file"}, write_changes_reg},
      Format<ClientAdvice>{{.word = "commands", .summary = "the same as lines of 'reg add'"}, write_changes_commands},
      Format<ClientAdvice>{{.word = "undo", .summary = "a .reg file that takes either back"}, write_changes_undo},
      Format<ClientAdvice>{{.word = "json", .summary = "diagnosis and changes, for programs"}, write_advice_json}};
  return kFormats;
}

}  // namespace reports
