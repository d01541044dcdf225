// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/ask.hpp"
#include "probe/agenda/matrix.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace probe::agenda {

/// The offers that were answered, asked again: is the target still itself? They rotate over what was accepted, the
/// first and the weakest too, so that a policy that changes in mid-scan shows.
class Controls {
 public:
  Controls(std::optional<std::string> sni, Matrix::Chance chance) : sni_(std::move(sni)), chance_(std::move(chance)) {}

  /// A hello of the matrix went out.
  void asked(ExchangeId id, const Offer& offer) { offers_.emplace(id, offer); }
  void on(const ExchangeSummary& exchange);

  [[nodiscard]] bool any() const { return !answered_.empty(); }
  /// What to ask next. Where unlike servers answer, it is what tells how large a share each has.
  [[nodiscard]] Offer next(const judge::Judge& judge);
  /// Of each version the widest hello that was answered, unless it was asked again already: servers that differ in a
  /// few cells mostly show it there.
  [[nodiscard]] std::vector<Offer> not_asked_again();
  /// Any one of them.
  [[nodiscard]] std::optional<Offer> next_not_asked_again();
  /// As many accepted cells, each asked for alone: any that a server does not have shows it.
  [[nodiscard]] std::vector<Offer> some_alone(const judge::Judge& judge, std::size_t count) const;
  /// The offer of an exchange; nothing for one that was no hello of the matrix.
  [[nodiscard]] const Offer* offer_of(ExchangeId id) const;

 private:
  [[nodiscard]] std::map<tls::ProtocolVersion, ExchangeId> widest_not_asked_again() const;
  [[nodiscard]] const Offer& again(ExchangeId id);
  [[nodiscard]] Offer alone(tls::ProtocolVersion version, tls::CipherSuite suite) const;
  void choose_census(const judge::Judge& judge);

  std::optional<std::string> sni_;
  Matrix::Chance chance_;
  std::map<ExchangeId, Offer> offers_;
  std::vector<ExchangeId> answered_;
  std::set<ExchangeId> asked_again_;
  std::vector<Offer> census_;
  std::size_t turn_ = 0;
};

}  // namespace probe::agenda
