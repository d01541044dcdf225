// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/agenda.hpp"

#include "probe/agenda/calls.hpp"
#include "probe/agenda/conclusion.hpp"
#include "probe/agenda/controls.hpp"
#include "probe/agenda/features/feature_source.hpp"
#include "probe/agenda/finished_handshakes.hpp"
#include "probe/agenda/hello_questions.hpp"
#include "probe/agenda/matrix.hpp"
#include "probe/agenda/pacer.hpp"
#include "probe/clients/client_offer.hpp"
#include "probe/judge/docket.hpp"
#include "probe/judge/entry.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace probe::agenda {
namespace {

using namespace std::chrono_literals;

/// So many answers without a ServerHello, and the server is asked for one in between.
constexpr std::size_t kNegativesBeforeControl = 24;
constexpr std::size_t kMostDoubtsBeforeControl = 16;
/// So many answers of any kind, and the controls turn on: a policy that changes in mid-scan must show.
constexpr std::size_t kAnswersBeforeControl = 80;
/// Accepted cells that are asked alone behind everything else; none where the scan took many connections already.
constexpr std::size_t kCellsAskedAlone = 8;
constexpr std::size_t kManyConnections = 140;
/// So long there will be nothing to ask, so that a control is asked meanwhile.
constexpr Elapsed kIdle = 100ms;
constexpr std::size_t kLooksForControl = 5;
constexpr std::size_t kWindowInTheDark = 3;
constexpr std::size_t kAnswersForRareFailure = 16;
/// A target that answers no control any more, so often in a row and for so long, has shut this address out. Each
/// further attempt may renew that.
constexpr std::size_t kFailuresForBlock = 6;
constexpr Elapsed kSilenceForBlock = 15s;
/// Broken answers, and not a word of TLS: another protocol is spoken there.
constexpr std::size_t kNonsenseToGiveUp = 9;
constexpr std::size_t kCallsAhead = 2;  ///< for each that may be in a call: TCP and TLS of the next run ahead

}  // namespace

class Agenda::Impl {
 public:
  explicit Impl(Plan plan)
      : plan_(std::move(plan)),
        lots_(plan_.seed),
        judge_(judge::docket_of(plan_.options)),
        pacer_(plan_.options.gentle ? 1 : plan_.options.max_connections, time_between_connections(plan_.options)),
        matrix_(plan_.options, plan_.sni, judge_, chance()),
        controls_(plan_.sni, chance()),
        calls_(plan_.options, plan_.why_not, plan_.seed),
        finished_(plan_.why_not),
        clients_(judge_) {}

  Step next(Elapsed now);
  void on(const ExchangeSummary& exchange, const Observation& observation, Elapsed now);
  void on(const ExchangeSummary& exchange, const ClimbReport& report, const RungTimes& times, Elapsed now);
  void chosen(ExchangeId id, tls::CipherSuite suite) {
    if (controls_.any() && !is_in_doubt()) matrix_.chosen(id, suite);
  }
  void interrupt() { interrupted_ = true; }
  [[nodiscard]] std::size_t ahead(Elapsed now) const;
  [[nodiscard]] Progress progress() const;
  [[nodiscard]] Result result();

 private:
  enum class Source : std::uint8_t { matrix, control, recheck, feature, client, call, finished };
  struct Due {
    Source source{};
    Step step;
  };

  [[nodiscard]] Matrix::Chance chance() {
    return [this](std::size_t below) { return below < 2 ? 0 : static_cast<std::size_t>(lots_() % below); };
  }
  [[nodiscard]] std::size_t window() const;
  [[nodiscard]] bool is_in_doubt() const;
  [[nodiscard]] bool control_is_due() const;
  [[nodiscard]] static Due hello_due(Source source, Purpose purpose, Offer offer);
  std::optional<Due> due(Elapsed now);
  Step start(Due due, Elapsed now);
  void open_later_sources();
  [[nodiscard]] std::optional<Elapsed> wakes_at() const;
  bool start_last_controls();

  void take_answer(const ExchangeSummary& exchange, Elapsed now);
  void take_control(const ExchangeSummary& exchange, Elapsed now);
  void take_failure(Elapsed now);

  Plan plan_;
  std::mt19937_64 lots_;
  std::vector<ExchangeSummary> history_;
  judge::Judge judge_;
  Pacer pacer_;
  Matrix matrix_;
  Controls controls_;
  Calls calls_;
  FinishedHandshakes finished_;  ///< where the scan is gentle
  HelloQuestions clients_;
  std::unique_ptr<FeatureSource> features_;
  bool clients_put_ = false;

