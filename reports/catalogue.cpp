// SPDX-License-Identifier: Apache-2.0
#include "reports/catalogue.hpp"

#include "reports/embedded.hpp"

#include <fmt/args.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace reports {
namespace {

std::string_view file_of(Language language) {
  switch (language) {
    case Language::en:
      return embedded::words_en;
    case Language::ja:
      return embedded::words_ja;
  }
  return embedded::words_en;
}

void flatten(const nlohmann::json& node, const std::string& id, std::map<std::string, std::string>& texts) {
  if (node.is_string()) {
    texts.emplace(id, node.get<std::string>());
    return;
  }
  for (const auto& [key, child] : node.items()) flatten(child, id.empty() ? key : id + "." + key, texts);
}

}  // namespace

Words::Words(Language language) : language_(language), texts_(&texts_of(language)) {}

const Words::Texts& Words::texts_of(Language language) {
  const auto read = [](Language of) {
    Texts texts;
    flatten(nlohmann::json::parse(file_of(of)), "", texts);
    return texts;
  };
  static const std::array<Texts, kLanguages.size()> all = [&read] {
    std::array<Texts, kLanguages.size()> files;
    for (const auto& each : kLanguages) files.at(static_cast<std::size_t>(each.language)) = read(each.language);
    return files;
  }();
  return all.at(static_cast<std::size_t>(language));
}

std::string Words::say(const probe::Message& message) const {
  if (message.empty()) return {};
  const auto& form = message.form();
  std::optional<std::uint64_t> first_number;
  fmt::dynamic_format_arg_store<fmt::format_context> places;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const auto& argument = message.arguments().at(at);
    if (const auto* number = std::get_if<std::uint64_t>(&argument); number != nullptr && !first_number)
      first_number = *number;
    places.push_back(fmt::arg(std::string(form.parameters.at(at).name).c_str(), say(form.parameters.at(at), argument)));
  }
  const auto id = "message." + std::string(form.id);
  const auto counted = texts_->find(id + (first_number == 1 ? ".one" : ".many"));
  return fmt::vformat(counted != texts_->end() ? counted->second : (*this)(id), places);
}

std::string Words::say(const probe::Parameter& parameter, const probe::Argument& argument) const {
  if (const auto* number = std::get_if<std::uint64_t>(&argument)) return std::to_string(*number);
  if (const auto* messages = std::get_if<std::vector<probe::Message>>(&argument)) {
    std::string text;
    for (const auto& each : *messages) text += (&each == &messages->front() ? "" : (*this)("list")) + say(each);
    return text;
  }
  const auto& text = std::get<std::string>(argument);
  if (parameter.kind == probe::ArgumentKind::term) return of(parameter.group, text, text);
  if (parameter.kind == probe::ArgumentKind::aside && !text.empty()) return with("aside", text);
  return text;
}

const std::string& Words::operator()(const std::string& id) const {
  const auto found = texts_->find(id);
  return found == texts_->end() ? id : found->second;
}

std::string Words::counted(std::string_view what, std::size_t count) const {
  return with(fmt::format("count.{}.{}", what, count == 1 ? "one" : "many"), count);
}

std::string Words::of(std::string_view group, std::string_view value, std::string_view english) const {
  const auto found = texts_->find(fmt::format("{}.{}", group, value));
  return found == texts_->end() ? std::string(english) : found->second;
}

std::string Words::term(std::string_view group, std::string_view value) const { return of(group, value, value); }

std::string Words::of_policy(const std::string& english) const { return of("policy_text", english, english); }

std::string Words::joined(const std::vector<std::string>& parts) const {
  std::string text;
  for (std::size_t at = 0; at < parts.size(); ++at)
    text += (at == 0 ? "" : (*this)(at + 1 == parts.size() ? "list_end" : "list")) + parts[at];
  return text;
}

std::string english(const probe::Message& message) { return Words(Language::en).say(message); }

}  // namespace reports
