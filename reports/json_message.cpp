// SPDX-License-Identifier: Apache-2.0
#include "reports/json_message.hpp"

#include "reports/catalogue.hpp"
#include "reports/escape.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using probe::ArgumentKind;

constexpr std::size_t kMostDepth = 8;       // of messages in messages: three are the most that anything says
constexpr std::size_t kMostInList = 65536;  // no list of ours is as long

Json without_text(const probe::Message& message);

Json to_json(const probe::Parameter& parameter, const probe::Argument& argument) {
  if (const auto* number = std::get_if<std::uint64_t>(&argument)) return *number;
  if (const auto* text = std::get_if<std::string>(&argument)) return valid_utf8(*text);
  const auto& messages = std::get<std::vector<probe::Message>>(argument);
  if (parameter.kind == ArgumentKind::message) return without_text(messages.front());
  Json list = Json::array();
  for (const auto& each : messages) list.push_back(without_text(each));
  return list;
}

Json without_text(const probe::Message& message) {
  const auto& form = message.form();
  Json args = Json::object();
  for (std::size_t at = 0; at < form.size(); ++at) {
    const auto& parameter = form.parameters.at(at);
    args[std::string(parameter.name)] = to_json(parameter, message.arguments().at(at));
  }
  return {{"id", form.id}, {"args", std::move(args)}};
}

probe::Message read(const Place& place, std::size_t depth);

probe::Argument read_argument(const Place& place, const probe::Parameter& parameter, std::size_t depth) {
  switch (parameter.kind) {
    case ArgumentKind::number:
      return place.integer<std::uint64_t>();
    case ArgumentKind::text:
    case ArgumentKind::aside:
      return place.text();
    case ArgumentKind::term:
      if (Words(Language::en).all().count(std::string(parameter.group) + "." + place.text()) == 0)
        place.complain("not a word of " + std::string(parameter.group));
      return place.text();
    case ArgumentKind::message:
      return std::vector<probe::Message>{read(place, depth + 1)};
    case ArgumentKind::list:
      break;
  }
  const auto elements = place.elements();
  if (elements.size() > kMostInList) place.complain("more parts than there are");
  std::vector<probe::Message> messages;
  for (const auto& each : elements) messages.push_back(read(each, depth + 1));
  return messages;
}

probe::Message read(const Place& place, std::size_t depth) {
  if (depth == kMostDepth) place.complain("messages in messages, deeper than there are");
  const auto id = place.at("id");
  const auto* const form = probe::find_message_form(id.text());
  if (form == nullptr) id.complain("not a message");
  const auto args = place.at("args");
  std::vector<probe::Argument> arguments;
  for (std::size_t at = 0; at < form->size(); ++at) {
    const auto& parameter = form->parameters.at(at);
    arguments.push_back(read_argument(args.at(std::string(parameter.name).c_str()), parameter, depth));
  }
  return {*form, std::move(arguments)};
}

}  // namespace

Json message_to_json(const probe::Message& message) {
  if (message.empty()) return message_to_json(probe::verbatim({}));
  auto json = without_text(message);
  json["text"] = valid_utf8(english(message));
  return json;
}

probe::Message read_message(const Place& place) {
  return place.is_text() ? probe::verbatim(place.text()) : read(place, 0);
}

}  // namespace reports