  std::map<ExchangeId, Source> out_;
  ExchangeId last_id_ = 0;

  bool interrupted_ = false;
  bool given_up_ = false;
  bool blocked_ = false;
  bool tls_spoken_ = false;
  bool unanswered_ = false;  ///< something was
  std::optional<ExchangeSummary> last_failure_;
  ConnectFailure last_connect_failure_ = ConnectFailure::none;
  std::size_t not_connected_in_a_row_ = 0;
  std::size_t nonsense_ = 0;

  bool control_wanted_ = false;
  std::size_t controls_out_ = 0;
  std::size_t rechecks_out_ = 0;
  std::size_t doubts_ = 0;  ///< absences since a control held
  std::size_t doubts_before_control_ = 1;
  std::size_t negatives_ = 0;   ///< since a ServerHello
  std::size_t answers_ = 0;     ///< since a control was asked
  std::vector<Offer> closing_;  ///< controls behind everything else
  bool closed_ = false;         ///< these were put
  std::size_t asked_since_closing_ = 0;
  std::size_t exchanges_since_failure_ = 0;  ///< that a connection did not come up
  bool trouble_ = false;                     ///< the last control failed: nothing else is asked before one holds
  std::size_t failures_in_a_row_ = 0;
  Elapsed last_held_{0};
};

Step Agenda::Impl::next(Elapsed now) {
  for (;;) {
    if (given_up_ || interrupted_ || now >= plan_.options.deadline) return Finished{};
    if (last_id_ >= kMostConnections) return out_.empty() ? Step(Finished{}) : Step(AwaitAnswer{});
    if (out_.size() >= window()) return AwaitAnswer{};
    if (pacer_.next_start() > now) return WaitUntil{std::min<Elapsed>(pacer_.next_start(), plan_.options.deadline)};
    open_later_sources();
    if (auto something = due(now)) return start(std::move(*something), now);
    if (const auto when = wakes_at(); when && *when > now)
      return WaitUntil{std::min<Elapsed>(*when, plan_.options.deadline)};
    if (!out_.empty()) return AwaitAnswer{};
    if (!start_last_controls()) return Finished{};
  }
}

/// A server that has not answered anything yet is asked a few things at once: each may take a whole time-out.
std::size_t Agenda::Impl::window() const {
  if (trouble_) return 1;
  // Of hellos that are out together one may meet what another does not, where load is shed by alerts: a control, and
  // what is held against it, must have the same chances.
  if (judge_.unlike().seen) return 1;
  if (controls_.any() || history_.empty() || plan_.options.gentle) return pacer_.window();
  return std::max(pacer_.window(), std::min(kWindowInTheDark, plan_.options.max_connections));
}

bool Agenda::Impl::control_is_due() const {
  if (!controls_.any() || controls_out_ != 0 || (!trouble_ && matrix_.second_is_due())) return false;
  return trouble_ || control_wanted_ || negatives_ >= kNegativesBeforeControl || answers_ >= kAnswersBeforeControl;
}

Agenda::Impl::Due Agenda::Impl::hello_due(Source source, Purpose purpose, Offer offer) {
  AskHello ask;
  ask.purpose = purpose;
  ask.offer = std::move(offer);
  return Due{source, std::move(ask)};
}

