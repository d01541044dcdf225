// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/hello_questions.hpp"

#include <algorithm>
#include <utility>

namespace probe::agenda {
namespace {

Reply reply_of(const ExchangeSummary& exchange, const Observation& observation) {
  Reply reply;
  reply.id = exchange.id;
  if (observation.response == Response::fatal_alert && observation.alert) reply.alert = observation.alert->description;
  if (judge::read(exchange).answer == judge::Answer::accepted) reply.selection = observation.selection;
  return reply;
}

}  // namespace

void HelloQuestions::put(Offer offer, std::string client, Refusals refusals, ReplyHandler handler) {
  Question question;
  question.offer = std::move(offer);
  question.client = std::move(client);
  question.refusals = refusals;
  question.handler = std::move(handler);
  waiting_.push_back(std::move(question));
}

std::optional<AskHello> HelloQuestions::next(Elapsed now) {
  const auto due = std::find_if(waiting_.begin(), waiting_.end(),
                                [now](const Question& question) { return question.not_before <= now; });
  return hand_out(due);
}

std::optional<AskHello> HelloQuestions::next_like(const Offer& offer) {
  return hand_out(std::find_if(waiting_.begin(), waiting_.end(),
                               [&offer](const Question& question) { return question.offer == offer; }));
}

std::optional<AskHello> HelloQuestions::hand_out(std::deque<Question>::iterator question) {
  if (question == waiting_.end()) return std::nullopt;
  handed_out_ = std::move(*question);
  waiting_.erase(question);
  AskHello ask;
  ask.purpose = handed_out_->client.empty() ? Purpose::feature : Purpose::client;
  ask.offer = handed_out_->offer;
  ask.client = handed_out_->client;
  return ask;
}

void HelloQuestions::asked(ExchangeId id) {
  if (!handed_out_) return;
  if (std::exchange(handed_out_->twice, false)) {
    Question second = *handed_out_;
    second.handler = nullptr;
    second.not_before = Elapsed(0);
    waiting_.push_front(std::move(second));
  }
  out_.emplace(id, *std::exchange(handed_out_, std::nullopt));
}

void HelloQuestions::on(const ExchangeSummary& exchange, const Observation& observation) {
  if (auto node = out_.extract(exchange.id); !node.empty()) {
    Question question = std::move(node.mapped());
    const auto reply = reply_of(exchange, observation);
    if (!question.handler) {
      // The judge was told.
    } else if (reply.selection || question.refusals == Refusals::tell_nothing) {
      question.handler(reply);
    } else {
      question.last = exchange;
      pending_.push_back(std::move(question));
    }
  }
  for (auto& question : std::exchange(pending_, {})) settle(std::move(question));
}

void HelloQuestions::settle(Question question) {
  const auto belief = judge_.hello(question.last);
  Reply reply;
  reply.id = belief.exchange;
  if (belief.outcome == Outcome::refused) {
    reply.refused = true;
    reply.alert = question.last.alert;
    return question.handler(reply);
  }
  switch (belief.want.kind) {
    case judge::Want::Kind::control:
    case judge::Want::Kind::acceptance:
      pending_.push_back(std::move(question));
      return;
    case judge::Want::Kind::hello:
      question.not_before = belief.want.not_before;
      question.twice = belief.want.twice;
      waiting_.push_back(std::move(question));
      return;
    case judge::Want::Kind::nothing:
      break;
  }
  question.handler(reply);
}

std::optional<Elapsed> HelloQuestions::wakes_at() const {
  std::optional<Elapsed> soonest;
  for (const auto& question : waiting_)
    if (!soonest || question.not_before < *soonest) soonest = question.not_before;
  return soonest;
}

void HelloQuestions::give_up() {
  for (auto& question : std::exchange(pending_, {})) question.handler(Reply{question.last.id, {}, {}, false});
  waiting_.clear();
}

}  // namespace probe::agenda
