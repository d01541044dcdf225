// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/request/output_request.hpp"

#include "probe/cli/output/printable.hpp"

#include <algorithm>

namespace probe::cli {
namespace {

constexpr std::string_view kPdf = "pdf";

std::string known_formats() {
  std::string words;
  for (const auto& format : reports::formats()) words += (words.empty() ? "" : ", ") + std::string(format.word);
  return words + ", " + std::string(kPdf);
}

Parsed<OutputRequest> parse_output(const std::string& text) {
  const auto equals = text.find('=');
  const auto word = text.substr(0, equals);
  const bool on_paper = word == kPdf;
  const auto* const format = reports::find_format(on_paper ? "html" : word);
  if (format == nullptr) return UsageError{"-o: " + quote(word) + " is not a format: " + known_formats()};
  if (equals == std::string::npos || equals + 1 == text.size()) {
    return UsageError{"-o: say where to, as " + printable(word) + "=FILE, or " + printable(word) +
                      "=- for standard output"};
  }
  return OutputRequest{format, on_paper, text.substr(equals + 1)};
}

}  // namespace

Parsed<std::vector<OutputRequest>> parse_outputs(const std::vector<std::string>& texts) {
  std::vector<OutputRequest> outputs;
  for (const auto& text : texts) {
    auto output = parse_output(text);
    if (!output) return output.error();
    const auto& path = output->path;
    if (std::any_of(outputs.begin(), outputs.end(), [&](const auto& other) { return other.path == path; })) {
      const auto place = output->to_stdout() ? std::string("standard output") : quote(path);
      return UsageError{"-o: two reports cannot both go to " + place};
    }
    outputs.push_back(*std::move(output));
  }
  return outputs;
}

Parsed<std::vector<OutputRequest>> parse_record_outputs(const std::vector<std::string>& texts) {
  auto outputs = parse_outputs(texts);
  if (!outputs) return outputs;
  for (const auto& output : *outputs) {
    if (output.format->needs == reports::Format::Needs::record) continue;
    return UsageError{"-o: " + std::string(output.format->word) +
                      " cannot be made from a record, which holds no octets: write it with the scan"};
  }
  return outputs;
}

Parsed<std::optional<std::string>> parse_json_output(const std::vector<std::string>& texts) {
  std::optional<std::string> json;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    if (text.substr(0, equals) != "json")
      return UsageError{"-o: " + quote(text.substr(0, equals)) + " is not a format: json is"};
    if (equals == std::string::npos || equals + 1 == text.size())
      return UsageError{"-o: say where to, as json=FILE, or json=- for standard output"};
    if (json) return UsageError{"-o: one is enough here"};
    json = text.substr(equals + 1);
  }
  return json;
}

}  // namespace probe::cli
