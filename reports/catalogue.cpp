// SPDX-License-Identifier: Apache-2.0
#include "reports/catalogue.hpp"

#include "reports/embedded.hpp"
#include "reports/words.hpp"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

void flatten(const nlohmann::json& node, const std::string& id, std::map<std::string, std::string>& texts) {
  if (node.is_string()) {
    texts.emplace(id, node.get<std::string>());
    return;
  }
  for (const auto& [key, child] : node.items()) flatten(child, id.empty() ? key : id + "." + key, texts);
}

}  // namespace

Words::Words(Language language) : language_(language) {
  flatten(nlohmann::json::parse(language == Language::ja ? embedded::words_ja : embedded::words_en), "", texts_);
}

const std::string& Words::operator()(const std::string& id) const {
  const auto found = texts_.find(id);
  return found == texts_.end() ? id : found->second;
}

std::string Words::counted(std::string_view what, std::size_t count) const {
  return with(fmt::format("count.{}.{}", what, count == 1 ? "one" : "many"), count);
}

std::string Words::of(std::string_view group, std::string_view value, std::string_view english) const {
  const auto found = texts_.find(fmt::format("{}.{}", group, value));
  return found == texts_.end() ? std::string(english) : found->second;
}

std::string Words::of_policy(const std::string& english) const { return of("policy_text", english, english); }

std::string Words::joined(const std::vector<std::string>& parts) const {
  return language_ == Language::ja ? fmt::format("{}", fmt::join(parts, "、")) : reports::joined(parts);
}

}  // namespace reports
