// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/judge/judge_stories.hpp"

namespace probe::judge {

TEST_CASE("a ServerHello accepts, whatever its hello was put for") {
  for (const auto purpose : {Purpose::sweep, Purpose::control, Purpose::repeat, Purpose::look, Purpose::climb,
                             Purpose::feature, Purpose::client}) {
    CAPTURE(to_string(purpose));
    const auto beliefs = judged({select({kBad}, kBad).of(purpose)}, docket_of(kAll));
    CHECK(cell(beliefs, kBad).outcome == Outcome::accepted);
    CHECK(cell(beliefs, kBad).exchange == 1);
    CHECK(beliefs.ever_accepted);
  }
  auto client = fall_back({kBad}, kBad, kV10).in(kV12).of(Purpose::client);
  client.exchange.client = "vista/as-shipped";
  client.exchange.selected_version = kV10;
  CHECK(cell(judged({client}, docket_of({kBad}, kV10)), kBad, kV10).outcome == Outcome::accepted);
}

TEST_CASE("an alert is believed once it came to every other hello too") {
  for (const int alert : {40, 71}) {
    CAPTURE(alert);
    const Story story = Story{control()} + looks(alert) + Story{control()};
    const auto beliefs = judged(story, docket_of(kAll));
    CHECK(count(beliefs, Outcome::refused) == 4);
    CHECK(cell(beliefs, kBad).basis == Basis::batch);
    CHECK(cell(beliefs, kBad).reason ==
          (alert == 40 ? Reason::alert_handshake_failure : Reason::alert_insufficient_security));
    auto strict = docket_of(kAll);
    strict.strict = true;
    CHECK(count(judged(story, strict), Outcome::refused) == 4);

    // But for the first: each half is in that order as well.
    for (std::size_t place = 1; place < looks(alert).size(); ++place) {
      CAPTURE(place);
      const auto fewer = judged(without(story, place + 1), docket_of(kAll));
      const auto codes = story[place + 1].exchange.codes;
      for (const auto code : codes) {
        CHECK(cell(fewer, code).outcome == Outcome::inconclusive);
        CHECK(cell(fewer, code).want.kind == Want::Kind::hello);
      }
    }
  }
}

TEST_CASE("what never stood in front of an accepted suite may be refused for want of that") {
  const auto behind = select({kBad, kGood, kDhe}, kGood);
  const Story story = Story{behind} + looks(40) + Story{behind};
  const auto beliefs = judged(story, docket_of(kAll));
  CHECK(cell(beliefs, kBad).outcome == Outcome::refused);
  CHECK(cell(beliefs, kDhe).outcome == Outcome::inconclusive);
  CHECK(cell(beliefs, kDhe).want.company == Company::before_accepted);
  CHECK(cell(beliefs, kDhe).want.shape == HelloShape::full);
  // Where rich hellos alone are answered, in such a one.
  const Story rich = Story{behind.in(kRich)} + looks(40) + Story{behind.in(kRich)};
  CHECK(cell(judged(rich + Story{refuse({kDhe}).in(kBare), behind.in(kRich)}, docket_of(kAll)), kDhe).outcome ==
        Outcome::inconclusive);
  CHECK(cell(judged(rich, docket_of(kAll)), kDhe).want.shape != HelloShape::full);
  const auto in_front = select({kDhe, kGood}, kGood);
  CHECK(cell(judged(story + Story{in_front}, docket_of(kAll)), kDhe).outcome == Outcome::refused);
  // A server with an order of its own selects nothing that it likes less.
  constexpr CipherSuite kLast{0x000A};
  const auto own_order = select({kLast, kGood, kDhe}, kGood), last = select({kLast}, kLast);
  CHECK(
      cell(judged(Story{own_order, last} + story, docket_of({kLast, kGood, kRc4, kBad, kBad2, kDhe})), kDhe).outcome ==
      Outcome::refused);
}

TEST_CASE("a hello that lacks what the server insists on is no sign of unlike servers") {
  const auto larger = select({kBad, kGood, kDhe}, kBad), lacking = refuse({kBad}), control = select(kAll, kGood);
  CHECK(judged({control, larger, lacking}, docket_of(kAll)).unlike.seen);
  CHECK(judged({control, larger, lacking}, docket_of(kAll)).unlike.ask_again.size() == 2);
  const auto steady = judged(Story{control} + times(3, {larger, lacking}), docket_of(kAll));
  CHECK(!steady.unlike.seen);
  CHECK(!has(steady, FindingKind::suite_spoils_hello));
  CHECK(
      judged(Story{control} + times(3, {larger, lacking}) + Story{select({kBad}, kBad)}, docket_of(kAll)).unlike.seen);
}

TEST_CASE("a hello that draws nothing that can be read is asked three times") {
  const auto nothing = answer({kGood}, Response::retry_failed).of(Purpose::feature);
  for (const std::size_t asked : {1, 2, 3}) {
    CAPTURE(asked);
    Judge judge(docket_of(kAll));
    const auto told = test::history(Story{control()} + times(asked, {nothing}) + Story{control()});
    for (const auto& exchange : told) judge.take(exchange);
    const auto belief = judge.hello(told[1]);
    CHECK(belief.outcome == Outcome::inconclusive);
    CHECK(belief.asked == asked);
    CHECK((belief.want.kind == Want::Kind::hello) == (asked < 3));
  }
}

TEST_CASE("of small hellos the longest may be refused for its length") {
  const auto longer = refuse(kAll).in(kSmall), answered = select({kBad, kGood}, kGood).in(kSmall);
  CHECK(!has(judged(times(3, {longer, answered}), docket_of(kAll)), FindingKind::suite_spoils_hello));
  const auto as_long = select({kRc4, kBad, kBad2, CipherSuite{0x000A}, kGood}, kGood).in(kSmall);
  CHECK(has(judged(Story{as_long} + times(3, {longer, answered}), docket_of(kAll)), FindingKind::suite_spoils_hello));
}

TEST_CASE("an alert counts between two controls only") {
  struct Row {
    std::string name;
    Story story;
    std::size_t refused;
    Want::Kind want;
  };
  const auto failing = close(kAll).of(Purpose::control);
  const Row rows[] = {
      {"between two", Story{control()} + looks(40) + Story{control()}, 4, Want::Kind::nothing},
      {"none behind", Story{control()} + looks(40), 0, Want::Kind::control},
      {"none before", looks(40) + Story{control()}, 0, Want::Kind::hello},
      {"one failed before it", Story{control(), failing} + looks(40) + Story{control()}, 0, Want::Kind::hello},
      {"one failed behind it", Story{control()} + looks(40) + Story{failing, control()}, 0, Want::Kind::hello},
      {"one failed, then one held", Story{control(), failing, control()} + looks(40) + Story{control()}, 4,
       Want::Kind::nothing},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto beliefs = judged(row.story, docket_of(kAll));
    CHECK(count(beliefs, Outcome::refused) == row.refused);
    CHECK(static_cast<int>(cell(beliefs, kBad).want.kind) == static_cast<int>(row.want));
  }
}

TEST_CASE("a suite alone, and TLS 1.3 whose least hello is small") {
  const Story alone{control(),      refuse({kBad}), refuse({kBad}).in(kRich), refuse({kBad}).in(kBare),
                    refuse({kBad}), control()};
  const auto beliefs = judged(alone, docket_of({kGood, kBad}));
  CHECK(cell(beliefs, kBad).outcome == Outcome::refused);
  CHECK(cell(beliefs, kBad).basis == Basis::single);
  CHECK(cell(judged(without(alone, 4), docket_of({kGood, kBad})), kBad).outcome == Outcome::inconclusive);

  constexpr CipherSuite kOther{0x1304};
  const auto in13 = [](const Told& told) { return told.in(kV13); };
  const Story last{
      in13(select({kOther, kAes128}, kAes128)), in13(refuse({kOther})), in13(refuse({kOther})).in(kRich),
      in13(refuse({kOther})).in(kSmall),        in13(refuse({kOther})), in13(select({kAes128, kOther}, kAes128))};
  CHECK(cell(judged(last, docket_of({kAes128, kOther}, kV13)), kOther, kV13).outcome == Outcome::refused);
  CHECK(cell(judged(without(last, 3), docket_of({kAes128, kOther}, kV13)), kOther, kV13).outcome ==
        Outcome::inconclusive);
}

TEST_CASE("an absence is believed when it came three times, alike, apart, between controls, in every hello") {
  struct Kind {
    std::string name;
    Says says;
    Reason open, believed;
  };
  const Kind kinds[] = {
      {"closed", close, Reason::closed, Reason::closed_while_control_succeeds},
      {"silent", silence, Reason::timed_out, Reason::silent_while_control_succeeds},
      {"unclear", says_80, Reason::other_alert, Reason::alert_while_control_succeeds},
  };
  for (const auto& kind : kinds) {
    CAPTURE(kind.name);
    const auto base = absences(kind.says);
    const auto other = kind.says == &close ? silence({kBad}) : close({kBad});
    const auto failing = close(kAll).of(Purpose::control);
    const auto same_beat = [&] {
      auto story = base;
      story[6].pause = 0ms;
      return story;
    };
    const auto in_turn = [&] {
      Story story;
      for (const auto& told : base) {
        story.push_back(told);
        story.push_back(control());
      }
      return story;
    };
    const auto one_is_unlike = [&] {
      auto story = base;
      story[6].exchange.response = other.exchange.response;
      story[6].exchange.alert.reset();
      return story;
    };
    struct Row {
      std::string name;
      Story story;
      Outcome outcome;
      std::optional<Reason> reason;
    };
    const Row rows[] = {
        {"all of it", base, Outcome::refused, kind.believed},
        {"twice: not the first", without(base, 1), Outcome::inconclusive, kind.open},
        {"twice: not the second", without(base, 2), Outcome::inconclusive, kind.open},
        {"twice: not the last", without(base, 6), Outcome::inconclusive, std::nullopt},
        {"not in the richest hello", without(base, 3), Outcome::inconclusive, kind.open},
        {"not in the barest hello", without(base, 4), Outcome::inconclusive, kind.open},
        {"no control before", without(base, 0), Outcome::inconclusive, kind.open},
        {"no control behind", without(base, 7), Outcome::inconclusive, kind.open},
        {"a control between each two", in_turn(), Outcome::inconclusive, kind.open},
        {"no further apart", same_beat(), Outcome::inconclusive, kind.open},
        {"a control failed among them", with(base, 2, failing), Outcome::inconclusive, kind.open},
        {"one was another", one_is_unlike(), Outcome::inconclusive, Reason::repeats_disagree},
        {"one was a refusal", with(base, 5, refuse({kBad})), Outcome::inconclusive, std::nullopt},
        {"one was a ServerHello", with(base, 5, select({kBad}, kBad)), Outcome::accepted, Reason::server_selected_it},
    };
    for (const auto& row : rows) {
      CAPTURE(row.name);
      const auto belief = cell(judged(row.story, docket_of({kGood, kBad})), kBad);
      CHECK(to_string(belief.outcome) == to_string(row.outcome));
      if (row.reason) CHECK(to_string(belief.reason) == to_string(*row.reason));
    }

    auto strict = docket_of({kGood, kBad});
    strict.strict = true;
    const auto unbelieved = cell(judged(base, strict), kBad);
    CHECK(unbelieved.outcome == Outcome::inconclusive);
    CHECK(unbelieved.reason == kind.believed);
    CHECK(unbelieved.want.kind == Want::Kind::nothing);

    auto hasty = docket_of({kGood, kBad});
    hasty.retries = 1;
    CHECK(cell(judged(base, hasty), kBad).outcome == Outcome::inconclusive);
  }
}

TEST_CASE("the alert that was believed is told") {
  CHECK(cell(judged(absences(says_80), docket_of({kGood, kBad})), kBad).alert == tls::AlertDescription::internal_error);
}

TEST_CASE("an unclear alert to a batch says nothing of each suite in it") {
  const Suites both{kBad, kBad2}, backward{kBad2, kBad};
  const Story story{control(),
                    says_80(both),
                    says_80(backward).later(300ms),
                    says_80(both).in(kRich),
                    says_80(both).in(kBare),
                    control(),
                    says_80(both).later(700ms),
                    control()};
  const auto beliefs = judged(story, docket_of(kAll));
  CHECK(count(beliefs, Outcome::refused) == 0);
  CHECK(cell(beliefs, kBad).want.at_most == 1);
  // Said by closing it is said to each of them.
  Story closed = story;
  for (auto& told : closed)
    if (told.exchange.response == Response::fatal_alert) told.exchange.response = Response::closed;
  CHECK(count(judged(closed, docket_of(kAll)), Outcome::refused) == 2);
}

TEST_CASE("where hellos that are answered often go unanswered, no absence is believed") {
  const auto failing = close(kAll).of(Purpose::control);
  Story many{control()};
  for (const auto gap : {0ms, 300ms, 500ms, 900ms, 1500ms, 2000ms, 3000ms}) many.push_back(close({kBad}).later(gap));
  many = many + Story{close({kBad}).in(kRich), close({kBad}).in(kBare), control()};
  CHECK(cell(judged(times(9, {control()}) + Story{failing} + many, docket_of({kGood, kBad})), kBad).outcome ==
        Outcome::refused);
  CHECK(cell(judged(times(2, {control(), failing}) + many, docket_of({kGood, kBad})), kBad).outcome ==
        Outcome::inconclusive);
}

TEST_CASE("each outage asks for one absence more") {
  const auto failing = close(kAll).of(Purpose::control);
  const Story troubled = Story{control(), failing} + times(8, {control()});
  CHECK(cell(judged(troubled + absences(close), docket_of({kGood, kBad})), kBad).outcome == Outcome::inconclusive);
  const auto once_more = with(absences(close), 7, close({kBad}).later(900ms));
  CHECK(cell(judged(troubled + once_more, docket_of({kGood, kBad})), kBad).outcome == Outcome::refused);
}

TEST_CASE("where some hellos were closed and some refused, the refusals have to outweigh the closes") {
  const auto bad = [](std::size_t refusals, std::size_t closes) {
    const Story story = Story{control()} + looks(40) + times(closes, {close(kRefused)}) + Story{control()} +
                        times(refusals, {refuse(kRefused)}) + Story{control()};
    return cell(judged(story, docket_of(kAll)), kBad);
  };
  // Five of the looks ask for it; four do without a close, and each close takes four more.
  CHECK(bad(0, 0).outcome == Outcome::refused);
  CHECK(bad(2, 1).outcome == Outcome::inconclusive);
  CHECK(bad(2, 1).reason == Reason::repeats_disagree);
  CHECK(bad(2, 1).want.kind == Want::Kind::hello);
  CHECK(bad(3, 1).outcome == Outcome::refused);
  CHECK(bad(22, 6).outcome == Outcome::inconclusive);
  // More than are asked for of a cell that is never closed.
  CHECK(bad(22, 6).want.kind == Want::Kind::hello);
  CHECK(bad(23, 6).outcome == Outcome::refused);
}

TEST_CASE("what was lost in an outage was hardly asked") {
  const auto failing = close(kAll).of(Purpose::control);
  const auto wanted = [&](std::size_t lost) {
    const Story story = Story{control()} + times(lost, {close({kBad})}) + Story{failing, control()};
    return cell(judged(story, docket_of({kGood, kBad})), kBad).want.kind;
  };
  CHECK(wanted(90) == Want::Kind::hello);
  CHECK(wanted(120) == Want::Kind::nothing);  // a cell is not asked for ever
}

TEST_CASE("while nothing was ever accepted, nothing is refused") {
  struct Row {
    std::string name;
    Story story;
    std::optional<Reason> reason;
  };
  const Row rows[] = {
      {"nothing was asked", {}, Reason::deadline_reached},
      {"handshake_failure to all", times(5, looks(40)), Reason::never_accepted},
      {"protocol_version to all", times(5, looks(70)), Reason::never_accepted},
      {"internal_error to all", times(5, looks(80)), Reason::never_accepted},
      {"each alone", times(5, {refuse({kBad}), refuse({kBad}).in(kRich), refuse({kBad}).in(kBare).later(900ms)}),
       Reason::never_accepted},
      {"closed", times(5, {close(kRefused), close({kBad}).later(900ms)}), Reason::closed},
      {"another version each time", times(5, {fall_back({kBad}, kBad, kV10)}), Reason::never_accepted},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto beliefs = judged(row.story, docket_of(kRefused));
    CHECK(count(beliefs, Outcome::inconclusive) == 4);
    CHECK(!beliefs.ever_accepted);
    if (row.reason) CHECK(to_string(cell(beliefs, kBad).reason) == to_string(*row.reason));
    if (!row.story.empty()) CHECK(cell(beliefs, kBad).want.kind == Want::Kind::acceptance);
  }
}

Story alone_by(int alert) {
  return {refuse({kRc4}, alert), refuse({kBad}, alert), refuse({kBad2}, alert), refuse({kDhe}, alert)};
}

TEST_CASE("a control may lie outside what was asked for; a version is refused whole in the smaller shapes too") {
  const Story smaller{refuse(kRefused).in(kSmall), refuse({kRc4}), refuse({kBad}), refuse({kBad2}), refuse({kDhe})};
  const auto beliefs = judged(Story{control13()} + looks(40) + smaller + Story{control13()}, docket_of(kRefused));
  CHECK(count(beliefs, Outcome::refused) == 4);
  CHECK(cell(beliefs, kBad).basis == Basis::single);
  // One of the lists may be too long for it.
  CHECK(count(judged(Story{control13()} + looks(40) + Story{control13()}, docket_of(kRefused)), Outcome::refused) == 0);
  // protocol_version speaks of the version, whatever its hello's size and shape.
  const auto little = select({kAes128}, kAes128).in(kV13);
  const auto by_version = judged(Story{little} + looks(70) + alone_by(70) + Story{little}, docket_of(kRefused));
  CHECK(count(by_version, Outcome::refused) == 4);
  CHECK(cell(by_version, kBad).reason == Reason::alert_protocol_version);
}

TEST_CASE("another version's ServerHello speaks of the suite that it names") {
  const auto falls = [](const Suites& offered, CipherSuite to) { return fall_back(offered, to, kV10); };
  const Story batches{
      falls(kRefused, kBad),           falls(kBackward, kBad),           falls(kRefused, kBad).in(kRich),
      falls(kRefused, kBad).in(kBare), falls(kRefused, kBad).in(kSmall), falls({kBad}, kBad)};
  const auto told = [&](const Story& more) {
    return judged(Story{control13()} + batches + more + Story{control13()}, docket_of(kRefused));
  };
  const auto one = told({});
  CHECK(cell(one, kBad).outcome == Outcome::refused);
  CHECK(cell(one, kBad).reason == Reason::negotiated_other_version);
  CHECK(count(one, Outcome::refused) == 1);
  const Story each{falls({kRc4}, kRc4), falls({kBad2}, kBad2), falls({kDhe}, kDhe)};
  CHECK(count(told(each), Outcome::refused) == 4);
}

TEST_CASE("what cannot be read, never came up, or names what was not offered, refuses nothing") {
  for (const auto response : {Response::partial, Response::garbled, Response::retry_failed, Response::not_tls,
                              Response::not_connected, Response::local_failure}) {
    CAPTURE(to_string(response));
    Story story = absences(close);
    for (auto& told : story)
      if (told.exchange.response == Response::closed) told.exchange.response = response;
    CHECK(cell(judged(times(4, story), docket_of({kGood, kBad})), kBad).outcome == Outcome::inconclusive);
  }
  Story story;
  for (const auto& told : absences(close)) {
    const bool is_control = told.exchange.response == Response::server_hello;
    story.push_back(is_control ? told : select({kBad}, kRc4).in(told.exchange.shape).later(told.pause));
  }
  const auto beliefs = judged(times(4, story), docket_of({kGood, kBad}));
  CHECK(cell(beliefs, kBad).outcome == Outcome::inconclusive);
  CHECK(cell(beliefs, kBad).reason == Reason::selected_unoffered_suite);
  CHECK(has(beliefs, FindingKind::selected_unoffered_suite));
  CHECK(!has(judged(absences(close), docket_of({kGood, kBad})), FindingKind::selected_unoffered_suite));
}

TEST_CASE("a refused batch needs an answered hello at least as large") {
  const auto little = select({kGood}, kGood);  // smaller than kRefused by three suites
  const auto passed_over = select({kBad, kGood}, kGood);
  const auto told = [&](const Told& one) { return judged(Story{one} + looks(40) + Story{one}, docket_of(kAll)); };
  const auto told_behind = [&](const Told& one) {
    return judged(Story{one, passed_over} + looks(40) + Story{one}, docket_of(kAll));
  };
  CHECK(cell(told(little), kBad).outcome == Outcome::inconclusive);
  CHECK(cell(told(little), kBad).reason == Reason::hello_size_unproven);
  CHECK(cell(told(little), kBad).want.at_most == 1);
  CHECK(cell(told_behind(little.larger(4)), kBad).outcome == Outcome::refused);  // as large as the halves
  CHECK(cell(told_behind(little.larger(6)), kBad).outcome == Outcome::refused);
  // A large hello in another shape is none.
  CHECK(cell(judged(Story{little, control().in(kSmall).larger(500)} + looks(40) + Story{little}, docket_of(kAll)), kBad)
            .outcome == Outcome::inconclusive);
}

TEST_CASE("a target that answers smaller hellos only") {
  for (const auto shape : {kBare, kSmall}) {
    CAPTURE(to_string(shape));
    const auto answered = select(kAll, kGood).in(shape);
    const Story story{refuse(kAll),
                      answered,
                      refuse(kRefused).in(shape),
                      refuse(kBackward).in(shape),
                      refuse({kRc4}).in(shape),
                      refuse({kBad}).in(shape),
                      refuse({kBad2}).in(shape),
                      refuse({kDhe}).in(shape),
                      refuse({kBad2, kBad, kRc4}).in(shape),
                      refuse(kRefused).in(kBare),
                      refuse(kRefused).in(kSmall),
                      answered};
    const auto beliefs = judged(story, docket_of(kAll));
    CHECK(to_string(beliefs.versions.at(kV12).shape) == to_string(shape));
    CHECK(has(beliefs, FindingKind::dropped_hello));
    CHECK(cell(beliefs, kGood).needs == std::vector{Need::small_hello});
    CHECK(count(beliefs, Outcome::refused) == 4);
    CHECK(!beliefs.unlike.seen);
    // Without every other kind of cipher: it may be their company.
    CHECK(cell(judged(without(story, 5), docket_of(kAll)), kBad).want.company == Company::one_cipher);
  }
  const auto usual = judged({control()}, docket_of(kAll));
  CHECK(!has(usual, FindingKind::dropped_hello));
  CHECK(cell(usual, kGood).needs.empty());
}

}  // namespace probe::judge
