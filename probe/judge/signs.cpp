// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/signs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace probe::judge {
namespace {

/// A hello that was refused so often, and never anything else, is refused for what it is.
constexpr std::size_t kSteady = 3;
/// Shares of fewer answers are guesses: what has so many is counted, what has a few is taken for less than it had.
constexpr std::size_t kAnswersForShare = 8;
constexpr std::size_t kAnswersForGuess = 4;
/// So many answers on the other side of a moment, and they changed then: one in a thousand that lots fall so.
constexpr std::size_t kAnswersForChange = 10;
constexpr double kMissed = 0.001;
constexpr std::size_t kHellosToAskAgain = 2;  ///< of each version and shape, at a time

/// What an answer says, as far as two answers to one hello can differ in it.
std::string signature(const Entry& entry) {
  switch (entry.reading.answer) {
    case Answer::accepted:
    case Answer::other_version:
    case Answer::unoffered_suite: {
      std::string text = to_string(accepted_version(entry.exchange));
      for (const auto suite : entry.exchange.selected) text += ' ' + code_string(suite);
      return text;
    }
    case Answer::refusal:
      return "refused";
    case Answer::unclear_alert:
    case Answer::closed:
    case Answer::silent:
    case Answer::nothing:
    case Answer::no_connection:
      break;
  }
  return {};
}

bool is_answer_of_its_own(Answer answer) {
  return answer == Answer::accepted || answer == Answer::other_version || answer == Answer::refusal;
}

class Reader {
 public:
  Reader(std::deque<Entry>& entries, const std::vector<HelloKind>& kinds, Acceptances& acceptances,
         const std::vector<Way>& ways)
      : entries_(entries), kinds_(kinds), acceptances_(acceptances), ways_(ways) {}

  Signs read() {
    for (auto& entry : entries_) mark(entry);
    for (std::size_t kind = 0; kind < kinds_.size(); ++kind) look_at(kind);
    for (auto& entry : entries_)
      if (entry.contradicted) look_at_contradiction(entry);
    // Where one hello draws unlike answers, that one was refused three times is lot.
    if (varied_) {
      signs_.steady_kinds.clear();
      signs_.spoiled_kinds.clear();
      signs_.spoiled_kinds_by_refusal.clear();
    }
    count_refusals();
    signs_.unlike.seen = varied_ || ambiguous_;
    if (!signs_.unlike.seen) return std::move(signs_);
    take_shares();
    look_for_change();
    count_refusals_of_usual();
    return std::move(signs_);
  }

 private:
  [[nodiscard]] const Acceptance* acceptance_of(const Entry& entry, tls::CipherSuite suite) const {
    const auto found = acceptances_.find({entry.exchange.version, suite});
    return found == acceptances_.end() ? nullptr : &found->second;
  }

  void mark(Entry& entry) const {
    // What was contradicted stays so.
    if (entry.contradicted || (!is_negative(entry.reading.answer) && entry.reading.answer != Answer::nothing)) return;
    if (!entry.usual || !speaks_for_target(entry.exchange)) {
      const auto& alike = kinds_[entry.kind].entries;
      entry.contradicted = std::any_of(alike.begin(), alike.end(),
                                       [](const Entry* each) { return each->reading.answer == Answer::accepted; });
      return;
    }
    // SSL 2.0 names all that both have in one answer.
    for (; !entry.contradicted && entry.compared < ways_.size(); ++entry.compared) {
      const Way& way = ways_[entry.compared];
      entry.contradicted = way.version == entry.exchange.version && way.shape == entry.exchange.shape &&
                           std::binary_search(entry.sorted.begin(), entry.sorted.end(), way.suite);
    }
  }

  /// Identical hellos, and their answers.
  void look_at(std::size_t kind) {
    const auto& alike = kinds_[kind].entries;
    if (alike.size() < 2) return;
    std::set<std::string> answers, leaves;
    bool refused = false;
    for (const auto* entry : alike) {
      if (is_answer_of_its_own(entry->reading.answer)) answers.insert(signature(*entry));
      refused = refused || entry->reading.answer == Answer::refusal;
      if (!entry->exchange.leaf.empty()) leaves.insert(signature(*entry) + entry->exchange.leaf);
    }
    if (answers.size() >= 2 || leaves.size() > answers.size()) varied_ = true;
    answers.erase("refused");
    if (answers.size() >= 2) chosen_differently_ = true;
  }

