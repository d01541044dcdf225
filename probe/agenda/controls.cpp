// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/controls.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

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
  // The first that was answered, the weakest, a version's widest, and any.
  switch (turn_ % 4) {
    case 1:
      return again(answered_.front());
    case 2: {
      const auto weakest = std::min_element(answered_.begin(), answered_.end(), [&](ExchangeId a, ExchangeId b) {
        const auto& first = offers_.at(a);
        const auto& second = offers_.at(b);
        return std::pair(first.version, first.suites.size()) < std::pair(second.version, second.suites.size());
      });
      return again(*weakest);
    }
    case 3: {
      const auto widest = widest_not_asked_again();
      return again(widest.empty() ? answered_.back() : widest.rbegin()->second);
    }
    default:
      return again(answered_[chance_(answered_.size())]);
  }
}

const Offer& Controls::again(ExchangeId id) {
  asked_again_.insert(id);
  return offers_.at(id);
}

std::map<tls::ProtocolVersion, ExchangeId> Controls::widest_not_asked_again() const {
  std::map<tls::ProtocolVersion, ExchangeId> widest;
  for (const auto id : answered_) {
    const auto& offer = offers_.at(id);
    const auto [known, added] = widest.emplace(offer.version, id);
    if (!added && offer.suites.size() > offers_.at(known->second).suites.size()) known->second = id;
  }
  for (auto each = widest.begin(); each != widest.end();)
    each = asked_again_.count(each->second) != 0 ? widest.erase(each) : std::next(each);
  return widest;
}

std::optional<Offer> Controls::next_not_asked_again() {
  const auto widest = widest_not_asked_again();
  if (widest.empty()) return std::nullopt;
  return again(std::next(widest.begin(), static_cast<std::ptrdiff_t>(chance_(widest.size())))->second);
}

std::vector<Offer> Controls::not_asked_again() {
  std::vector<Offer> offers;
  for (const auto& [version, id] : widest_not_asked_again()) offers.push_back(again(id));
  return offers;
}

std::vector<Offer> Controls::some_alone(const judge::Judge& judge, std::size_t count) const {
  std::vector<Offer> all;
  for (const auto& [version, belief] : judge.beliefs().versions)
    for (const auto& cell : belief.cells)
      if (cell.outcome == Outcome::accepted && cell.needs.empty() && version != tls::ProtocolVersion::SSLv2) {
        all.push_back(alone(version, cell.code));
        all.back().shape = belief.shape;
      }
  std::vector<Offer> some;
  while (!all.empty() && some.size() < count) {
    const auto chosen = chance_(all.size());
    some.push_back(std::move(all[chosen]));
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(chosen));
  }
  return some;
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
