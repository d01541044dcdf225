// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/hello_questions.hpp"

#include "probe/judge/judge.hpp"
#include "tests/unit/probe/agenda/simulated_server.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace probe::agenda {
namespace {

using namespace std::chrono_literals;
using test::alert;
using test::response;

constexpr tls::CipherSuite kGood{0xC02F};

Observation selected() {
  auto observation = response(Response::server_hello);
  observation.selection.emplace();
  observation.selection->version = tls::ProtocolVersion::TLSv1_2;
  observation.selection->suites = {kGood};
  return observation;
}

/// One question, its judge and a clock. Each exchange takes 10 ms.
struct Talk {
  explicit Talk(Refusals refusals, std::string client = {}) {
    offer.suites = {kGood};
    offer.schemes = {tls::SignatureScheme::rsa_md5};
    questions.put(offer, std::move(client), refusals, [this](const Reply& reply) { replies.push_back(reply); });
  }

  [[nodiscard]] ExchangeSummary exchange(AskHello ask, const Observation& observation) {
    ask.id = ++last_id;
    const auto began = now;
    now += 10ms;
    return summarize(ask, observation, began, now, std::nullopt);
  }

  /// Whether a hello was due; it is answered so.
  bool answer(const Observation& observation) {
    const auto ask = questions.next(now);
    if (!ask) return false;
    const auto summary = exchange(*ask, observation);
    questions.asked(summary.id);
    CHECK(questions.is_out());
    judge.take(summary);
    questions.on(summary, observation);
    ++asked;
    return true;
  }

  /// A hello of somebody else's that is known to be answered, or is not now.
  void control(const Observation& observation = selected()) {
    AskHello ask;
    ask.purpose = Purpose::control;
    ask.offer.suites = {kGood};
    const auto summary = exchange(ask, observation);
    judge.take(summary);
    questions.on(summary, observation);
  }

  Offer offer;
  judge::Judge judge{judge::Docket{}};
  HelloQuestions questions{judge};
  std::vector<Reply> replies;
  Elapsed now{0};
  ExchangeId last_id = 0;
  std::size_t asked = 0;
};

TEST_CASE("a ServerHello is the reply, at once") {
  Talk talk(Refusals::count);
  CHECK(!talk.questions.is_done());
  REQUIRE(talk.answer(selected()));
  REQUIRE(talk.replies.size() == 1);
  CHECK(talk.replies[0].selection);
  CHECK(talk.replies[0].id == 1);
  CHECK(!talk.replies[0].refused);
  CHECK(talk.questions.is_done());
}

TEST_CASE("where a refusal tells nothing, the hello is put once") {
  for (const auto& observation : {alert(40), alert(86), response(Response::closed), response(Response::garbled)}) {
    Talk talk(Refusals::tell_nothing);
    REQUIRE(talk.answer(observation));
    REQUIRE(talk.replies.size() == 1);
    CHECK(!talk.replies[0].selection);
    CHECK(!talk.replies[0].refused);
    CHECK(talk.replies[0].alert.has_value() == observation.alert.has_value());
    CHECK(talk.questions.is_done());
  }
}

TEST_CASE("a selection of what was not offered is none") {
  Talk talk(Refusals::tell_nothing);
  auto strange = selected();
  strange.selection->suites = {tls::CipherSuite{0x0005}};
  REQUIRE(talk.answer(strange));
  REQUIRE(talk.replies.size() == 1);
  CHECK(!talk.replies[0].selection);
}

TEST_CASE("an alert is a refusal once it came three times and a control stands behind it") {
  Talk talk(Refusals::count);
  talk.control();
  for (int i = 0; i < 2; ++i) {
    REQUIRE(talk.answer(alert(40)));
    CHECK(talk.replies.empty());
    talk.control();
    CHECK(talk.replies.empty());
  }
  REQUIRE(talk.answer(alert(40)));
  CHECK(talk.replies.empty());
  CHECK(talk.questions.wants_control());
  CHECK(!talk.questions.next(talk.now));
  talk.control();
  REQUIRE(talk.replies.size() == 1);
  CHECK(talk.replies[0].refused);
  CHECK(talk.replies[0].alert == tls::AlertDescription::handshake_failure);
  CHECK(talk.questions.is_done());
}

TEST_CASE("behind a control that failed it is asked again") {
  Talk talk(Refusals::count);
  talk.control();
  REQUIRE(talk.answer(alert(40)));
  talk.control(response(Response::closed));
  CHECK(talk.replies.empty());
  talk.control();
  REQUIRE(talk.answer(selected()));
  REQUIRE(talk.replies.size() == 1);
  CHECK(talk.replies[0].selection);
}

TEST_CASE("a close is asked again, later each time, until the judge believes it") {
  Talk talk(Refusals::count);
  std::vector<Elapsed> moments;
  for (int turn = 0; turn < 100 && talk.replies.empty(); ++turn) {
    if (const auto when = talk.questions.wakes_at()) talk.now = std::max(talk.now, *when);
    // Two in a row have no control between them.
    if (!talk.questions.second_is_due()) talk.control();
    if (talk.questions.wakes_at()) talk.now = std::max(talk.now, *talk.questions.wakes_at());
    moments.push_back(talk.now);
    if (!talk.answer(response(Response::closed))) moments.pop_back();
    if (!talk.questions.second_is_due()) talk.control();
  }
  REQUIRE(talk.replies.size() == 1);
  CHECK(!talk.replies[0].selection);
  CHECK(talk.replies[0].refused);
  CHECK(talk.asked >= 3);
  CHECK(talk.asked <= 16);
  CHECK(moments.back() - moments.front() >= 400ms);
  CHECK(talk.questions.is_done());
}

TEST_CASE("what no control stands behind is unknown in the end") {
  Talk talk(Refusals::count);
  talk.control();
  REQUIRE(talk.answer(alert(40)));
  talk.questions.give_up();
  REQUIRE(talk.replies.size() == 1);
  CHECK(!talk.replies[0].refused);
  CHECK(talk.questions.is_done());

  Talk never(Refusals::count);
  never.questions.give_up();
  CHECK(never.questions.is_done());
  CHECK(!never.questions.next(never.now));
}

TEST_CASE("a client's hello says whose it is") {
  Talk client(Refusals::count, "7sp1/as-shipped"), feature(Refusals::count);
  CHECK(client.questions.next(0ms)->purpose == Purpose::client);
  CHECK(feature.questions.next(0ms)->purpose == Purpose::feature);
  CHECK(!feature.questions.next(0ms));  // it was handed out
}

}  // namespace
}  // namespace probe::agenda