  /// A hello was refused (or not answered) although one with a suite of it was accepted: is that the hello's doing?
  void look_at_contradiction(const Entry& entry) {
    const auto& alike = kinds_[entry.kind].entries;
    const bool always = std::all_of(alike.begin(), alike.end(), [&](const Entry* each) {
      return each->reading.answer == entry.reading.answer && each->exchange.alert == entry.exchange.alert;
    });
    const bool refused = entry.reading.answer == Answer::refusal;
    if (entry.reading.answer == Answer::unclear_alert && is_explained(entry)) {
      signs_.steady_kinds.insert(entry.kind);
      signs_.spoiled_kinds.insert(entry.kind);
      return;
    }
    const Entry* const larger = refused ? larger_acceptance(entry) : nullptr;
    const bool alone = entry.exchange.codes.size() < 2;
    if (!always || !entry.usual || (alone && larger == nullptr)) {
      // An accepted suite alone, or now so and now otherwise: only a refusal is a sign, the rest is trouble.
      if (refused && entry.usual && alone) ambiguous_ = true;
      return;
    }
    const Entry* const counterpart = larger != nullptr ? larger : steadiest_acceptance(entry);
    const auto asked_counterpart = counterpart == nullptr ? 0 : kinds_[counterpart->kind].entries.size();
    if (alike.size() >= kSteady && asked_counterpart >= kSteady) {
      signs_.steady_kinds.insert(entry.kind);
      if (larger != nullptr || is_longest(entry)) return;
      signs_.spoiled_kinds.insert(entry.kind);
      if (refused) signs_.spoiled_kinds_by_refusal.insert(entry.kind);
      return;
    }
    if (!refused) return;  // trouble, until it is steady
    ambiguous_ = true;
    auto& asked = asked_again_[{entry.exchange.version, entry.exchange.shape}];
    if (asked.size() >= kHellosToAskAgain && asked.count(entry.kind) == 0) return;
    if (!asked.insert(entry.kind).second) return;
    if (alike.size() < kSteady) signs_.unlike.ask_again.push_back(alike.front()->exchange.id);
    if (counterpart != nullptr && asked_counterpart < kSteady)
      signs_.unlike.ask_again.push_back(counterpart->exchange.id);
  }

  /// A hello with all of its suites, and more, drew one of them: nothing in it spoils it, but it lacks something. The
  /// one that was asked most often.
  [[nodiscard]] const Entry* larger_acceptance(const Entry& entry) const {
    const Entry* best = nullptr;
    for (const auto suite : entry.exchange.codes) {
      const auto* const known = acceptance_of(entry, suite);
      if (known == nullptr || !known->in(entry.exchange.shape)) continue;
      for (const auto* each : known->entries)
        if (each->usual && each->exchange.shape == entry.exchange.shape && each->sorted.size() > entry.sorted.size() &&
            (best == nullptr || kinds_[each->kind].entries.size() > kinds_[best->kind].entries.size()) &&
            std::includes(each->sorted.begin(), each->sorted.end(), entry.sorted.begin(), entry.sorted.end()))
          best = each;
    }
    return best;
  }

  /// Of the small hellos no longer one was answered: it may be their number that the server minds. What is refused
  /// there has to stand in other company anyway.
  [[nodiscard]] bool is_longest(const Entry& entry) const {
    return entry.exchange.shape == HelloShape::small &&
           std::none_of(entries_.begin(), entries_.end(), [&](const Entry& each) {
             return each.reading.answer == Answer::accepted && each.usual && each.exchange.shape == HelloShape::small &&
                    each.exchange.codes.size() >= entry.exchange.codes.size();
           });
  }

