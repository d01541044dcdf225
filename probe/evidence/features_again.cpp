// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/features_again.hpp"

#include "probe/agenda/conclusion.hpp"
#include "probe/agenda/features/feature_source.hpp"
#include "probe/judge/docket.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace probe::evidence {
namespace {

using agenda::Elapsed;

constexpr std::size_t kMostOut = 64;

Elapsed ended(const Heard& heard) { return heard.exchange.started + heard.exchange.lasted; }

bool is_hello(const Heard& heard) { return heard.exchange.purpose != Purpose::climb; }

/// The features as they come out when their questions were put behind the first `known` exchanges of the history.
ServerFeatures replay(const std::vector<Heard>& history, std::size_t known, const TargetRecord& target,
                      const ScanOptions& options) {
  judge::Judge judge(judge::docket_of(options));
  std::vector<ExchangeSummary> so_far;
  for (std::size_t place = 0; place < known; ++place) {
    judge.take(history[place].exchange);
    so_far.push_back(history[place].exchange);
  }
  const auto beliefs = judge.beliefs();
  std::map<tls::ProtocolVersion, HelloShape> shapes;
  for (const auto& [version, belief] : beliefs.versions) shapes[version] = belief.shape;
  const auto versions = agenda::versions_of(beliefs, so_far, options);
  agenda::FeatureSource source(agenda::Ground(versions, so_far, std::move(shapes), options, target.target.sni), judge);
  for (std::size_t place = known; place < history.size(); ++place) {
    const auto& heard = history[place];
    so_far.push_back(heard.exchange);
    if (heard.exchange.purpose == Purpose::feature && source.questions().next_like(heard.offer))
      source.questions().asked(heard.exchange.id);
    judge.take(heard.exchange);
    if (is_hello(heard)) source.questions().on(heard.exchange, heard.observation);
  }
  return source.result(so_far);
}

}  // namespace

ServerFeatures features_again(const std::vector<Heard>& history, const TargetRecord& target, const ScanOptions& options,
                              const ServerFeatures& said) {
  if (!said.asked() && std::none_of(history.begin(), history.end(),
                                    [](const Heard& heard) { return heard.exchange.purpose == Purpose::feature; }))
    return {};
  // When the first was asked, or the end, where none was.
  Elapsed first = history.empty() ? Elapsed(0) : ended(history.back());
  for (const auto& heard : history)
    if (heard.exchange.purpose == Purpose::feature) first = std::min(first, ended(heard));
  std::size_t known = 0;
  while (known < history.size() && ended(history[known]) < first) ++known;
  std::optional<ServerFeatures> last;
  // What was out when the questions were made up had not been answered; one record cannot claim more than that.
  const auto most = std::min<std::size_t>(known, kMostOut);
  for (std::size_t back = 0; back <= most; ++back) {
    auto features = replay(history, known - back, target, options);
    if (features == said) return features;
    if (!last) last = std::move(features);
  }
  return *last;
}

}  // namespace probe::evidence
