// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/judge.hpp"

#include "tests/unit/probe/judge/told_history.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace probe::judge {
namespace {

using namespace std::chrono_literals;
using test::answer;
using test::close;
using test::fall_back;
using test::refuse;
using test::select;
using test::silence;
using test::Suites;
using test::Told;
using tls::CipherSuite;
using tls::ProtocolVersion;
using Story = std::vector<Told>;

constexpr auto kSsl2 = ProtocolVersion::SSLv2, kV10 = ProtocolVersion::TLSv1_0, kV12 = ProtocolVersion::TLSv1_2,
               kV13 = ProtocolVersion::TLSv1_3;
constexpr auto kRich = HelloShape::rich, kBare = HelloShape::bare, kSmall = HelloShape::small;

constexpr CipherSuite kGood{0x009C};  // what the server takes: AES-GCM
constexpr CipherSuite kRc4{0x0005}, kDhe{0x009E};
constexpr CipherSuite kBad{0x002F}, kBad2{0x0035};  // CBC
constexpr CipherSuite kSrp{0xC01D};  // some servers pick it first and find out then that they cannot use it
constexpr CipherSuite kAes128{0x1301};
constexpr CipherSuite kSsl2Rc4{0x010080}, kSsl2Des{0x060040};

const Suites kAll{kRc4, kBad, kBad2, kGood, kDhe};
const Suites kRefused{kRc4, kBad, kBad2, kDhe}, kBackward{kDhe, kBad2, kBad, kRc4};

Docket docket_of(Suites cells, ProtocolVersion version = kV12) {
  Docket docket;
  std::sort(cells.begin(), cells.end());
  docket.cells[version] = std::move(cells);
  return docket;
}

Story operator+(Story first, const Story& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Story times(std::size_t count, const Story& what) {
  Story all;
  for (std::size_t i = 0; i < count; ++i) all = std::move(all) + what;
  return all;
}

Story without(Story story, std::size_t place) {
  story.erase(story.begin() + static_cast<std::ptrdiff_t>(place));
  return story;
}

Story with(Story story, std::size_t place, const Told& more) {
  story.insert(story.begin() + static_cast<std::ptrdiff_t>(place), more);
  return story;
}

Beliefs judged(const Story& story, const Docket& docket) {
  Judge judge(docket);
  for (const auto& exchange : test::history(story)) judge.take(exchange);
  return judge.beliefs();
}

CellBelief cell(const Beliefs& beliefs, CipherSuite code, ProtocolVersion version = kV12) {
  const auto& cells = beliefs.versions.at(version).cells;
  const auto found =
      std::find_if(cells.begin(), cells.end(), [code](const CellBelief& each) { return each.code == code; });
  REQUIRE(found != cells.end());
  return *found;
}

bool has(const Beliefs& beliefs, FindingKind kind) {
  return std::any_of(beliefs.findings.begin(), beliefs.findings.end(),
                     [kind](const Finding& each) { return each.kind == kind; });
}

std::size_t count(const Beliefs& beliefs, Outcome outcome) {
  std::size_t result = 0;
  for (const auto& [version, belief] : beliefs.versions)
    for (const auto& each : belief.cells) result += each.outcome == outcome ? 1 : 0;
  return result;
}

/// What this target is known to answer, asked again.
Told control() { return select(kAll, kGood).of(Purpose::control); }
/// The same where it takes TLS 1.3 alone; the hello is as large as any other.
Told control13() { return select({kAes128}, kAes128).in(kV13).larger(100).of(Purpose::control); }

/// Everything that is refused, in each hello that it has to have been in: so, backwards, richer, smaller, in halves.
Story looks(int alert) {
  return {refuse(kRefused, alert),           refuse(kBackward, alert),    refuse(kRefused, alert).in(kRich),
          refuse(kRefused, alert).in(kBare), refuse({kRc4, kBad}, alert), refuse({kBad2, kDhe}, alert)};
}

using Says = Told (*)(Suites);
Told says_80(Suites offered) { return refuse(std::move(offered), 80); }

/// One suite that is not answered, or by a word that says little: three times, two of them with no control in between,
/// further apart each time, and in the other hellos too.
Story absences(Says says) {
  return {control(),
          says({kBad}),
          says({kBad}).later(300ms),
          says({kBad}).in(kRich),
          says({kBad}).in(kBare),
          control(),
          says({kBad}).later(700ms),
          control()};
}

}  // namespace

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
      in13(select({kAes128, kOther}, kAes128)), in13(refuse({kOther})), in13(refuse({kOther})).in(kRich),
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
      falls(kRefused, kBad).in(kBare), falls(kRefused, kBad).in(kSmall), falls({kBad, kBad2}, kBad)};
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
  const auto told = [&](const Told& one) { return judged(Story{one} + looks(40) + Story{one}, docket_of(kAll)); };
  CHECK(cell(told(little), kBad).outcome == Outcome::inconclusive);
  CHECK(cell(told(little), kBad).reason == Reason::hello_size_unproven);
  CHECK(cell(told(little), kBad).want.at_most == 1);
  CHECK(cell(told(little.larger(4)), kBad).outcome == Outcome::refused);  // as large as the halves
  CHECK(cell(told(little.larger(6)), kBad).outcome == Outcome::refused);
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
                      refuse({kRc4, kBad}).in(shape),
                      refuse({kBad2, kDhe}).in(shape),
                      refuse(kRefused).in(kBare),
                      refuse(kRefused).in(kSmall),
                      answered};
    const auto beliefs = judged(story, docket_of(kAll));
    CHECK(to_string(beliefs.versions.at(kV12).shape) == to_string(shape));
    CHECK(has(beliefs, FindingKind::dropped_hello));
    CHECK(cell(beliefs, kGood).needs == std::vector{Need::small_hello});
    CHECK(count(beliefs, Outcome::refused) == 4);
    CHECK(!beliefs.unlike.seen);
    CHECK(cell(judged(without(story, 3), docket_of(kAll)), kBad).outcome == Outcome::inconclusive);
  }
  const auto usual = judged({control()}, docket_of(kAll));
  CHECK(!has(usual, FindingKind::dropped_hello));
  CHECK(cell(usual, kGood).needs.empty());
}

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
      {"CBC that the server does not protect so", {control(), refuse({kBad}), rich(kBad)}, kBad, {}},
      {"another CBC suite does without",
       {control(), refuse({kBad}), with_mac(rich(kBad)), select({kBad2}, kBad2)},
       kBad,
       {}},
      {"DHE with a group of RFC 7919", {control(), refuse({kDhe}), rich(kDhe)}, kDhe, {Need::ffdhe_group}},
      {"fewer extensions", {control(), refuse({kBad}), select({kBad}, kBad).in(kBare)}, kBad, {Need::small_hello}},
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
    const Story before = row.lots + Story{yes} + looks(40) + Story{yes};
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
<<<<<<< HEAD
  const Suites cells{kGood, kBad, kSrp};
  const Suites together{kBad, kSrp}, backward{kSrp, kBad};
  const Story batches{refuse(together),           refuse(backward), refuse(together).in(kRich),
                      refuse(together).in(kBare), refuse(together), refuse(backward)};
  const auto mixed = judged(Story{control()} + batches + Story{control()}, docket_of(cells));
  CHECK(cell(mixed, kBad).outcome == Outcome::inconclusive);
  const auto alone = judged(Story{control()} + times(3, {refuse({kSrp}), refuse({kSrp}).in(kRich)}) + Story{control()},
                            docket_of(cells));
=======
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
  const auto alone = judged(Story{control()} + times(3, {refuse({kSrp})}) + Story{control()}, docket_of(cells));
>>>>>>> unittests
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

  const auto listed = judged({in_ssl2(test::list(both, {kSsl2Rc4}))}, docket);
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
      {"refused between controls", {control(), no, control()}, Outcome::refused, Want::Kind::nothing},
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

}  // namespace probe::judge
