// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/version_case.hpp"

#include "probe/judge/cell_rule.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace probe::judge {
namespace {

/// An unclear alert that came to so many parts of a version, and nothing else, is said to all of it.
constexpr std::size_t kPartsForSteady = 8;
/// A hello of so large a part of a version's suites that was answered shows that neither their number nor a kind of
/// them spoils every hello; so does one of as many as servers of any age take.
constexpr std::size_t kPartForProof = 2;
constexpr std::size_t kManySuites = 128;

bool is_part(const std::vector<tls::CipherSuite>& part, const std::vector<tls::CipherSuite>& whole) {
  return part.size() < whole.size() &&
         std::all_of(
             part.begin(), part.end(),
             [&](tls::CipherSuite suite) { return std::find(whole.begin(), whole.end(), suite) != whole.end(); });
}

/// A clear "no" to a small hello, where full ones drew nothing that is clear.
bool is_understood_in_small_alone(tls::ProtocolVersion version, const Facts& facts) {
  bool full = false, small = false;
  for (const auto& entry : facts.entries) {
    if (!entry.usual || entry.exchange.version != version || !speaks_for_target(entry.exchange)) continue;
    const auto answer = entry.reading.answer;
    const bool is_clear = answer == Answer::refusal || answer == Answer::other_version;
    full = full || (is_clear && entry.exchange.shape != HelloShape::small);
    small = small || (is_clear && entry.exchange.shape == HelloShape::small);
  }
  return small && !full;
}

/// In the version or, where it accepted nothing, in any.
std::size_t small_ones_refused(tls::ProtocolVersion version, bool any_accepted, const Facts& facts) {
  return static_cast<std::size_t>(std::count_if(facts.entries.begin(), facts.entries.end(), [&](const Entry& entry) {
    const auto& exchange = entry.exchange;
    const bool counts = facts.signs.unlike.seen ? entry.between : entry.supported;
    return entry.usual && counts && exchange.shape == HelloShape::small && is_negative(entry.reading.answer) &&
           (!any_accepted || exchange.version == version) && speaks_for_target(exchange) &&
           std::any_of(exchange.codes.begin(), exchange.codes.end(),
                       [&](auto suite) { return facts.acceptances.count({exchange.version, suite}) != 0; });
  }));
}

std::set<tls::CipherSuite> said_no(tls::ProtocolVersion version, const std::set<tls::CipherSuite>& fell_back,
                                   const Facts& facts) {
  auto all = fell_back;
  for (const auto& entry : facts.entries)
    if (entry.usual && entry.exchange.version == version && entry.reading.answer == Answer::refusal &&
        speaks_for_target(entry.exchange))
      all.insert(entry.exchange.codes.begin(), entry.exchange.codes.end());
  return all;
}

}  // namespace

Asked::Asked(const std::vector<tls::CipherSuite>& codes) : askings(codes), accepted(codes.size(), false) {
  for (const auto code : codes) apart.push_back(stands_apart(code));
  for (const auto code : codes) on_groups.push_back(rests_on_groups(code));
  passed_over.assign(codes.size(), false);
}

std::map<tls::ProtocolVersion, HelloShape> answered_shapes(const Docket& docket, const Facts& facts) {
  std::map<tls::ProtocolVersion, HelloShape> shapes;
  std::map<tls::ProtocolVersion, std::array<bool, 4>> answered;
  std::array<bool, 4> anywhere{};
  for (const auto& [cell, acceptance] : facts.acceptances)
    for (std::size_t shape = 0; shape < anywhere.size(); ++shape)
      if (acceptance.first_by_shape[shape] != nullptr && cell.first != tls::ProtocolVersion::SSLv2)
        answered[cell.first][shape] = anywhere[shape] = true;
  const auto best = [](const std::array<bool, 4>& some) -> std::optional<HelloShape> {
    if (some[index(HelloShape::full)] || some[index(HelloShape::rich)]) return HelloShape::full;
    if (some[index(HelloShape::small)]) return HelloShape::small;
    if (some[index(HelloShape::bare)]) return HelloShape::bare;
    return std::nullopt;
  };
  for (const auto& [version, codes] : docket.cells) {
    // Of a version that is not accepted: what the server answers in others.
    auto shape = best(answered[version]);
    if (!shape && is_understood_in_small_alone(version, facts)) shape = HelloShape::small;
    if (!shape || (shape == HelloShape::bare && anywhere[index(HelloShape::small)])) shape = best(anywhere);
    const bool possible = shape != HelloShape::bare || version != tls::ProtocolVersion::TLSv1_3;
    shapes[version] = shape && possible && version != tls::ProtocolVersion::SSLv2 ? *shape : HelloShape::full;
  }
  return shapes;
}