  /// A part of it drew the same alert: a suite in that part upsets the server.
  [[nodiscard]] bool is_explained(const Entry& entry) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& each) {
      return each.reading.answer == Answer::unclear_alert && !each.contradicted && each.usual &&
             each.exchange.version == entry.exchange.version && each.exchange.shape == entry.exchange.shape &&
             each.exchange.alert == entry.exchange.alert && each.sorted.size() < entry.sorted.size() &&
             std::includes(entry.sorted.begin(), entry.sorted.end(), each.sorted.begin(), each.sorted.end());
    });
  }

  /// Of the hellos in that shape that drew a suite of this one, the one that was asked most often.
  [[nodiscard]] const Entry* steadiest_acceptance(const Entry& entry) const {
    const Entry* best = nullptr;
    for (const auto suite : entry.exchange.codes) {
      const auto* const known = acceptance_of(entry, suite);
      if (known == nullptr || !known->in(entry.exchange.shape)) continue;
      for (const auto* each : known->entries)
        if (each->usual && each->exchange.shape == entry.exchange.shape &&
            (best == nullptr || kinds_[each->kind].entries.size() > kinds_[best->kind].entries.size()))
          best = each;
    }
    return best;
  }

  void count_refusals() const {
    for (auto& [cell, acceptance] : acceptances_) {
      acceptance.refusals = acceptance.later_refusals = 0;
      acceptance.later_answers = acceptance.answers == 0 ? 0 : acceptance.answers - 1;
    }
    for (const auto& entry : entries_) {
      if (!entry.contradicted || entry.reading.answer != Answer::refusal || !entry.usual ||
          signs_.steady_kinds.count(entry.kind) != 0)
        continue;
      for (const auto suite : entry.exchange.codes) {
        const auto found = acceptances_.find({entry.exchange.version, suite});
        if (found == acceptances_.end() || !found->second.in(entry.exchange.shape)) continue;
        ++found->second.refusals;
        if (entry.began >= found->second.entries.front()->ended) ++found->second.later_refusals;
      }
    }
  }

  /// What was only seen to be accepted in another hello than the usual one, and refused in that, may have met another
  /// server each time: the size of the hello need not have to do with it.
  void count_refusals_of_usual() const {
    if (signs_.unlike.changed_at) return;
    for (const auto& entry : entries_) {
      if (entry.reading.answer != Answer::refusal || !entry.usual || entry.exchange.shape != HelloShape::full) continue;
      for (const auto suite : entry.exchange.codes) {
        const auto found = acceptances_.find({entry.exchange.version, suite});
        if (found != acceptances_.end() && takes_small_hellos_alone(found->second)) ++found->second.refusals;
      }
    }
  }

  static bool takes_small_hellos_alone(const Acceptance& acceptance) {
    return !acceptance.in(HelloShape::full) && !acceptance.in(HelloShape::rich);
  }

  /// The smallest share that any kind of answer had, of those that were counted often enough.
  void take_shares() {
    double smallest = 1;
    bool counted = false;
    const auto take = [&](std::size_t part, std::size_t all) {
      if (all < kAnswersForGuess || part == 0 || part == all) return;
      counted = counted || all >= kAnswersForShare;
      smallest = std::min(smallest, static_cast<double>(part) / static_cast<double>(std::max(all, kAnswersForShare)));
    };
    for (const auto& [cell, acceptance] : acceptances_) {
      // Never since: less than one in as many as were asked.
      const auto all = acceptance.later_answers + acceptance.later_refusals;
      if (acceptance.later_answers == 0 && all >= kAnswersForShare) {
        take(1, all + 1);
        continue;
      }
      take(acceptance.later_answers, all);
      // A server that does not have what the others have may have what they have not.
      if (chosen_differently_) take(acceptance.later_refusals, all);
    }
    for (const auto& kind : kinds_) {
      std::map<std::string, std::size_t> answers;
      std::size_t all = 0;
      for (const auto* entry : kind.entries) {
        if (!is_answer_of_its_own(entry->reading.answer)) continue;
        ++all;
        const bool accepted = entry->reading.answer == Answer::accepted;
        ++answers[accepted ? signature(*entry) + entry->exchange.leaf : signature(*entry)];
      }
      for (const auto& [answer, count] : answers)
        if (answer != "refused") take(count, all);
    }
    if (!counted) return;
    signs_.unlike.smallest_share = smallest;
    if (smallest < 1) signs_.unlike.rounds_wanted = rounds_for(smallest);
  }

  /// One answer up to a moment, another from then on, whatever was asked twice.
  void look_for_change() {
    Elapsed last_before{0};
    Elapsed first_behind = Elapsed::max();
    std::size_t behind = 0;
    const auto take = [&](const std::vector<const Entry*>& before, const std::vector<const Entry*>& after) {
      for (const auto* entry : before) last_before = std::max(last_before, entry->ended);
      for (const auto* entry : after) first_behind = std::min(first_behind, entry->began);
      behind += after.size();
    };
    for (const auto& kind : kinds_) {
      std::vector<const Entry*> before, after;
      for (const auto* entry : kind.entries) {
        if (!is_answer_of_its_own(entry->reading.answer)) continue;
        const bool same = before.empty() || signature(*entry) == signature(*before.front());
        if (same && !after.empty()) return;  // it came back
        (same ? before : after).push_back(entry);
      }
      if (!after.empty()) take(before, after);
    }
    for (const auto& [cell, acceptance] : acceptances_) {
      if (acceptance.refusals == 0) continue;
      std::vector<const Entry*> before(acceptance.entries.begin(), acceptance.entries.end()), after;
      for (const auto& entry : entries_) {
        const auto& codes = entry.exchange.codes;
        if (entry.contradicted && entry.reading.answer == Answer::refusal && entry.usual &&
            entry.exchange.version == cell.first && std::find(codes.begin(), codes.end(), cell.second) != codes.end() &&
            acceptance.in(entry.exchange.shape))
          after.push_back(&entry);
      }
      take(before, after);
    }
    if (behind >= kAnswersForChange && last_before <= first_behind) signs_.unlike.changed_at = first_behind;
  }

  std::deque<Entry>& entries_;
  const std::vector<HelloKind>& kinds_;
  Acceptances& acceptances_;
  const std::vector<Way>& ways_;
  Signs signs_;
  bool varied_ = false;              ///< one hello, unlike answers
  bool chosen_differently_ = false;  ///< one hello, two selections: no load is shed in that way
  bool ambiguous_ = false;  ///< a hello was refused although a suite in it is accepted, and it is not known yet why
  std::map<std::pair<tls::ProtocolVersion, HelloShape>, std::set<std::size_t>> asked_again_;
};

}  // namespace

Signs read_signs(std::deque<Entry>& entries, const std::vector<HelloKind>& kinds, Acceptances& acceptances,
                 const std::vector<Way>& ways) {
  return Reader(entries, kinds, acceptances, ways).read();
}

std::size_t rounds_for(double share) {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  return static_cast<std::size_t>(std::ceil(std::log(kMissed) / std::log(1 - share)));
}

}  // namespace probe::judge
