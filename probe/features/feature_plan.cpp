// SPDX-License-Identifier: Apache-2.0
#include "probe/features/feature_plan.hpp"

#include "probe/features/draft.hpp"
#include "probe/features/ground.hpp"
#include "probe/features/group_questions.hpp"
#include "probe/features/questions.hpp"
#include "probe/features/revealed.hpp"
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

}  // namespace

class FeaturePlan::Impl final : private Asker {
 public:
  Impl(Ground ground, const ScanOptions& options, ExchangeId first)
      : ground_(std::move(ground)),
        groups_(ground_, *this, draft_),
        pacer_(options.max_connections, options.delay),
        deadline_(options.deadline),
        next_id_(first) {
    put_all();
  }

  Step next(Elapsed now);
  void on(ExchangeId id, const Observation& observation, Elapsed now);
  ServerFeatures result();

 private:
  struct Question {
    Offer offer;
    ReplyHandler handler;
  };
  struct OpenQuestion {
    Purpose purpose{};
    Question question;
  };

  void ask(Offer offer, ReplyHandler handler) override {
    ++questions_;
    waiting_.push_back({std::move(offer), std::move(handler)});
  }
  [[nodiscard]] bool may_ask_more() const override { return questions_ < kMostFeatureQuestions; }

  void put_all();
  void take_nameless(const Reply& reply);
  [[nodiscard]] bool control_due() const;
  void take_control(const Reply& reply, Elapsed now);
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
  std::map<ExchangeId, OpenQuestion> out_;
  std::size_t questions_ = 0;
  std::size_t doubts_in_a_row_ = 0;
  std::size_t failed_controls_ = 0;
  bool given_up_ = false;
};

void FeaturePlan::Impl::put_all() {
  control_ = control_offer(ground_);
  if (!control_) return;
  take_revealed(ground_, draft_);
  put_questions(ground_, *this, draft_);
  if (auto nameless = nameless_offer(ground_)) {
    ask(std::move(*nameless), [this](const Reply& reply) { take_nameless(reply); });
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
  return Finished{};
}

bool FeaturePlan::Impl::control_due() const {
  if (doubts_in_a_row_ >= kDoubtsBeforeControl || failed_controls_ != 0) return true;
  return waiting_.empty() && out_.empty() && (nameless_ || (draft_.needs_control() && !ground_.alerts_doubted()));
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
  const OpenQuestion open = std::move(found->second);
  out_.erase(found);
  const auto reply = reply_of(open.question.offer, id, observation);
  if (open.purpose == Purpose::control) return take_control(reply, now);
  if (observation.response == Response::not_connected || observation.response == Response::local_failure)
    pacer_.failed(now);
  else
    pacer_.answered();
  doubts_in_a_row_ = reply.selection || reply.alert ? 0 : doubts_in_a_row_ + 1;
  open.question.handler(reply);
}

void FeaturePlan::Impl::take_control(const Reply& reply, Elapsed now) {
  if (!reply.selection) {
    pacer_.failed(now);
    given_up_ = ++failed_controls_ == kControlTries;
    return;
  }
  pacer_.recovered();
  doubts_in_a_row_ = 0;
  failed_controls_ = 0;
  if (nameless_) compare_certificates(*nameless_, reply, draft_);
  nameless_.reset();
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
