// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/judge/judge_stories.hpp"

namespace probe::judge {

TEST_CASE("what an accepted cell needs beyond the usual hello") {
  const auto with_mac = [](Told told) {
    told.exchange.extensions = {tls::ExtensionType::encrypt_then_mac};
    return told;
  };
  struct Row {
    std::string name;
    Story story;
    CipherSuite code;
    std::vector<Need> needs;
  };
  const auto rich = [](CipherSuite code) { return select({code}, code).in(kRich); };
  const Row rows[] = {
      {"CBC with encrypt_then_mac", {control(), refuse({kBad}), with_mac(rich(kBad))}, kBad, {Need::encrypt_then_mac}},
      {"what a stream cipher needs too", {control(), refuse({kRc4, kBad}), with_mac(rich(kBad)), rich(kRc4)}, kBad, {}},
      {"CBC that the server does not protect so", {control(), refuse({kBad}), rich(kBad)}, kBad, {}},
      {"another CBC suite does without",
       {control(), refuse({kBad}), with_mac(rich(kBad)), select({kBad2}, kBad2)},
       kBad,
       {}},
      {"DHE with a group of RFC 7919", {control(), refuse({kDhe}), rich(kDhe)}, kDhe, {Need::ffdhe_group}},
      {"fewer extensions", {control(), refuse({kBad}), select({kBad}, kBad).in(kBare)}, kBad, {Need::small_hello}},
      {"fewer extensions, or another of unlike servers",
       {control(), refuse({kGood}), refuse({kBad}), select({kBad}, kBad).in(kBare)},
       kBad,
       {}},
      {"encrypt_then_mac, or another of unlike servers",
       {control(), refuse({kGood}), refuse({kBad}), with_mac(rich(kBad))},
       kBad,
       {}},
      {"was never refused in the usual hello", {control(), select({kBad}, kBad).in(kBare)}, kBad, {}},
      {"accepted in the usual hello too",
       {control(), refuse({kBad, kBad2}), with_mac(rich(kBad)), select({kBad}, kBad)},
       kBad,
       {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto belief = cell(judged(row.story, docket_of(kAll)), row.code);
    CHECK(belief.outcome == Outcome::accepted);
    CHECK(belief.needs == row.needs);
    if (row.name == "fewer extensions, or another of unlike servers") CHECK(belief.answers == AnswerCount{1, 1});
  }
}

TEST_CASE("signs of unlike servers") {
  const auto with_leaf = [](Told told, const char* leaf) {
    told.exchange.leaf = leaf;
    return told;
  };
  struct Row {
    std::string name;
    Story story;
    bool unlike;
  };
  const Row rows[] = {
      {"one answer", times(4, {control()}), false},
      {"a control refused", {control(), refuse(kAll), control()}, true},
      {"a control closed", {control(), close(kAll), control()}, false},
      {"a control alerted in another way", {control(), refuse(kAll, 80), control()}, false},
      {"another selection", {control(), select(kAll, kRc4)}, true},
      {"another selection, nameless both", {control().nameless(), select(kAll, kRc4).nameless()}, true},
      {"another version", {control(), fall_back(kAll, kGood, kV10)}, true},
      {"another chain", {with_leaf(control(), "aa"), with_leaf(control(), "bb")}, true},
      {"another chain with another name", {with_leaf(control(), "aa"), with_leaf(control().nameless(), "bb")}, false},
      {"one chain for each selection", {with_leaf(control(), "aa"), with_leaf(select({kRc4}, kRc4), "bb")}, false},
      {"an accepted suite refused alone", {control(), refuse({kGood})}, true},
      {"refused in another shape", {control(), refuse({kGood}).in(kBare)}, false},
      {"refused for want of a name", {control(), refuse(kAll).nameless()}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto beliefs = judged(row.story, docket_of(kAll));
    CHECK(beliefs.unlike.seen == row.unlike);
    CHECK(has(beliefs, FindingKind::servers_differ) == row.unlike);
  }
}

TEST_CASE("behind unlike servers a refusal counts when a server would have been met") {
  const auto yes = select({kGood}, kGood).larger(100), no = refuse({kGood});
  struct Row {
    std::string name;
    Story lots;
    std::size_t rounds;
    AnswerCount answers;
  };
  const Row rows[] = {
      {"half of them", times(8, {yes, no}), 10, {8, 8}},
      {"one of four", times(4, {yes, no, no, no}), 25, {4, 12}},
      {"three of four", times(4, {yes, yes, yes, no}), 5, {12, 4}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const Story before = row.lots + Story{select({kBad, kGood}, kGood)} + looks(40) + Story{yes};
    const auto told = [&](std::size_t rounds) {
      return judged(before + times(rounds, {refuse({kBad}), yes}), docket_of(kAll));
    };
    const auto few = told(0);
    CHECK(few.unlike.seen);
    CHECK(cell(few, kBad).outcome == Outcome::inconclusive);
    CHECK(cell(few, kBad).reason == Reason::servers_differ);
    CHECK(cell(few, kBad).want.kind == Want::Kind::hello);
    const auto mixed = cell(judged(row.lots, docket_of(kAll)), kGood);
    CHECK(mixed.outcome == Outcome::accepted);
    REQUIRE(mixed.answers);
    CHECK(mixed.answers->accepted == row.answers.accepted);
    CHECK(mixed.answers->refused == row.answers.refused);
    // So many as would hide that share less than once in a thousand; the share itself is a guess, a cautious one.
    CHECK(judged(row.lots, docket_of(kAll)).unlike.rounds_wanted >= row.rounds);
    CHECK(judged(row.lots, docket_of(kAll)).unlike.rounds_wanted <= 2 * row.rounds);
    // The controls of the rounds make the share larger, so that fewer do.
    const auto many = told(2 * row.rounds);
    CHECK(many.unlike.rounds_wanted != 0);
    CHECK(cell(many, kBad).outcome == Outcome::refused);
    CHECK(cell(many, kDhe).outcome == Outcome::inconclusive);
    // Nor does a round count in which what is accepted was refused as well: then lots fell so for both.
    const auto beside = judged(before + times(2 * row.rounds, {refuse({kBad}), no, yes}), docket_of(kAll));
    CHECK(cell(beside, kBad).outcome == Outcome::inconclusive);
    // With no control in between it is one round.
    const auto in_a_row = judged(before + times(2 * row.rounds, {refuse({kBad})}) + Story{yes}, docket_of(kAll));
    CHECK(cell(in_a_row, kBad).outcome == Outcome::inconclusive);
  }
  // Too few answers to tell a share from.
  const auto unknown = judged(Story{yes, no, yes} + looks(40) + Story{yes}, docket_of(kAll));
  CHECK(unknown.unlike.rounds_wanted == 0);
  CHECK(cell(unknown, kBad).reason == Reason::servers_differ);
  CHECK(!cell(judged({yes, yes}, docket_of(kAll)), kGood).answers);
}

TEST_CASE("a server that changes in mid-scan is no lot of servers") {
  constexpr CipherSuite kStays{0xC02F};
  const auto other = select({kStays}, kStays).larger(100);
  const Story before = times(3, {select({kGood}, kGood), other});
  const Story after = times(12, {refuse({kGood})}) + Story{other} + looks(40) + Story{other};
  const auto beliefs = judged(before + after, docket_of(kAll));
  REQUIRE(beliefs.unlike.changed_at);
  CHECK(*beliefs.unlike.changed_at == test::history(before).back().started + 10ms);
  CHECK(has(beliefs, FindingKind::policy_changed));
  CHECK(!has(beliefs, FindingKind::servers_differ));
  CHECK(cell(beliefs, kGood).outcome == Outcome::accepted);
  CHECK(cell(beliefs, kBad).outcome == Outcome::inconclusive);
  CHECK(cell(beliefs, kBad).reason == Reason::answers_changed);
  // It came back: by lot.
  const auto back = judged(before + after + Story{select({kGood}, kGood)}, docket_of(kAll));
  CHECK(!back.unlike.changed_at);
}

TEST_CASE("a suite that spoils every hello that it is in") {
  const Suites spoiled{kBad, kGood};
  const Story steady = times(3, {refuse(spoiled), select({kGood}, kGood)});
  const auto beliefs = judged(steady, docket_of(kAll));
  CHECK(!beliefs.unlike.seen);
  CHECK(has(beliefs, FindingKind::suite_spoils_hello));
  CHECK(cell(beliefs, kBad).want.at_most == 1);
  // What is refused in a batch may be another's doing.
  const auto batch = judged(steady + Story{control()} + looks(40) + Story{control()}, docket_of(kAll));
  CHECK(cell(batch, kDhe).outcome == Outcome::inconclusive);
  const Story alone{refuse({kDhe}), refuse({kDhe}).in(kRich), refuse({kDhe})};
  const auto each = judged(steady + alone + Story{select({kGood}, kGood)}, docket_of(kAll));
  CHECK(cell(each, kDhe).outcome == Outcome::refused);
  CHECK(cell(each, kDhe).basis == Basis::single);

  // Until both were asked often enough it may as well be unlike servers: both are to be asked again.
  const auto once = judged({refuse(spoiled), select({kGood}, kGood)}, docket_of(kAll));
  CHECK(once.unlike.seen);
  CHECK(once.unlike.ask_again == std::vector<ExchangeId>{1, 2});
  // Now so and now otherwise is no suite's doing.
  const auto varied = judged(steady + Story{select(spoiled, kGood)}, docket_of(kAll));
  CHECK(varied.unlike.seen);
  CHECK(!has(varied, FindingKind::suite_spoils_hello));
}

TEST_CASE("suites that servers pick without being able to use them stand apart") {
  constexpr CipherSuite kBad3{0x003C}, kBad4{0x003D};
  const Suites cells{kRc4, kBad, kBad2, kBad3, kBad4, kGood, kDhe, kSrp};
  const auto batches = [](std::optional<CipherSuite> more) {
    Suites all{kRc4, kBad, kBad2, kBad3, kBad4, kDhe}, half{kBad, kBad2};
    if (more) all.push_back(*more);
    if (more) half.push_back(*more);
    const Suites backward(all.rbegin(), all.rend());
    return Story{control().larger(100), refuse(all),  refuse(backward), refuse(all).in(kRich),
                 refuse(all).in(kBare), refuse(half), refuse(all),      control()};
  };
  CHECK(cell(judged(batches(std::nullopt), docket_of(cells)), kBad).outcome == Outcome::refused);
  CHECK(cell(judged(batches(kSrp), docket_of(cells)), kBad).outcome == Outcome::inconclusive);
  const auto alone = judged(Story{control()} + times(3, {refuse({kSrp}), refuse({kSrp}).in(kRich)}) + Story{control()},
                            docket_of(cells));
  CHECK(cell(alone, kSrp).outcome == Outcome::refused);
  CHECK(
      cell(judged(Story{control()} + times(2, {refuse({kSrp})}) + Story{control()}, docket_of(cells)), kSrp).outcome ==
      Outcome::inconclusive);
}

TEST_CASE("what was asked without the target's name says nothing of the target") {
  Story nameless = looks(40);
  for (auto& told : nameless) told = told.nameless();
  const auto refused = judged(Story{control()} + nameless + Story{control()}, docket_of(kAll));
  CHECK(count(refused, Outcome::refused) == 0);
  CHECK(cell(refused, kBad).exchange == 0);
  const auto selected = judged({control(), select({kBad}, kBad).nameless()}, docket_of(kAll));
  CHECK(cell(selected, kBad).outcome == Outcome::inconclusive);
  // In hellos that are refused with the name, an answer without it changes nothing.
  const auto both =
      judged(Story{control()} + looks(40) + Story{select({kBad}, kBad).nameless(), control()}, docket_of(kAll));
  CHECK(cell(both, kBad).outcome == Outcome::refused);
  CHECK(!both.unlike.seen);
}

TEST_CASE("a ServerHello to a nameless hello is no control") {
  // The name's own server may refuse everything, or nothing, just now: the other one's answer does not tell.
  const auto nameless = control().nameless();
  const Story alone{
      nameless, refuse({kBad}), refuse({kBad}).in(kRich), refuse({kBad}).in(kBare), refuse({kBad}).in(kSmall),
      nameless};
  CHECK(count(judged(alone, docket_of({kBad})), Outcome::refused) == 0);
}

TEST_CASE("SSL 2.0") {
  const Suites both{kSsl2Rc4, kSsl2Des}, backward{kSsl2Des, kSsl2Rc4};
  const auto in_ssl2 = [](const Told& told) { return told.in(kSsl2).nameless(); };
  const auto large = control().larger(100);
  const auto docket = docket_of(both, kSsl2);

  const Told list = in_ssl2(test::list(both, {kSsl2Rc4}));
  const auto listed = judged({list, list, list}, docket);
  CHECK(cell(judged({list, list}, docket), kSsl2Des, kSsl2).outcome == Outcome::inconclusive);
  CHECK(cell(listed, kSsl2Rc4, kSsl2).outcome == Outcome::accepted);
  CHECK(cell(listed, kSsl2Des, kSsl2).outcome == Outcome::refused);
  CHECK(cell(listed, kSsl2Des, kSsl2).reason == Reason::no_shared_cipher_kind);

  const auto error = [&](const Suites& offered) { return in_ssl2(answer(offered, Response::ssl2_error)); };
  const Story errors{large, error(both), error(backward), error(both), large};
  const auto refused = judged(errors, docket);
  CHECK(count(refused, Outcome::refused) == 2);
  CHECK(cell(refused, kSsl2Des, kSsl2).reason == Reason::ssl2_error);
  CHECK(count(judged(without(errors, 2), docket), Outcome::refused) == 0);

  const auto alert = [&](const Suites& offered) { return in_ssl2(refuse(offered, 10)); };
  const Story alerts{large, alert(both), alert(backward).later(300ms), alert(both).later(700ms), large};
  const auto by_alert = judged(alerts, docket);
  CHECK(count(by_alert, Outcome::refused) == 2);
  CHECK(cell(by_alert, kSsl2Des, kSsl2).reason == Reason::alert_while_control_succeeds);
  auto strict = docket;
  strict.strict = true;
  CHECK(count(judged(alerts, strict), Outcome::refused) == 0);
}

TEST_CASE("a refusal is taken back by a ServerHello, an acceptance by nothing") {
  const Story refused = Story{control()} + looks(40) + Story{control()};
  CHECK(cell(judged(refused, docket_of(kAll)), kBad).outcome == Outcome::refused);
  const auto later = judged(refused + Story{select({kBad}, kBad)}, docket_of(kAll));
  CHECK(cell(later, kBad).outcome == Outcome::accepted);
  CHECK(later.unlike.seen);
  const auto again = judged(refused + Story{select({kBad}, kBad)} + times(5, looks(40)), docket_of(kAll));
  CHECK(cell(again, kBad).outcome == Outcome::accepted);
}

TEST_CASE("time counts, not the order of asking") {
  // The control behind was begun before the last refusal ended: it does not stand behind it.
  const Story story = Story{control()} + looks(40) + Story{control().at_once()};
  CHECK(count(judged(story, docket_of(kAll)), Outcome::refused) == 2);  // the first half was asked before
}

TEST_CASE("a hello that is no cell's") {
  const auto feature = [](Told told) {
    told.exchange.purpose = Purpose::feature;
    told.exchange.variant = "schemes:0101";
    return told;
  };
  struct Row {
    std::string name;
    Story story;
    Outcome outcome;
    Want::Kind want;
  };
  const auto yes = feature(select({kGood}, kGood)), no = feature(refuse({kGood})), gone = feature(close({kGood}));
  const auto failing = close(kAll).of(Purpose::control);
  const Row rows[] = {
      {"never asked", {control()}, Outcome::inconclusive, Want::Kind::hello},
      {"accepted", {yes}, Outcome::accepted, Want::Kind::nothing},
      {"refused once", {control(), no, control()}, Outcome::inconclusive, Want::Kind::hello},
      {"refused three times", {control(), no, no, no, control()}, Outcome::refused, Want::Kind::nothing},
      {"refused, and no control behind", {control(), no}, Outcome::inconclusive, Want::Kind::control},
      {"refused, and the control failed",
       {control(), no, failing, control()},
       Outcome::inconclusive,
       Want::Kind::hello},
      {"refused, then accepted", {control(), no, control(), yes}, Outcome::accepted, Want::Kind::nothing},
      {"closed once", {control(), gone, control()}, Outcome::inconclusive, Want::Kind::hello},
      {"closed three times, apart",
       {control(), gone, gone.later(300ms), control(), gone.later(700ms), control()},
       Outcome::refused,
       Want::Kind::nothing},
      {"closed three times, at one beat",
       {control(), gone, gone, gone, control()},
       Outcome::inconclusive,
       Want::Kind::hello},
      {"closed, then silent",
       {control(), gone, gone.later(300ms), control(), feature(silence({kGood})).later(700ms), control()},
       Outcome::inconclusive,
       Want::Kind::hello},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Judge judge(docket_of(kAll));
    for (const auto& exchange : test::history(row.story)) judge.take(exchange);
    const auto belief = judge.hello(yes.exchange);
    CHECK(to_string(belief.outcome) == to_string(row.outcome));
    CHECK(static_cast<int>(belief.want.kind) == static_cast<int>(row.want));
    // It was refused for what it asks, not for its suites.
    CHECK(cell(judge.beliefs(), kGood).outcome != Outcome::refused);
    CHECK(judge.unlike().seen == (row.name == "refused, then accepted"));
  }
}

TEST_CASE("a hello that is no cell's: a control between each two closes") {
  // "Refused under the same rules as a cell": a balancer that takes two servers in turn hides the dead one so.
  auto gone = close({kGood}).of(Purpose::feature);
  gone.exchange.variant = "schemes:0101";
  Judge judge(docket_of(kAll));
  for (const auto& exchange :
       test::history({control(), gone, control(), gone.later(300ms), control(), gone.later(700ms), control()}))
    judge.take(exchange);
  CHECK(judge.hello(gone.exchange).outcome == Outcome::inconclusive);
}

TEST_CASE("a hello that is no cell's: no absence is believed with less than two repeats") {
  auto gone = close({kGood}).of(Purpose::feature);
  gone.exchange.variant = "schemes:0101";
  auto hasty = docket_of(kAll);
  hasty.retries = 1;
  Judge judge(hasty);
  for (const auto& exchange :
       test::history({control(), gone, gone.later(300ms), control(), gone.later(700ms), control()}))
    judge.take(exchange);
  CHECK(judge.hello(gone.exchange).outcome == Outcome::inconclusive);
}

TEST_CASE("a server that bears few extensions: no ECDHE suite is refused for want of groups") {
  constexpr CipherSuite kEcdhe{0xC02F};
  const Suites all{kBad, kEcdhe};
  const auto yes = select(all, kBad).in(kBare).of(Purpose::control);
  const auto no = [&](HelloShape shape) { return refuse({kEcdhe}).in(shape); };
  const Story bare{refuse(all), yes, no(kBare), no(kBare), no(kSmall), yes, no(kBare), no(kBare), no(kSmall), yes};
  CHECK(cell(judged(bare, docket_of(all)), kBad).outcome == Outcome::accepted);
  CHECK(cell(judged(bare, docket_of(all)), kEcdhe).outcome == Outcome::inconclusive);
  // A suite that is accepted without groups, offered with them: now it is known that no hello with any is borne.
  const auto small = refuse({kBad}).in(kSmall);
  CHECK(cell(judged(bare + Story{small, yes}, docket_of(all)), kEcdhe).outcome == Outcome::inconclusive);
  CHECK(cell(judged(bare + Story{small, small, yes}, docket_of(all)), kEcdhe).outcome == Outcome::refused);
}

TEST_CASE("a version that is understood in small hellos alone is asked in those") {
  const Suites suites{kAes128};
  const auto full = refuse(suites, 80).in(kV13), small = refuse(suites, 70).in(kV13).in(kSmall);
  const auto shape = [&suites](const Story& story) {
    auto docket = docket_of(kAll);
    docket.cells[kV13] = suites;
    return judged(story, docket).versions.at(kV13).shape;
  };
  CHECK(shape({control(), full, small, control()}) == kSmall);
  CHECK(shape({control(), refuse(suites, 70).in(kV13), small, control()}) == HelloShape::full);
  CHECK(shape({control(), full, full, control()}) == HelloShape::full);
}

TEST_CASE("shares that rest on few answers are taken for less, and servers that choose differently may be rare") {
  const auto yes = select({kBad}, kBad), no = refuse({kBad});
  const auto rounds = [](const Story& story) { return judged(story, docket_of(kAll)).unlike.rounds_wanted; };
  // Eight of nine: whoever refuses it may be the one that takes another, once it is known that servers differ in more.
  const auto most = times(9, {yes}) + Story{no};
  const auto other = select(kAll, kGood).of(Purpose::control), choice = select(kAll, kRc4).of(Purpose::control);
  CHECK(rounds(most) < 6);
  CHECK(rounds(most + Story{other, choice}) > 20);
  // Two of four are one of four at least; four of eight are a half.
  const auto second = Story{select({kBad2}, kBad2), refuse({kBad2})};
  CHECK(rounds(most + Story{select({kBad2}, kBad2)} + times(2, second)) >
        rounds(most + Story{select({kBad2}, kBad2)} + times(4, second)));
}

TEST_CASE("an answer that was there, and is not, and is again, wavers") {
  Judge judge(docket_of(kAll));
  Story told;
  const auto tell = [&](const Told& next) {
    told.push_back(next);
    judge.take(test::history(told).back());
    return judge.wavers(next.exchange);
  };
  const auto ask = close({kRc4});
  CHECK_FALSE(tell(control()));
  CHECK_FALSE(tell(ask));
  CHECK_FALSE(tell(ask));
  CHECK(tell(refuse({kRc4})));
  CHECK_FALSE(tell(refuse({kRc4})));
  CHECK(tell(ask));
  CHECK_FALSE(tell(close({kBad})));  // another hello
}

}  // namespace probe::judge
