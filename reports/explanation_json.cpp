// SPDX-License-Identifier: Apache-2.0
#include "reports/escape.hpp"
#include "reports/explanation.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <string_view>
#include <utility>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using probe::CodeDomain;
using probe::CodeSpelling;

std::string_view word_of(CodeSpelling spelling) {
  switch (spelling) {
    case CodeSpelling::name:
      return "name";
    case CodeSpelling::as_written:
      return "as_written";
    case CodeSpelling::negative:
      return "negative";
    case CodeSpelling::sign_dropped:
      return "sign_dropped";
    case CodeSpelling::bare_hex:
      return "bare_hex";
  }
  return {};
}

std::string_view word_of(CodeDomain domain) {
  switch (domain) {
    case CodeDomain::hresult:
      return "hresult";
    case CodeDomain::ras:
      return "ras";
    case CodeDomain::win32:
      return "win32";
    case CodeDomain::ras_in_hresult:
      return "ras_in_hresult";
  }
  return {};
}

Json lines_of(std::string_view text) {
  auto lines = Json::array();
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    lines.push_back(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return lines;
}

Json to_json(const probe::CodeReading& reading) {
  Json json{{"value", reading.value}, {"spelling", word_of(reading.spelling)}, {"domain", word_of(reading.domain)}};
  if (reading.error == nullptr) return json;
  const auto& error = *reading.error;
  json["name"] = error.name;
  json["message"] = error.message;
  json["causes"] = lines_of(error.causes);
  json["causes_are_confirmed"] = error.cause_confidence == probe::Confidence::confirmed;
  json["checks"] = lines_of(error.checks);
  json["source"] = error.source;
  return json;
}

}  // namespace

void write_explanation_json(std::ostream& out, const Explanation& explanation) {
  auto readings = Json::array();
  for (const auto& reading : explanation.readings) readings.push_back(to_json(reading));
  const Json json{{"written", valid_utf8(explanation.written)}, {"readings", std::move(readings)}};
  out << json.dump(2, ' ', true) << '\n';
}

template <>
std::span<const Format<Explanation>> formats<Explanation>() {
  static constexpr std::array kFormats{Format<Explanation>{
      {.word = "json", .summary = "each reading of the code, for programs"}, write_explanation_json}};
  return kFormats;
}

}  // namespace reports