std::optional<Agenda::Impl::Due> Agenda::Impl::due(Elapsed now) {
  const auto control = [&] { return hello_due(Source::control, Purpose::control, controls_.next(judge_)); };
  if (!trouble_) {
    if (plan_.options.gentle && finished_.is_due())
      if (auto handshake = finished_.next(judge_)) return Due{Source::finished, *handshake};
    // Two in a row have no control between them.
    if (features_ && features_->questions().second_is_due())
      return Due{Source::feature, *features_->questions().next(now)};
    if (clients_.second_is_due()) return Due{Source::client, *clients_.next(now)};
  }
  if (control_is_due()) return control();
  if (trouble_) return std::nullopt;

  const bool may_call = calls_.out() < plan_.options.sstp_concurrency * kCallsAhead;
  if (may_call && calls_.has_waiting())
    if (auto call = calls_.next()) return Due{Source::call, *call};
  // The same hello again tells unlike servers from a hello that is refused for what it is.
  if (controls_.any() && rechecks_out_ == 0)
    for (const auto id : judge_.unlike().ask_again)
      if (const auto* offer = controls_.offer_of(id); offer != nullptr)
        return hello_due(Source::recheck, Purpose::repeat, *offer);
  // Among what may be refused, and not in the calm behind it: where load is shed a control has the same chances there.
  if (matrix_.is_looking() && controls_out_ == 0 && lots_() % kLooksForControl == 0)
    if (auto offer = controls_.next_not_asked_again())
      return hello_due(Source::control, Purpose::control, *std::move(offer));
  const auto free = window() - out_.size();
  if (auto hello = matrix_.next(now, free, pacer_.slowed_down()))
    return hello_due(Source::matrix, hello->purpose, std::move(hello->offer));
  // The last of them stands behind all else.
  if (!closing_.empty() && (closing_.size() > 1 || !matrix_.is_out())) {
    auto offer = std::move(closing_.back());
    closing_.pop_back();
    if (closing_.empty()) asked_since_closing_ = 0;
    return hello_due(Source::control, Purpose::control, std::move(offer));
  }
  if (features_)
    if (auto ask = features_->questions().next(now)) return Due{Source::feature, std::move(*ask)};
  if (auto ask = clients_.next(now)) return Due{Source::client, std::move(*ask)};

  // Nothing else is to be asked just now: what was answered so far may lack a control.
  const bool wanted =
      matrix_.wants_control() || clients_.wants_control() || (features_ && features_->questions().wants_control());
  const auto wakes = wakes_at();
  const bool idle = !wakes || *wakes > now + kIdle;
  if (wanted && controls_.any() && controls_out_ == 0 && idle && !matrix_.is_out()) {
    if (!wakes && start_last_controls()) return due(now);
    return control();
  }
  return std::nullopt;
}

Step Agenda::Impl::start(Due due, Elapsed now) {
  pacer_.started(now);
  const ExchangeId id = ++last_id_;
  out_.emplace(id, due.source);
  if (due.source != Source::control) ++asked_since_closing_;
  switch (due.source) {
    case Source::matrix:
      matrix_.asked(id);
      controls_.asked(id, std::get<AskHello>(due.step).offer);
      break;
    case Source::control:
      ++controls_out_;
      control_wanted_ = false;
      answers_ = 0;
      controls_.asked(id, std::get<AskHello>(due.step).offer);
      break;
    case Source::recheck:
      ++rechecks_out_;
      controls_.asked(id, std::get<AskHello>(due.step).offer);
      break;
    case Source::feature:
      features_->questions().asked(id);
      break;
    case Source::client:
      clients_.asked(id);
      break;
    case Source::call:
      calls_.asked(id);
      break;
    case Source::finished:
      break;
  }
  if (auto* hello = std::get_if<AskHello>(&due.step)) hello->id = id;
  if (auto* call = std::get_if<AskCall>(&due.step)) call->id = id;
  return std::move(due.step);
}

/// Features and calls stand on accepted cells. They begin when every lane of the first sweep has ended: a target that
/// bears few connections is asked for its matrix first.
void Agenda::Impl::open_later_sources() {
  if (!matrix_.has_swept() || !controls_.any()) return;
  if (plan_.options.depth != Rung::hello) {
    for (const auto& [version, codes] : matrix_.docket().cells)
      for (const auto code : codes)
        if (judge_.is_accepted(version, code) && !calls_.has(version, code))
          calls_.add(version, code, judge_.needs(version, code));
    if (!features_) {
      const auto beliefs = judge_.beliefs();
      std::map<tls::ProtocolVersion, HelloShape> shapes;
      for (const auto& [version, belief] : beliefs.versions) shapes[version] = belief.shape;
      Ground ground(versions_of(beliefs, history_, plan_.options), history_, std::move(shapes), plan_.options,
                    plan_.sni);
      features_ = std::make_unique<FeatureSource>(std::move(ground), judge_);
    }
  }
  if (plan_.clients == ClientHellos::send && !std::exchange(clients_put_, true))
    for (auto& named : distinct_client_offers(plan_.sni))
      clients_.put(std::move(named.offer), std::move(named.name), Refusals::count, [](const Reply&) {});
}

std::optional<Elapsed> Agenda::Impl::wakes_at() const {
  auto soonest = matrix_.wakes_at();
  const auto take = [&](std::optional<Elapsed> when) {
    if (when && (!soonest || *when < *soonest)) soonest = when;
  };
  take(clients_.wakes_at());
  if (features_) take(features_->questions().wakes_at());
  return soonest;
}

