// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/controls.hpp"

#include <algorithm>

namespace probe::agenda {
namespace {

/// Few enough for each to be asked often, many enough to meet servers that differ in little.
constexpr std::size_t kCensus = 5;

}  // namespace

void Controls::on(const ExchangeSummary& exchange) {
  if (judge::read(exchange).answer != judge::Answer::accepted || !judge::is_usual(exchange)) return;
  if (exchange.purpose != Purpose::control && offers_.count(exchange.id) != 0) answered_.push_back(exchange.id);
}

const Offer* Controls::offer_of(ExchangeId id) const {
  const auto found = offers_.find(id);
  return found == offers_.end() ? nullptr : &found->second;
}

Offer Controls::alone(tls::ProtocolVersion version, tls::CipherSuite suite) const {
  Offer offer;
  offer.version = version;
  offer.suites = {suite};
  offer.sni = sni_;
  return offer;
}

Offer Controls::next(const judge::Judge& judge) {
  ++turn_;
  if (judge.unlike().seen) {
    choose_census(judge);
    return census_[turn_ % census_.size()];
  }
  // The first that was answered, the weakest, the latest, and any.
  switch (turn_ % 4) {
    case 1:
      return offers_.at(answered_.front());
    case 2: {
      const auto weakest = std::min_element(answered_.begin(), answered_.end(), [&](ExchangeId a, ExchangeId b) {
        const auto& first = offers_.at(a);
        const auto& second = offers_.at(b);
        return std::pair(first.version, first.suites.size()) < std::pair(second.version, second.suites.size());
      });
      return offers_.at(*weakest);
    }
    case 3:
      return offers_.at(answered_.back());
    default:
      return offers_.at(answered_[chance_(answered_.size())]);
  }
}

/// The widest hello, which tells servers apart by what they choose, and cells that are accepted sometimes.
void Controls::choose_census(const judge::Judge& judge) {
  if (census_.empty()) census_.push_back(offers_.at(answered_.front()));
  if (census_.size() >= kCensus) return;
  const auto take = [&](tls::ProtocolVersion version, const judge::CellBelief& cell, HelloShape shape) {
    auto offer = alone(version, cell.code);
    offer.shape = shape;
    if (census_.size() < kCensus && std::find(census_.begin(), census_.end(), offer) == census_.end())
      census_.push_back(std::move(offer));
  };
  for (const auto& [version, belief] : judge.beliefs().versions)
    for (const auto& cell : belief.cells)
      if (cell.outcome == Outcome::accepted && cell.answers && cell.needs.empty() &&
          version != tls::ProtocolVersion::SSLv2)
        take(version, cell, belief.shape);
}

}  // namespace probe::agenda
