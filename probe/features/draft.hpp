// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/server_features.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace probe {

/// An answer as far as it is one: neither member is set for a close, silence, broken messages, or a ServerHello that
/// names what was not offered.
struct Reply {
  ExchangeId id = 0;
  std::optional<ServerSelection> selection;
  std::optional<tls::AlertDescription> alert;  ///< fatal, in place of a ServerHello
  bool closed_for_good = false;                ///< closes, or silence, that classify() takes for a refusal

  /// By an alert that says that nothing of the offer suits, or by closes that are believed.
  [[nodiscard]] bool refused() const;
};
[[nodiscard]] Reply reply_of(const Offer& offer, ExchangeId id, const Observation& observation);

using ReplyHandler = std::function<void(const Reply&)>;

/// Whether a close, or silence, is asked again until it can be believed as a refusal. Only where a refusal tells.
enum class Closes : bool { tell_nothing, may_refuse };

/// Takes questions, and the handler that will get the reply. Each is asked on a connection of its own.
class Asker {
 public:
  virtual ~Asker() = default;
  virtual void ask(Offer offer, ReplyHandler handler, Closes closes) = 0;
  void ask(Offer offer, ReplyHandler handler) { ask(std::move(offer), std::move(handler), Closes::tell_nothing); }
  /// Whether there are connections left for a question that is one of many.
  [[nodiscard]] virtual bool may_ask_more() const = 0;
};

/// What is known of the features so far. A `no` that rests on a refusal is kept apart until a control stands behind it.
class Draft {
 public:
  Draft();

  void set(FeatureKind kind, Support support, ExchangeId exchange = 0);
  /// `no`, by a refusal.
  void refuse(FeatureKind kind, ExchangeId exchange);
  [[nodiscard]] Support support(FeatureKind kind) const { return features_.at(kind).support; }

  /// Its `others` are refused. `family` is an index into families().
  void refuse_others(std::size_t family, ExchangeId exchange);
  void sign(tls::SignatureScheme scheme, ExchangeId exchange);
  [[nodiscard]] std::vector<GroupFamily>& families() { return families_; }
  void prefer(AcceptedGroup group) { preferred_groups_.push_back(group); }

  [[nodiscard]] bool needs_control() const { return !by_refusal_.empty() || !families_by_refusal_.empty(); }
  /// A control drew a ServerHello, and nothing was out meanwhile.
  void control_succeeded();

  /// What no control stands behind is unknown.
  [[nodiscard]] ServerFeatures features() const;

 private:
  std::map<FeatureKind, Feature> features_;
  std::set<FeatureKind> by_refusal_;
  std::vector<GroupFamily> families_;
  std::set<std::size_t> families_by_refusal_;
  std::vector<AcceptedGroup> preferred_groups_;
  std::map<tls::SignatureScheme, ExchangeId> schemes_;
};

}  // namespace probe
