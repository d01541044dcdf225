// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/features/feature_source.hpp"

#include "probe/agenda/features/draft.hpp"
#include "probe/agenda/features/group_questions.hpp"
#include "probe/agenda/features/questions.hpp"
#include "probe/agenda/features/revealed.hpp"

#include <optional>
#include <utility>

namespace probe::agenda {

class FeatureSource::Impl final : private Asker {
 public:
  Impl(Ground ground, const judge::Judge& judge)
      : ground_(std::move(ground)), questions_(judge), groups_(ground_, *this, draft_) {
    put_all();
  }

  HelloQuestions& questions() { return questions_; }
  ServerFeatures result(const std::vector<ExchangeSummary>& exchanges) {
    if (!is_asked_) return {};
    questions_.give_up();
    groups_.finish();
    take_schemes(exchanges, draft_);
    return draft_.features();
  }

 private:
  void ask(Offer offer, ReplyHandler handler, Refusals refusals) override {
    ++asked_;
    questions_.put(std::move(offer), {}, refusals, std::move(handler));
  }
  [[nodiscard]] bool may_ask_more() const override { return asked_ < kMostFeatureQuestions; }

  void put_all() {
    const auto named = control_offer(ground_);
    if (!named) return;
    is_asked_ = true;
    take_revealed(ground_, draft_);
    put_questions(ground_, *this, draft_);
    if (auto nameless = nameless_offer(ground_)) {
      ask(
          std::move(*nameless),
          [this](const Reply& reply) {
            judge_nameless(reply, draft_);
            nameless_ = reply;
            compare();
          },
          Refusals::count);
      Asker::ask(*named, [this](const Reply& reply) {
        named_ = reply;
        compare();
      });
    } else {
      draft_.set(FeatureKind::answers_without_sni, Support::not_applicable);
      draft_.set(FeatureKind::same_certificate_without_sni, Support::not_applicable);
    }
    groups_.start();
  }

  void compare() {
    if (nameless_ && named_) compare_certificates(*nameless_, *named_, draft_);
  }

  Ground ground_;
  HelloQuestions questions_;
  Draft draft_;
  GroupQuestions groups_;
  std::optional<Reply> nameless_, named_;
  std::size_t asked_ = 0;
  bool is_asked_ = false;
};

FeatureSource::FeatureSource(Ground ground, const judge::Judge& judge)
    : impl_(std::make_unique<Impl>(std::move(ground), judge)) {}
FeatureSource::~FeatureSource() = default;

HelloQuestions& FeatureSource::questions() { return impl_->questions(); }
ServerFeatures FeatureSource::result(const std::vector<ExchangeSummary>& exchanges) { return impl_->result(exchanges); }

}  // namespace probe::agenda
