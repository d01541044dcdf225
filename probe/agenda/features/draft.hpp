// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/hello_questions.hpp"
#include "probe/model/server_features.hpp"

#include <map>
#include <utility>
#include <vector>

namespace probe::agenda {

/// Takes questions, and the handler that will get the reply. Each is asked on a connection of its own.
class Asker {
 public:
  virtual ~Asker() = default;
  virtual void ask(Offer offer, ReplyHandler handler, Refusals refusals) = 0;
  void ask(Offer offer, ReplyHandler handler) { ask(std::move(offer), std::move(handler), Refusals::tell_nothing); }
  /// Whether there are connections left for a question that is one of many.
  [[nodiscard]] virtual bool may_ask_more() const = 0;
};

/// What is known of the features so far.
class Draft {
 public:
  Draft();

  void set(FeatureKind kind, Support support, ExchangeId exchange = 0);
  [[nodiscard]] Support support(FeatureKind kind) const { return features_.at(kind).support; }

  void sign(tls::SignatureScheme scheme, ExchangeId exchange);
  [[nodiscard]] std::vector<GroupFamily>& families() { return families_; }
  void prefer(AcceptedGroup group) { preferred_groups_.push_back(group); }

  [[nodiscard]] ServerFeatures features() const;

 private:
  std::map<FeatureKind, Feature> features_;
  std::vector<GroupFamily> families_;
  std::vector<AcceptedGroup> preferred_groups_;
  std::map<tls::SignatureScheme, ExchangeId> schemes_;
};

}  // namespace probe::agenda
