// SPDX-License-Identifier: Apache-2.0
#pragma once

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
inline namespace stories {

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

/// What is accepted stands behind the others.
inline const Suites kAll{kRc4, kBad, kBad2, kDhe, kGood};
inline const Suites kRefused{kRc4, kBad, kBad2, kDhe}, kBackward{kDhe, kBad2, kBad, kRc4};

inline Docket docket_of(Suites cells, ProtocolVersion version = kV12) {
  Docket docket;
  std::sort(cells.begin(), cells.end());
  docket.cells[version] = std::move(cells);
  return docket;
}

inline Story operator+(Story first, const Story& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

inline Story times(std::size_t count, const Story& what) {
  Story all;
  for (std::size_t i = 0; i < count; ++i) all = std::move(all) + what;
  return all;
}

inline Story without(Story story, std::size_t place) {
  story.erase(story.begin() + static_cast<std::ptrdiff_t>(place));
  return story;
}

inline Story with(Story story, std::size_t place, const Told& more) {
  story.insert(story.begin() + static_cast<std::ptrdiff_t>(place), more);
  return story;
}

inline Beliefs judged(const Story& story, const Docket& docket) {
  Judge judge(docket);
  for (const auto& exchange : test::history(story)) judge.take(exchange);
  return judge.beliefs();
}

inline CellBelief cell(const Beliefs& beliefs, CipherSuite code, ProtocolVersion version = kV12) {
  const auto& cells = beliefs.versions.at(version).cells;
  const auto found =
      std::find_if(cells.begin(), cells.end(), [code](const CellBelief& each) { return each.code == code; });
  REQUIRE(found != cells.end());
  return *found;
}

inline bool has(const Beliefs& beliefs, FindingKind kind) {
  return std::any_of(beliefs.findings.begin(), beliefs.findings.end(),
                     [kind](const Finding& each) { return each.kind == kind; });
}

inline std::size_t count(const Beliefs& beliefs, Outcome outcome) {
  std::size_t result = 0;
  for (const auto& [version, belief] : beliefs.versions)
    for (const auto& each : belief.cells) result += each.outcome == outcome ? 1 : 0;
  return result;
}

/// What this target is known to answer, asked again.
inline Told control() { return select(kAll, kGood).of(Purpose::control); }
/// The same where it takes TLS 1.3 alone; the hello is as large as any other.
inline Told control13() { return select({kAes128}, kAes128).in(kV13).larger(100).of(Purpose::control); }

/// Everything that is refused, in each hello that it has to have been in: so, backwards, richer, smaller, in halves.
inline Story looks(int alert) {
  return {refuse(kRefused, alert),           refuse(kBackward, alert),    refuse(kRefused, alert).in(kRich),
          refuse(kRefused, alert).in(kBare), refuse({kRc4, kBad}, alert), refuse({kBad2, kDhe}, alert)};
}

using Says = Told (*)(Suites);
inline Told says_80(Suites offered) { return refuse(std::move(offered), 80); }

/// One suite that is not answered, or by a word that says little: three times, two of them with no control in between,
/// further apart each time, and in the other hellos too.
inline Story absences(Says says) {
  return {control(),
          says({kBad}),
          says({kBad}).later(300ms),
          says({kBad}).in(kRich),
          says({kBad}).in(kBare),
          control(),
          says({kBad}).later(700ms),
          control()};
}

}  // namespace stories

}  // namespace probe::judge
