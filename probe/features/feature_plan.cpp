// SPDX-License-Identifier: Apache-2.0
#include "probe/features/feature_plan.hpp"

#include "probe/features/draft.hpp"
#include "probe/features/ground.hpp"
#include "probe/features/group_questions.hpp"
#include "probe/features/questions.hpp"
#include "probe/features/revealed.hpp"
#include "probe/plan/classify.hpp"
#include "probe/plan/pacer.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace probe {
namespace {

/// So many hellos in a row without an answer, and the server is asked whether it is still itself.
constexpr std::size_t kDoubtsBeforeControl = 3;
/// A control may meet the one connection that a busy server drops.
constexpr std::size_t kControlTries = 2;
/// A close is asked again so long after the control behind it, each time further from the last.
constexpr Elapsed kFirstRepeat = std::chrono::milliseconds(300);
constexpr Elapsed kSecondRepeat = 3 * kFirstRepeat;

bool is_no_answer(const Observation& observation) {
  return observation.response == Response::closed || observation.response == Response::silent;
}

}  // namespace

class FeaturePlan::Impl final : private Asker {
 public:
  Impl(Ground ground, const ScanOptions& options, ExchangeId first)
      : ground_(std::move(ground)),
        groups_(ground_, *this, draft_),
        pacer_(options.max_connections, options.delay),
        deadline_(options.deadline),
        next_id_(first),
        believes_closes_(!options.strict && options.retries + 1 >= kAnswersForRefusal) {
    put_all();
  }

  Step next(Elapsed now);
  void on(ExchangeId id, const Observation& observation, Elapsed now);
  ServerFeatures result();

 private:
  struct Question {
    Offer offer;
    ReplyHandler handler;
    Closes closes = Closes::tell_nothing;
    std::size_t same_answers = 0;  ///< closes, or silences, in a row
    Response answer{};             ///< of those
  };
  /// It waits for a control to stand behind it.
  struct Doubted {
    Question question;
    Observation observation;
    ExchangeId id = 0;
  };
  struct OpenQuestion {
    Purpose purpose{};
    Question question;
  };

  void ask(Offer offer, ReplyHandler handler, Closes closes) override {
    ++questions_;
    waiting_.push_back({std::move(offer), std::move(handler), closes});
  }
  [[nodiscard]] bool may_ask_more() const override { return questions_ < kMostFeatureQuestions; }

  void put_all();
  void take_nameless(const Reply& reply);
  [[nodiscard]] bool control_due() const;
  void take_control(const Reply& reply, Elapsed now);
  void take_doubt(Doubted doubted);
  void settle_doubts(Elapsed now);
  void leave_doubts_open();
  Step start(Purpose purpose, Question question, Elapsed now);

  Ground ground_;
  Draft draft_;
  GroupQuestions groups_;
  Pacer pacer_;
  Elapsed deadline_;
  ExchangeId next_id_;
  std::optional<Offer> control_;
  std::optional<Reply> nameless_;  ///< waits for a control to be compared with
  std::deque<Question> waiting_;
  std::vector<Doubted> doubted_;
  std::deque<Question> again_;  ///< to be asked once more, from repeat_at_ on
  Elapsed repeat_at_{0};
  std::map<ExchangeId, OpenQuestion> out_;
  std::size_t questions_ = 0;
  std::size_t doubts_in_a_row_ = 0;
  std::size_t failed_controls_ = 0;
  bool given_up_ = false;
  bool believes_closes_;
};

void FeaturePlan::Impl::put_all() {
  control_ = control_offer(ground_);
  if (!control_) return;
  take_revealed(ground_, draft_);
  put_questions(ground_, *this, draft_);
  if (auto nameless = nameless_offer(ground_)) {
    ask(std::move(*nameless), [this](const Reply& reply) { take_nameless(reply); }, Closes::may_refuse);
  } else {
    draft_.set(FeatureKind::answers_without_sni, Support::not_applicable);
    draft_.set(FeatureKind::same_certificate_without_sni, Support::not_applicable);
  }
  groups_.start();
}

void FeaturePlan::Impl::take_nameless(const Reply& reply) {
  judge_nameless(reply, draft_);
  if (reply.selection && !reply.selection->certificates.empty()) nameless_ = reply;
}

Step FeaturePlan::Impl::next(Elapsed now) {
  if (given_up_ || now >= deadline_) return Finished{};
  if (control_due()) {
    if (!out_.empty()) return AwaitAnswer{};
    if (now < pacer_.next_start()) return WaitUntil{std::min(pacer_.next_start(), deadline_)};
    return start(Purpose::control, {*control_, {}}, now);
  }
  if (!waiting_.empty() && out_.size() < pacer_.window()) {
    if (now < pacer_.next_start()) return WaitUntil{std::min(pacer_.next_start(), deadline_)};
    Question question = std::move(waiting_.front());
    waiting_.pop_front();
    return start(Purpose::feature, std::move(question), now);
  }
  if (!out_.empty()) return AwaitAnswer{};
  if (again_.empty()) return Finished{};
  if (now < repeat_at_) return WaitUntil{std::min(repeat_at_, deadline_)};
  waiting_.swap(again_);
  return next(now);
}