/// The end: what each version answered, once more, so that a server that refuses everything by now is found out, and
/// servers that differ. What was asked behind that gets a control of its own.
bool Agenda::Impl::start_last_controls() {
  if (!controls_.any()) return false;
  if (std::exchange(closed_, true)) {
    const bool more = std::exchange(asked_since_closing_, 0) != 0;
    control_wanted_ = control_wanted_ || more;
    return more;
  }
  closing_ = controls_.not_asked_again();
  if (last_id_ < kManyConnections && !judge_.unlike().seen && !plan_.options.thorough) matrix_.ask_refused_again();
  // A call asks for its cell alone as well.
  if (plan_.options.depth == Rung::hello && !judge_.unlike().seen && last_id_ < kManyConnections)
    for (auto& offer : controls_.some_alone(judge_, kCellsAskedAlone)) closing_.push_back(std::move(offer));
  if (closing_.empty()) closing_.push_back(controls_.next(judge_));
  asked_since_closing_ = 0;
  return true;
}

void Agenda::Impl::on(const ExchangeSummary& exchange, const Observation& observation, Elapsed now) {
  const auto found = out_.find(exchange.id);
  if (found == out_.end()) return;
  const auto source = found->second;
  out_.erase(found);
  history_.push_back(exchange);
  judge_.take(exchange);
  controls_.on(exchange);
  finished_.on(exchange);
  last_connect_failure_ = observation.connect_failure;
  take_answer(exchange, now);
  if (source == Source::recheck) --rechecks_out_;
  if (source == Source::control) {
    --controls_out_;
    take_control(exchange, now);
  }
  matrix_.on(exchange, now);
  if (features_) features_->questions().on(exchange, observation);
  clients_.on(exchange, observation);
}

void Agenda::Impl::take_answer(const ExchangeSummary& exchange, Elapsed now) {
  ++answers_;
  ++exchanges_since_failure_;
  const auto answer = judge::read(exchange).answer;
  switch (answer) {
    case judge::Answer::accepted:
      last_held_ = std::max(last_held_, exchange.started + exchange.lasted);
      failures_in_a_row_ = 0;
      negatives_ = 0;
      [[fallthrough]];
    case judge::Answer::other_version:
    case judge::Answer::unoffered_suite:
    case judge::Answer::refusal:
    case judge::Answer::unclear_alert:
      tls_spoken_ = true;
      not_connected_in_a_row_ = 0;
      pacer_.answered();
      break;
    case judge::Answer::nothing:
      if (exchange.response == Response::retry_failed) tls_spoken_ = true;
      [[fallthrough]];
    case judge::Answer::closed:
    case judge::Answer::silent:
      not_connected_in_a_row_ = 0;
      last_failure_ = exchange;
      break;
    case judge::Answer::no_connection:
      last_failure_ = exchange;
      break;
  }
  if (controls_.any() && judge_.wavers(exchange)) pacer_.strained();
  const bool single_refusal = answer == judge::Answer::refusal && exchange.codes.size() == 1;
  if (answer != judge::Answer::accepted && !single_refusal) ++negatives_;
  // What was not answered at all may be trouble: a control tells.
  if (answer == judge::Answer::no_connection || answer == judge::Answer::nothing || judge::is_absence(answer))
    unanswered_ = true;
  if (judge::is_absence(answer) || answer == judge::Answer::nothing)
    if (++doubts_ >= doubts_before_control_) control_wanted_ = true;
  if (answer == judge::Answer::nothing && !tls_spoken_) {
    ++nonsense_;
    if (nonsense_ >= kNonsenseToGiveUp || (exchange.response == Response::not_tls && nonsense_ > plan_.options.retries))
      given_up_ = true;
  }
  if (answer == judge::Answer::no_connection) take_failure(now);
}

void Agenda::Impl::take_failure(Elapsed now) {
  if (last_connect_failure_ == ConnectFailure::unresolvable) {
    given_up_ = true;
    return;
  }
  // The many that fail at once are one failure; and one of many that went through is no sign of too fast a pace.
  const bool is_rare = controls_.any() && exchanges_since_failure_ >= kAnswersForRareFailure;
  if (!trouble_ && !is_rare) pacer_.failed(now);
  exchanges_since_failure_ = 0;
  if (controls_.any()) {
    trouble_ = true;
    control_wanted_ = true;
    return;
  }
  if (++not_connected_in_a_row_ > plan_.options.retries) given_up_ = true;
}

