// SPDX-License-Identifier: Apache-2.0
#include "reports/exchange_comment.hpp"

#include "reports/escape.hpp"

#include <algorithm>

namespace reports {
namespace {

std::string offered(const probe::ExchangeSummary& exchange) {
  if (exchange.codes.size() == 1) return to_string(exchange.codes.front());
  return std::to_string(exchange.codes.size()) + " suites";
}

/// "other_alert (internal_error)"
template <class Group>
std::string explain_word(const Group& group) {
  auto text = std::string(to_string(group.reason));
  if (group.alert) text += " (" + tls::to_string(*group.alert) + ")";
  return text;
}

/// The cells that rest on it.
std::string conclusions(const probe::TargetRecord& target, probe::ExchangeId id) {
  std::string text;
  for (const auto& version : target.versions) {
    const std::string name = "; " + std::string(to_string(version.version)) + " ";
    for (const auto& cell : version.accepted) {
      if (cell.exchange == id)
        text += name + to_string(cell.code) + (cell.is_mixed() ? " accepted sometimes" : " accepted");
      if (!cell.climb || cell.climb->exchange != id) continue;
      text += name + to_string(cell.code) + " rung " + std::string(to_string(cell.rung));
      if (cell.climb->halt) text += ", halted by " + std::string(to_string(*cell.climb->halt));
    }
    for (const auto& group : version.refused)
      if (group.exchange == id) text += name + std::to_string(group.codes.size()) + " refused: " + explain_word(group);
    for (const auto& group : version.inconclusive)
      if (group.exchange == id)
        text += name + std::to_string(group.codes.size()) + " inconclusive: " + explain_word(group);
  }
  return text;
}

}  // namespace

std::string exchange_comment(const probe::TargetRecord& target, probe::ExchangeId id) {
  std::string text = to_string(target.target) + ", exchange " + std::to_string(id);
  const auto exchange =
      std::find_if(target.exchanges.begin(), target.exchanges.end(), [id](const auto& each) { return each.id == id; });
  if (exchange != target.exchanges.end()) {
    text += ", " + std::string(to_string(exchange->purpose)) + ": " + std::string(to_string(exchange->version)) + " " +
            offered(*exchange) + ": " + std::string(to_string(exchange->response));
    for (const auto suite : exchange->selected) text += ", selected " + to_string(suite);
    text += conclusions(target, id);
    if (!exchange->detail.empty()) text += "; " + exchange->detail;
  }
  return visible(text);
}

}  // namespace reports