bool FeaturePlan::Impl::control_due() const {
  if (doubts_in_a_row_ >= kDoubtsBeforeControl || failed_controls_ != 0) return true;
  return waiting_.empty() && out_.empty() &&
         (nameless_ || !doubted_.empty() || (draft_.needs_control() && !ground_.alerts_doubted()));
}

Step FeaturePlan::Impl::start(Purpose purpose, Question question, Elapsed now) {
  pacer_.started(now);
  const ExchangeId id = next_id_++;
  Ask ask{id, purpose, question.offer};
  out_.emplace(id, OpenQuestion{purpose, std::move(question)});
  return ask;
}

void FeaturePlan::Impl::on(ExchangeId id, const Observation& observation, Elapsed now) {
  const auto found = out_.find(id);
  if (found == out_.end()) return;
  OpenQuestion open = std::move(found->second);
  out_.erase(found);
  const auto reply = reply_of(open.question.offer, id, observation);
  if (open.purpose == Purpose::control) return take_control(reply, now);
  if (observation.response == Response::not_connected || observation.response == Response::local_failure)
    pacer_.failed(now);
  else
    pacer_.answered();
  // Repeats are expected to draw nothing, and a control comes behind them anyway.
  if (reply.selection || reply.alert)
    doubts_in_a_row_ = 0;
  else if (open.question.same_answers == 0)
    ++doubts_in_a_row_;
  if (is_no_answer(observation) && open.question.closes == Closes::may_refuse && believes_closes_)
    return take_doubt({std::move(open.question), observation, id});
  // After a close an alert is another answer: neither is believed.
  open.question.handler(open.question.same_answers == 0 || reply.selection ? reply : Reply{id, {}, {}});
}

void FeaturePlan::Impl::take_doubt(Doubted doubted) {
  auto& question = doubted.question;
  const auto answer = doubted.observation.response;
  if (question.same_answers != 0 && question.answer != answer) return question.handler({doubted.id, {}, {}});
  question.answer = answer;
  // The last time, two in a row without a control in between: see ScanState::take_answer on balancers.
  if (++question.same_answers == kAnswersForRefusal) return waiting_.push_front(std::move(question));
  doubted_.push_back(std::move(doubted));
}

/// A control drew a ServerHello: what was closed often enough is refused, the rest is asked again.
void FeaturePlan::Impl::settle_doubts(Elapsed now) {
  for (auto& doubted : std::exchange(doubted_, {})) {
    auto& question = doubted.question;
    if (question.same_answers <= kAnswersForRefusal) {
      repeat_at_ = std::max(repeat_at_, now + (question.same_answers == 1 ? kFirstRepeat : kSecondRepeat));
      again_.push_back(std::move(question));
      continue;
    }
    Corroboration corroboration;
    corroboration.same_answers = question.same_answers;
    corroboration.controls_succeed = true;
    const auto verdict = classify(question.offer, doubted.observation, corroboration);
    question.handler({doubted.id, {}, {}, verdict.outcome == Outcome::refused});
  }
}

/// The server is in trouble: from now on no close says anything.
void FeaturePlan::Impl::leave_doubts_open() {
  believes_closes_ = false;
  for (auto& doubted : std::exchange(doubted_, {})) doubted.question.handler({doubted.id, {}, {}});
  for (auto& question : std::exchange(again_, {})) question.handler({});
}

void FeaturePlan::Impl::take_control(const Reply& reply, Elapsed now) {
  if (!reply.selection) {
    pacer_.failed(now);
    given_up_ = ++failed_controls_ == kControlTries;
    return leave_doubts_open();
  }
  pacer_.recovered();
  doubts_in_a_row_ = 0;
  failed_controls_ = 0;
  if (nameless_) compare_certificates(*nameless_, reply, draft_);
  nameless_.reset();
  settle_doubts(now);
  if (!ground_.alerts_doubted()) draft_.control_succeeded();
}

ServerFeatures FeaturePlan::Impl::result() {
  if (!control_) return {};
  groups_.finish();
  return draft_.features();
}

FeaturePlan::FeaturePlan(const std::vector<VersionResult>& versions, const std::vector<ExchangeSummary>& exchanges,
                         const ScanOptions& options, std::optional<std::string> sni, ExchangeId first)
    : impl_(std::make_unique<Impl>(Ground(versions, exchanges, options, std::move(sni)), options, first)) {}
FeaturePlan::~FeaturePlan() = default;
FeaturePlan::FeaturePlan(FeaturePlan&&) noexcept = default;
FeaturePlan& FeaturePlan::operator=(FeaturePlan&&) noexcept = default;

Step FeaturePlan::next(Elapsed now) { return impl_->next(now); }
void FeaturePlan::on(ExchangeId id, const Observation& observation, Elapsed now) { impl_->on(id, observation, now); }
ServerFeatures FeaturePlan::result() { return impl_->result(); }

}  // namespace probe