void Agenda::Impl::take_control(const ExchangeSummary& exchange, Elapsed now) {
  const auto answer = judge::read(exchange).answer;
  if (answer == judge::Answer::accepted) {
    pacer_.recovered();
    trouble_ = false;
    doubts_ = 0;
    doubts_before_control_ = std::min(doubts_before_control_ * 2, kMostDoubtsBeforeControl);
    return;
  }
  ++failures_in_a_row_;
  // By lot between unlike servers a refusal is no trouble of the target's; a row of them is.
  const bool refused = answer == judge::Answer::refusal;
  if (refused && failures_in_a_row_ < kFailuresForBlock) {
    control_wanted_ = true;
    return;
  }
  trouble_ = true;
  control_wanted_ = true;
  doubts_before_control_ = 1;
  pacer_.failed(now);
  if (failures_in_a_row_ >= kFailuresForBlock && now - last_held_ >= kSilenceForBlock) blocked_ = given_up_ = true;
}

void Agenda::Impl::on(const ExchangeSummary& exchange, const ClimbReport& report, const RungTimes& times, Elapsed now) {
  if (out_.erase(exchange.id) == 0) return;
  history_.push_back(exchange);
  judge_.take(exchange);
  finished_.on(exchange.version, exchange.codes.front(), report);
  if (calls_.on(exchange.id, report, times)) {
    // A call that was cut short may be the gateway's; whether the target is in trouble, a control tells.
    control_wanted_ = controls_.any();
    pacer_.failed(now);
  } else {
    pacer_.answered();
    if (!trouble_) pacer_.recovered();
  }
}

std::size_t Agenda::Impl::ahead(Elapsed now) const {
  const auto& options = plan_.options;
  if (options.gentle || options.delay.count() != 0 || options.max_connections < 2) return 0;
  if (!controls_.any() || is_in_doubt() || now >= options.deadline) return 0;
  return std::min(pacer_.window(), matrix_.expected());
}

/// Something was not answered, or unlike servers may answer: each new connection shall tell for itself.
bool Agenda::Impl::is_in_doubt() const {
  return trouble_ || given_up_ || interrupted_ || unanswered_ || pacer_.slowed_down() || judge_.unlike().seen;
}

Progress Agenda::Impl::progress() const {
  Progress progress;
  for (const auto& [version, codes] : matrix_.docket().cells) {
    progress.asked += codes.size();
    progress.known += codes.size() - judge_.version(version).open;
  }
  progress.connections = last_id_;
  progress.at_once = pacer_.window();
  progress.slowed_down = trouble_ || pacer_.slowed_down();
  progress.calls = calls_.done();
  progress.to_call = calls_.total();
  return progress;
}

Result Agenda::Impl::result() {
  Ending ending;
  ending.interrupted = interrupted_;
  ending.blocked = blocked_;
  ending.tls_spoken = tls_spoken_;
  ending.failing = trouble_;
  ending.last_failure = last_failure_;
  ending.connect_failure = last_connect_failure_;
  ending.slowdowns = pacer_.slowdowns();
  auto result = conclude(judge_.beliefs(), history_, plan_.options, ending);
  if (features_) result.features = features_->result(history_);
  if (plan_.options.depth != Rung::hello) calls_.apply(result.versions);
  note_missing_calls(result);
  note_unlike_calls(result);
  return result;
}

Agenda::Agenda(Plan plan) : impl_(std::make_unique<Impl>(std::move(plan))) {}
Agenda::~Agenda() = default;
Agenda::Agenda(Agenda&&) noexcept = default;
Agenda& Agenda::operator=(Agenda&&) noexcept = default;

Step Agenda::next(Elapsed now) { return impl_->next(now); }
void Agenda::on(const ExchangeSummary& exchange, const Observation& observation, Elapsed now) {
  impl_->on(exchange, observation, now);
}
void Agenda::on(const ExchangeSummary& exchange, const ClimbReport& report, const RungTimes& times, Elapsed now) {
  impl_->on(exchange, report, times, now);
}
void Agenda::chosen(ExchangeId id, tls::CipherSuite suite) { impl_->chosen(id, suite); }
void Agenda::interrupt() { impl_->interrupt(); }
std::size_t Agenda::ahead(Elapsed now) const { return impl_->ahead(now); }
Progress Agenda::progress() const { return impl_->progress(); }
Result Agenda::result() { return impl_->result(); }

}  // namespace probe::agenda