VersionCase version_case(tls::ProtocolVersion version, HelloShape shape, const Facts& facts, const Asked& asked) {
  VersionCase about;
  about.version = version;
  about.shape = shape;
  std::set<std::size_t> parts, kinds;
  std::set<tls::CipherSuite> alone, forward, backward;
  std::optional<tls::AlertDescription> alert;
  bool steady = true, clear_no = false;
  const Entry* first_nothing = nullptr;
  for (const auto& entry : facts.entries) {
    const auto& exchange = entry.exchange;
    if (!entry.usual || exchange.version != version || !speaks_for_target(exchange)) continue;
    const auto answer = entry.reading.answer;
    if (answer == Answer::accepted) about.any_accepted = true;
    if (answer == Answer::accepted && exchange.shape == HelloShape::full) about.accepted_in_full = true;
    about.refuses_by_alert = about.refuses_by_alert || (answer == Answer::refusal && exchange.shape == shape);
    if (is_negative(answer) && answer != Answer::unclear_alert)
      clear_no = clear_no || entry.reading.reason != Reason::alert_protocol_version;
    const bool is_clear = answer == Answer::accepted || is_negative(answer) || answer == Answer::other_version;
    if (is_clear && first_nothing != nullptr && is_part(exchange.codes, first_nothing->exchange.codes))
      about.clear_in_parts = true;
    if (!is_clear && answer != Answer::no_connection && first_nothing == nullptr) first_nothing = &entry;
    if (is_negative(answer) && entry.reading.reason != Reason::alert_protocol_version)
      about.only_protocol_version = false;
    if (answer == Answer::other_version) about.fell_back.insert(exchange.selected.begin(), exchange.selected.end());
    if (answer == Answer::unclear_alert) {
      if (exchange.codes.size() == 1) alone.insert(exchange.codes.front());
      if (exchange.codes.size() <= kSmallPart && exchange.shape == shape && kinds.insert(entry.kind).second)
        (entry.reversed ? backward : forward).insert(exchange.codes.begin(), exchange.codes.end());
      steady = steady && (!alert || alert == exchange.alert);
      alert = exchange.alert;
      if (exchange.codes.size() <= kSmallPart && !entry.sets_apart) parts.insert(entry.kind);
    } else if (answer == Answer::refusal || answer == Answer::other_version) {
      steady = false;
    }
  }
  about.small_ones_refused = small_ones_refused(version, about.any_accepted, facts);
  if (!about.fell_back.empty()) about.said_no = said_no(version, about.fell_back, facts);
  // SSL 2.0 has few suites, and its hello is all that there is.
  about.steady_unclear_alert =
      steady && alert && (parts.size() >= kPartsForSteady || version == tls::ProtocolVersion::SSLv2);
  about.upset = std::move(alone);
  if (about.steady_unclear_alert)
    std::set_intersection(forward.begin(), forward.end(), backward.begin(), backward.end(),
                          std::inserter(about.upset, about.upset.end()));
  for (std::size_t place = 0; place < asked.accepted.size(); ++place)
    if (!asked.accepted[place]) ++(asked.apart[place] ? about.open_apart : about.open);
  const auto& suites = asked.askings.suites();
  for (std::size_t place = 0; place < suites.size(); ++place) {
    if (asked.passed_over[place]) about.passed_over.push_back(suites[place]);
    if (asked.passed_over[place] && asked.accepted[place]) about.own_order = true;
  }
  const auto widest = std::max(facts.most_suites[index(HelloShape::full)], facts.most_suites[index(HelloShape::rich)]);
  about.unproven_company =
      !about.any_accepted && clear_no && kPartForProof * widest < std::min(about.open, kManySuites);
  return about;
}

}  // namespace probe::judge
