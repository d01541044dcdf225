// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/features/draft.hpp"
#include "probe/agenda/features/ground.hpp"

#include <cstddef>
#include <vector>

namespace probe::agenda {

/// Which groups a server accepts. Each kind is offered at once, then without the one that the server took, and so on
/// until it refuses. In TLS 1.3 hellos bring no key, since a server would rather take a group that has one than the one
/// that it likes best; if it does not answer such a hello, they bring the usual keys.
class GroupQuestions {
 public:
  /// All of them outlive the answers.
  GroupQuestions(const Ground& ground, Asker& asker, Draft& draft) : ground_(ground), asker_(asker), draft_(draft) {}
  GroupQuestions(const GroupQuestions&) = delete;
  GroupQuestions& operator=(const GroupQuestions&) = delete;

  void start();
  /// Once there are no more answers to come: adds the groups that the matrix alone has shown.
  void finish();

 private:
  struct Lane {
    Offer base;                         ///< without groups
    std::vector<tls::NamedGroup> rest;  ///< still to be accepted or refused
    /// What a refusal of the rest means is plain: a certificate on a curve needs that curve among the groups as well
    /// (RFC 4492 section 5.1), so ECDHE_ECDSA alone cannot tell.
    bool refusal_tells = true;
  };

  void start_tls12();
  void start_tls13(KeyShares shares);
  void take_opening(const Offer& offer, const Reply& reply);
  std::size_t open_lane(Offer base, tls::GroupKind kind, std::vector<tls::NamedGroup> groups);
  void ask_rest(std::size_t lane);
  void take_reply(std::size_t lane, const Reply& reply);
  void accept(std::size_t lane, tls::NamedGroup group, ExchangeId exchange);
  void end(std::size_t lane);
  void ask_preference(std::size_t lane);

  const Ground& ground_;
  Asker& asker_;
  Draft& draft_;
  std::vector<Lane> lanes_;  ///< each has the family of the same index
  bool preference_asked_ = false;
};

}  // namespace probe::agenda
