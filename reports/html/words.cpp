// SPDX-License-Identifier: Apache-2.0
#include "reports/html/words.hpp"

#include "reports/html/embedded.hpp"
#include "reports/words.hpp"

#include <nlohmann/json.hpp>

namespace reports::html {
namespace {

void flatten(const nlohmann::json& node, const std::string& id, std::map<std::string, std::string>& texts) {
  if (node.is_string()) {
    texts.emplace(id, node.get<std::string>());
    return;
  }
  for (const auto& [key, child] : node.items()) flatten(child, id.empty() ? key : id + "." + key, texts);
}

Data nested(const nlohmann::json& node) {
  if (node.is_string()) return Data(node.get<std::string>());
  auto data = object();
  for (const auto& [key, child] : node.items()) data[key] = nested(child);
  return data;
}

nlohmann::json catalogue(Language language) {
  return nlohmann::json::parse(language == Language::ja ? embedded::words_ja : embedded::words_en);
}

}  // namespace

Words::Words(Language language) : language_(language) { flatten(catalogue(language), "", texts_); }

const std::string& Words::operator()(const std::string& id) const {
  const auto found = texts_.find(id);
  return found == texts_.end() ? id : found->second;
}

std::string Words::of(std::string_view group, std::string_view value, std::string_view english) const {
  const auto found = texts_.find(fmt::format("{}.{}", group, value));
  return found == texts_.end() ? std::string(english) : found->second;
}

std::string Words::joined(const std::vector<std::string>& parts) const {
  return language_ == Language::ja ? fmt::format("{}", fmt::join(parts, "、")) : reports::joined(parts);
}

Data Words::tree() const { return nested(catalogue(language_)); }

}  // namespace reports::html
