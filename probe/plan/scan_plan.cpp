// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/scan_plan.hpp"

#include "probe/plan/asked_suites.hpp"
#include "probe/plan/scan_state.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace probe {
namespace {

/// What is likeliest to be answered comes first: the sooner there is a control, the sooner anything can be believed.
constexpr std::array kOpeningOrder{tls::ProtocolVersion::TLSv1_2, tls::ProtocolVersion::TLSv1_3,
                                   tls::ProtocolVersion::TLSv1_0, tls::ProtocolVersion::TLSv1_1,
                                   tls::ProtocolVersion::SSLv3,   tls::ProtocolVersion::SSLv2};

/// So many answers without a ServerHello, and the server is asked for one in between.
constexpr std::size_t kAnswersBeforeControl = 48;
constexpr std::size_t kWindowInTheDark = 3;
/// Controls at the end, one right behind the other. Behind a balancer of up to four servers in turn they meet each: one
/// that answers everything with an alert is found out even if it met no control before.
constexpr std::size_t kLastLooks = 3;

}  // namespace

ScanState::ScanState(const ScanOptions& scan_options, std::optional<std::string> server_name)
    : options(scan_options), sni(std::move(server_name)), pacer(options.max_connections, options.delay), sizes(sni) {
  std::vector<Batch> singles;
  for (const auto version : kOpeningOrder) {
    if (std::find(options.versions.begin(), options.versions.end(), version) == options.versions.end()) continue;
    Batch whole;
    whole.version = version;
    whole.suites = asked_suites(options, version);
    if (whole.suites.empty()) continue;
    versions.emplace(version, VersionPlan(version, whole.suites));
    whole.whole = true;
    if (options.thorough) {
      for (auto& single : cut(whole, HelloShape::full, 1)) singles.push_back(std::move(single));
      whole.scout = true;
    }
    open.push_back(std::move(whole));
  }
  std::move(singles.begin(), singles.end(), std::back_inserter(open));
}

Offer ScanState::offer_of(const Batch& batch) const {
  Offer offer;
  offer.version = batch.version;
  offer.suites = batch.suites;
  offer.shape = batch.shape;
  offer.sni = sni;
  return offer;
}

class ScanPlan::Impl : public ScanState {
 public:
  using ScanState::ScanState;

  Step next(Elapsed now);

 private:
  [[nodiscard]] std::size_t window() const;
  [[nodiscard]] bool control_due() const;
  /// The second of two in a row comes next, before anything else.
  [[nodiscard]] bool second_due() const { return !open.empty() && open.front().doubt.asked_twice; }
  /// Refusals by alert stand, and no control has ever met the alert.
  [[nodiscard]] bool last_look_due() const;
  std::optional<Batch> take_due(Elapsed now);
  Step ask(Purpose purpose, Batch batch, Offer offer, Elapsed now);
  [[nodiscard]] Step wait_until(Elapsed when) const { return WaitUntil{std::min<Elapsed>(when, options.deadline)}; }
};

Step ScanPlan::Impl::next(Elapsed now) {
  for (;;) {
    if (given_up || now >= options.deadline) return Finished{};
    if (control_out || out.size() >= window()) return AwaitAnswer{};

    const bool due = !open.empty() || std::any_of(doubtful.begin(), doubtful.end(),
                                                  [now](const Batch& batch) { return batch.doubt.not_before <= now; });
    if (control_due() || due) {
      if (now < pacer.next_start()) return wait_until(pacer.next_start());
      if (!control_due()) {
        auto batch = *take_due(now);
        const auto purpose = batch.doubt.asked != 0                           ? Purpose::repeat
                             : batch.scout && batch.shape != HelloShape::full ? Purpose::shape
                                                                              : Purpose::sweep;
        auto offer = offer_of(batch);
        return ask(purpose, std::move(batch), std::move(offer), now);
      }
      return ask(Purpose::control, {}, *control, now);
    }
    if (!doubtful.empty()) {
      const auto soonest = std::min_element(doubtful.begin(), doubtful.end(), [](const Batch& a, const Batch& b) {
        return a.doubt.not_before < b.doubt.not_before;
      });
      return wait_until(soonest->doubt.not_before);
    }
    if (!out.empty()) return AwaitAnswer{};
    // The end of a row: a last control stands behind what was refused since the one before.
    if (!journal.empty())
      control_wanted = true;
    else if (!unsized.empty())
      settle_unsized();
    else if (last_look_due()) {
      ++last_looks;
      control_wanted = true;
    } else
      return Finished{};
  }
}

/// A server that has not answered anything yet is asked a few things at once: each may take a whole time-out.
std::size_t ScanPlan::Impl::window() const {
  if (control || answers == 0) return pacer.window();
  return std::max(pacer.window(), std::min(kWindowInTheDark, options.max_connections));
}

bool ScanPlan::Impl::control_due() const {
  if (!control || second_due()) return false;
  const bool end_of_row = open.empty() && out.empty() && !journal.empty();
  return control_wanted || end_of_row || doubts_in_a_row >= doubts_before_control ||
         journal.entries().size() >= kAnswersBeforeControl;
}

bool ScanPlan::Impl::last_look_due() const {
  return control && !alerts_doubted && last_looks < kLastLooks &&
         std::any_of(versions.begin(), versions.end(), [](const auto& each) { return each.second.cells.any_alerts(); });
}

/// Repeats come when they are due, unless there is no control yet: then other versions may still bring one.
std::optional<Batch> ScanPlan::Impl::take_due(Elapsed now) {
  const auto repeat = std::find_if(doubtful.begin(), doubtful.end(),
                                   [now](const Batch& batch) { return batch.doubt.not_before <= now; });
  if (repeat != doubtful.end() && (control || open.empty()) && !second_due()) {
    Batch batch = std::move(*repeat);
    doubtful.erase(repeat);
    return batch;
  }
  if (open.empty()) return std::nullopt;
  Batch batch = std::move(open.front());
  open.pop_front();
  return batch;
}

Step ScanPlan::Impl::ask(Purpose purpose, Batch batch, Offer offer, Elapsed now) {
  pacer.started(now);
  if (batch.doubt.asked != 0) batch.doubt.gap = now - batch.doubt.last_asked;
  batch.doubt.last_asked = now;
  control_out = purpose == Purpose::control;
  const ExchangeId id = ++last_id;
  out.emplace(id, OpenAsk{purpose, std::move(batch), offer, answers});
  return Ask{id, purpose, std::move(offer)};
}

ScanPlan::ScanPlan(const ScanOptions& options, std::optional<std::string> sni)
    : impl_(std::make_unique<Impl>(options, std::move(sni))) {}
ScanPlan::~ScanPlan() = default;
ScanPlan::ScanPlan(ScanPlan&&) noexcept = default;
ScanPlan& ScanPlan::operator=(ScanPlan&&) noexcept = default;

Step ScanPlan::next(Elapsed now) { return impl_->next(now); }

void ScanPlan::on(ExchangeId id, const Observation& observation, Elapsed now) {
  impl_->take_answer(id, observation, now);
}

Progress ScanPlan::progress() const {
  Progress progress;
  for (const auto& [version, plan] : impl_->versions) {
    progress.asked += plan.cells.size();
    progress.known += plan.cells.accepted() + plan.cells.refused();
  }
  progress.connections = impl_->last_id;
  progress.at_once = impl_->pacer.window();
  progress.slowed_down = impl_->control_failing || impl_->pacer.slowed_down();
  return progress;
}

PlanResult ScanPlan::result() const { return impl_->result(); }

}  // namespace probe
