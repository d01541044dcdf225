// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/cell_rule.hpp"

#include "probe/judge/coverage.hpp"
#include "probe/judge/looks.hpp"
#include "probe/judge/patience.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace probe::judge {
namespace {

/// A refusal by alert: the hello that asked, and the second looks.
constexpr std::size_t kAlertsForRefusal = 4;
constexpr std::size_t kAlertsForSilence = 4;  ///< more, for each time that it was not answered at all
/// So often a cell is asked for at most; where servers differ, as often as it takes on top.
constexpr std::size_t kMostAsks = 24;
constexpr std::size_t kLostForOne = 4;
constexpr std::size_t kMostSilences = 8;  ///< that are outweighed
/// A part of a batch that drew an unclear alert, or nothing clear.
constexpr std::size_t kPartOf = 4;
/// What draws nothing that can be read is not asked in smaller parts than this of it, unless a part got a clear answer:
/// a server that is upset by everything must not be asked for ever.
constexpr std::size_t kLeastPart = 8;

/// Servers that mind the number of suites take so many.
constexpr std::size_t kFewOfOneKind = 4;
/// Of so few the halves are parts enough.
constexpr std::size_t kFewSuites = 20;

class CellRule {
 public:
  CellRule(tls::CipherSuite code, const std::vector<const Entry*>& entries, const Case& common,
           const VersionCase& version)
      : entries_(entries),
        common_(common),
        version_(version),
        unlike_(common.signs.unlike.seen),
        spoiled_(!common.signs.spoiled_kinds_by_refusal.empty()) {
    belief_.code = code;
    apart_ = stands_apart(code);
    // What upsets the server by itself would spoil the others.
    passed_over_ = version.upset.count(code) != 0 ||
                   std::binary_search(version.passed_over.begin(), version.passed_over.end(), code);
  }

  CellBelief rule() {
    for (const auto* entry : entries_) weigh(*entry);
    note_latest();
    if (!common_.support.any_held()) return in_the_dark();
    if (believes_refusals() || believes_absences()) return belief_;
    belief_.want = next_want();
    belief_.further = further_looks();
    return belief_;
  }

 private:
  /// An answer that may count for the cell's refusal.
  struct Counted {
    const Entry* entry;
    bool waits;  ///< for a control behind it
  };

  // ------------------------------------------------------------------ weighing

  void weigh(const Entry& entry) {
    const auto answer = entry.reading.answer;
    if (answer == Answer::nothing || answer == Answer::unoffered_suite) ++nothings_;
    if (answer == Answer::no_connection || answer == Answer::nothing) return;
    if (answer == Answer::accepted || answer == Answer::unoffered_suite) return;
    ++negatives_;
    if (entry.contradicted) {
      // It said all that it will: what stands in front of accepted suites spoils them.
      passed_over_ =
          passed_over_ || answer == Answer::unclear_alert || common_.signs.steady_kinds.count(entry.kind) != 0;
      return;
    }
    const bool alone = entry.exchange.codes.size() == 1;
    // Some servers pick such a suite first, and find out then that they cannot use it.
    if (!apart_ && entry.sets_apart && !alone) return;
    if (spoiled_ && !alone && entry.exchange.shape == version_.shape) return;
    if (answer == Answer::other_version && !speaks_of_other_version(entry)) return;
    const bool supported = unlike_ ? entry.between : entry.supported;
    const bool waits = !supported && entry.waits;
    if (answer == Answer::unclear_alert) smallest_unclear_ = std::min(smallest_unclear_, entry.exchange.codes.size());
    if (!supported && !waits) {
      if (is_absence(answer)) ++lost_;
      return;
    }
    if (answer == Answer::unclear_alert && !speaks_of_unclear_alert(entry)) {
      if (entry.exchange.shape != version_.shape) others_.push_back({&entry, waits});
      return;
    }
    seen_.push_back({&entry, waits});
    // Without supported_groups a server may refuse what it would take with it, and with it the whole hello.
    if (lacks_groups()) return;
    if (!is_covered(entry, common_, version_)) {
      if (entry.exchange.shape == version_.shape) uncovered_ = &entry;
      return;
    }
    counted_.push_back({&entry, waits});
  }

  /// The version is answered in hellos without supported_groups alone, as far as is known.
  [[nodiscard]] bool lacks_groups() const {
    return version_.shape == HelloShape::bare && rests_on_groups(belief_.code) &&
           version_.small_ones_refused < kSmallOnesForGroups;
  }

  /// A server may fall back for the suite that it names alone. Only once each suite of a hello has fallen back by
  /// itself, or was refused, does such an answer speak of all of them.
  [[nodiscard]] bool speaks_of_other_version(const Entry& entry) const {
    const auto& named = entry.exchange.selected;
    const auto& codes = entry.exchange.codes;
    // Nor is it for what was not even offered.
    if (!named.empty() && std::find(codes.begin(), codes.end(), named.front()) == codes.end()) return true;
    if (std::find(named.begin(), named.end(), belief_.code) != named.end()) return true;
    return std::all_of(entry.exchange.codes.begin(), entry.exchange.codes.end(),
                       [&](auto suite) { return version_.said_no.count(suite) != 0; });
  }

  /// One suite of many may upset the server.
  [[nodiscard]] bool speaks_of_unclear_alert(const Entry& entry) const {
    const auto& codes = entry.exchange.codes;
    if (codes.size() == 1 || (version_.steady_unclear_alert && codes.size() <= kSmallPart)) return true;
    return std::all_of(codes.begin(), codes.end(), [&](auto suite) { return version_.upset.count(suite) != 0; });
  }

  // ------------------------------------------------------------------ believing

  [[nodiscard]] static bool is_refusal(const Entry& entry) {
    return entry.reading.answer == Answer::refusal || entry.reading.answer == Answer::other_version;
  }

  /// Entries that an own control stands behind already.
  template <class Predicate>
  [[nodiscard]] static std::vector<const Entry*> settled(const std::vector<Counted>& all, Predicate predicate) {
    std::vector<const Entry*> result;
    for (const auto& each : all)
      if (!each.waits && predicate(*each.entry)) result.push_back(each.entry);
    return result;
  }

  [[nodiscard]] bool has_looked(const Look& look, bool optimistic) const {
    // Where no hello of two suites was ever answered, there is no front.
    if (look.company == Company::before_accepted) return passed_over_ || common_.most_suites[index(look.shape)] < 2;
    const auto fits = [&](const Counted& each) {
      if (!each.entry->keeps[static_cast<std::size_t>(look.company)]) return false;
      if ((each.waits && !optimistic) || each.entry->exchange.shape != look.shape) return false;
      const auto count = each.entry->exchange.codes.size();
      // One suite has no order.
      return count == 1 || ((!look.part || count <= part()) &&
                            (each.entry->reversed == look.reversed || (look.part && !look.reversed)));
    };
    return std::any_of(seen_.begin(), seen_.end(), fits) || std::any_of(others_.begin(), others_.end(), fits);
  }

  /// Of what is open in the version. Where it accepted nothing at all there is the more to be found.
  [[nodiscard]] std::size_t part() const {
    const std::size_t parts = apart_ || version_.open <= kFewSuites ? 2 : version_.any_accepted ? 3 : 4;
    return std::max<std::size_t>(((apart_ ? version_.open_apart : version_.open) + parts - 1) / parts, 1);
  }

  [[nodiscard]] std::optional<Look> missing_look(bool optimistic) const {
    for (const auto& look : looks_for(version_, apart_, spoiled_))
      if (!has_looked(look, optimistic)) return look;
    return std::nullopt;
  }

  [[nodiscard]] std::size_t alerts_needed() const {
    if (spoiled_ || apart_) return looks_for(version_, apart_, spoiled_).size();
    return version_.version == tls::ProtocolVersion::SSLv2 ? kAnswersForRefusal : kAlertsForRefusal;
  }

  /// Refusals that a control which held lies between: lots are drawn anew for each.
  [[nodiscard]] std::size_t rounds(bool optimistic) const {
    std::size_t count = 0;
    const Entry* last = nullptr;
    for (const auto& each : counted_) {
      if ((each.waits && !optimistic) || !is_refusal(*each.entry)) continue;
      if (last != nullptr && !common_.support.held_between(*last, *each.entry)) continue;
      ++count;
      last = each.entry;
    }
    return count;
  }

  bool believes_refusals() {
    const auto refusals = settled(counted_, is_refusal);
    const auto all = settled(seen_, is_refusal);
    if (refusals.empty()) return false;
    const Entry& last = *refusals.back();
    if (unlike_) {
      const auto& unlike = common_.signs.unlike;
      if (unlike.changed_at && std::none_of(refusals.begin(), refusals.end(),
                                            [&](const Entry* each) { return each->ended <= *unlike.changed_at; })) {
        leave_open(Reason::answers_changed, last);
        return true;
      }
      if (unlike.rounds_wanted == 0 || rounds(false) < unlike.rounds_wanted) {
        leave_open(Reason::servers_differ, last);
        return false;
      }
    }
    if (missing_look(false) || all.size() < alerts_needed()) return false;
    // Where the same was not answered at all as well, one of the two is trouble.
    const auto silences = settled(counted_, [](const Entry& entry) { return is_absence(entry.reading.answer); }).size();
    if (silences != 0 && all.size() < kAlertsForSilence * silences + alerts_needed()) {
      leave_open(Reason::repeats_disagree, last);
      return false;
    }
    refuse(last.reading.reason, last);
    return true;
  }

  [[nodiscard]] std::size_t absences_needed() const {
    // It has words for a refusal.
    const auto more = version_.refuses_by_alert ? kMoreBesideAlerts : 0;
    return kAnswersForRefusal + std::min(common_.support.outages(), kMostMore) + more;
  }

  bool believes_absences() {
    const auto absences = settled(counted_, [](const Entry& entry) { return !is_refusal(entry); });
    if (absences.empty()) return false;
    const Entry& last = *absences.back();
    const auto alike = [&](const Entry* each) {
      return each->reading.answer == last.reading.answer && each->exchange.alert == last.exchange.alert;
    };
    const bool agree = std::all_of(absences.begin(), absences.end(), alike) && settled(counted_, is_refusal).empty();
    if (!agree) {
      leave_open(Reason::repeats_disagree, last);
      return false;
    }
    if (common_.retries + 1 < kAnswersForRefusal) return false;
    if (absences.size() < absences_needed() || !are_spread(absences, common_.support) || missing_look(false))
      return false;
    if (!common_.controls_hold) {
      leave_open(last.reading.reason, last);
      return true;
    }
    const auto reason = last.reading.answer == Answer::closed   ? Reason::closed_while_control_succeeds
                        : last.reading.answer == Answer::silent ? Reason::silent_while_control_succeeds
                                                                : Reason::alert_while_control_succeeds;
    if (common_.strict)
      leave_open(reason, last);
    else
      refuse(reason, last);
    return true;
  }

  // ------------------------------------------------------------------ what is lacking

  [[nodiscard]] Want next_want() const {
    // What was lost in an outage was hardly asked.
    if (negatives_ + nothings_ - lost_ + lost_ / kLostForOne >= most_asks()) return {};
    if (entries_.empty()) return hello(version_.shape, false);
    // Before a version is asked suite by suite it is asked in other shapes: it may be the hello.
    if (!version_.any_accepted)
      for (const auto& look : looks_for(version_, apart_, spoiled_))
        if (look.shape != version_.shape && !has_looked(look, true)) return want_of(look);
    if (const auto unclear = part_of_unclear()) return *unclear;
    if (const auto look = missing_look(true)) return want_of(*look);
    if (lacks_groups()) return {};
    // Not even a suite alone makes the hello as small as one that was answered.
    if (counted_.empty() && uncovered_ != nullptr && is_absence(uncovered_->reading.answer) &&
        uncovered_->exchange.codes.size() == 1 && !can_be_covered(*uncovered_, common_, version_))
      return {};
    if (counted_by_alert() != 0) return more_refusals();
    return counted_.empty() ? hello(version_.shape, false) : more_absences();
  }

  /// What was refused is looked at in every shape: there is no reason to wait for one before the next.
  [[nodiscard]] std::vector<Want> further_looks() const {
    std::vector<Want> further;
    if (belief_.want.kind != Want::Kind::hello || entries_.empty()) return further;
    if (!is_refusal(*entries_.back()) && !is_absence(entries_.back()->reading.answer)) return further;
    if (unlike_ || smallest_unclear_ != kUnlimited) return further;
    std::set<HelloShape> shapes{belief_.want.shape};
    for (const auto& look : looks_for(version_, apart_, spoiled_))
      if (!has_looked(look, true) && shapes.insert(look.shape).second) further.push_back(want_of(look));
    // What is not answered is asked again meanwhile, so that its repeats lie apart.
    if (counted_by_alert() == 0 && counted_.size() == 1 && shapes.count(version_.shape) == 0)
      further.push_back(more_absences());
    return further;
  }

  [[nodiscard]] std::size_t counted(bool (*is_one)(const Entry&)) const {
    return static_cast<std::size_t>(
        std::count_if(counted_.begin(), counted_.end(), [&](const Counted& each) { return is_one(*each.entry); }));
  }
  [[nodiscard]] std::size_t counted_by_alert() const { return counted(is_refusal); }
  [[nodiscard]] std::size_t silences() const {
    return counted([](const Entry& entry) { return is_absence(entry.reading.answer); });
  }

  [[nodiscard]] std::size_t most_asks() const {
    const auto& unlike = common_.signs.unlike;
    if (common_.retries + 1 < kAnswersForRefusal && counted_by_alert() == 0) return common_.retries + 1;
    const auto rounds = unlike_ ? (unlike.rounds_wanted == 0 ? kMostRounds : unlike.rounds_wanted) : 0;
    // Where some were silent and some were not, as often as the silent ones have to be outweighed.
    const auto outweighing = counted_by_alert() == 0 ? 0 : kAlertsForSilence * std::min(silences(), kMostSilences);
    return kMostAsks + outweighing + 2 * common_.support.outages() + 4 * std::min(rounds, kMostRounds);
  }

  [[nodiscard]] Want hello(HelloShape shape, bool reversed) const {
    Want want{.kind = Want::Kind::hello, .shape = shape, .reversed = reversed};
    if (spoiled_ && shape == version_.shape) want.at_most = 1;
    if (uncovered_ != nullptr && shape == version_.shape) limit(want, covered_suites(*uncovered_, common_, version_));
    if (shape == HelloShape::small) limit(want, kSmallHello);
    if (shape == HelloShape::small && spoiled_) want.at_most = 1;
    // What upset the server at once, and no suite by itself does: its number is too much, not so that of a part.
    if (smallest_unclear_ != kUnlimited && version_.upset.empty())
      if (const auto clear = largest_clear(); clear != 0 && clear < smallest_unclear_) limit(want, clear);
    // What drew nothing that can be read again and again may hold a suite that upsets the server.
    if (nothings_ >= kAnswersForRefusal) {
      const auto half = std::max<std::size_t>(smallest_nothing() / 2, 1);
      const auto least = version_.clear_in_parts ? 1 : (version_.open + version_.open_apart) / kLeastPart;
      if (half < least) return {};
      limit(want, half);
    }
    return want;
  }

  static void limit(Want& want, std::size_t most) {
    want.at_most = want.at_most == 0 ? most : std::min(want.at_most, most);
  }

  /// Suites of the largest hello that refused this one; 0: none did.
  [[nodiscard]] std::size_t largest_clear() const {
    std::size_t most = 0;
    for (const auto& each : counted_)
      most = std::max(most, is_refusal(*each.entry) ? each.entry->exchange.codes.size() : 0);
    return most;
  }

  [[nodiscard]] std::size_t smallest_nothing() const {
    std::size_t smallest = kUnlimited;
    for (const auto* entry : entries_)
      if (entry->reading.answer == Answer::nothing || entry->reading.answer == Answer::unoffered_suite)
        smallest = std::min(smallest, entry->exchange.codes.size());
    return smallest;
  }

  [[nodiscard]] Want want_of(const Look& look) const {
    auto want = hello(look.shape, look.reversed);
    want.company = look.company;
    if (look.company == Company::before_accepted) limit(want, common_.most_suites[index(look.shape)]);
    if (look.company == Company::one_cipher && version_.unproven_company) limit(want, kFewOfOneKind);
    if (look.part && look.reversed) {
      limit(want, part());
    } else if (look.part) {
      // In the other order at once, where that is to be seen too.
      want.reversed = !has_looked({look.shape, true}, true) && has_looked({look.shape, false}, true);
      if (!has_looked({look.shape, false}, true) && !has_looked({look.shape, true}, true))
        return hello(look.shape, false);
      limit(want, part());
    }
    // Where nothing is said the second look is a repeat as well, and repeats lie apart.
    if (want.reversed && !counted_.empty() && !is_refusal(*counted_.back().entry))
      want.not_before = counted_.back().entry->began + kFirstGap;
    return want;
  }

  /// Of a batch that drew an unclear alert smaller and smaller parts are asked, until it is known which suites it is
  /// for.
  [[nodiscard]] std::optional<Want> part_of_unclear() const {
    if (smallest_unclear_ == kUnlimited) return std::nullopt;
    if (counted_.empty()) {
      auto want = hello(version_.shape, false);
      const auto part = smallest_unclear_ / kPartOf;
      limit(want, std::max<std::size_t>(smallest_unclear_ > kSmallPart ? std::max(part, kSmallPart) : 1, 1));
      return want;
    }
    if (!version_.steady_unclear_alert || version_.upset.count(belief_.code) != 0) return std::nullopt;
    // Once more in parts that have no two suites of those before in common.
    auto want = hello(version_.shape, true);
    limit(want, kSmallPart);
    return want;
  }

  /// What was answered may only lack a control behind it; where it does not, more of it has to be asked.
  [[nodiscard]] Want control_or(Want otherwise) const {
    const auto waits = [](const Counted& each) { return each.waits; };
    if (!std::any_of(seen_.begin(), seen_.end(), waits) && !std::any_of(others_.begin(), others_.end(), waits))
      return otherwise;
    return {.kind = Want::Kind::control};
  }

  [[nodiscard]] Want more_refusals() const {
    if (unlike_) {
      const auto wanted = common_.signs.unlike.rounds_wanted;
      if (common_.signs.unlike.changed_at || wanted > kMostRounds) return {};
      if (wanted == 0 || rounds(true) < wanted) return hello(version_.shape, rounds(true) % 2 == 1);
    } else {
      const auto all =
          std::count_if(seen_.begin(), seen_.end(), [](const Counted& each) { return is_refusal(*each.entry); });
      if (static_cast<std::size_t>(all) < alerts_needed() + kAlertsForSilence * silences())
        return hello(version_.shape, false);
    }
    return control_or(hello(version_.shape, false));
  }

  /// Further from the last time than that was from the one before, so that an outage that comes and goes is not met at
  /// the same beat each time.
  [[nodiscard]] Want more_absences() const {
    std::vector<const Entry*> all;
    for (const auto& each : counted_) all.push_back(each.entry);
    auto want = hello(version_.shape, false);
    if (all.size() >= absences_needed() && are_spread(all, common_.support)) return control_or(want);
    const bool once_more = all.back()->began - all.front()->began >= kLeastGap && all.size() >= absences_needed() - 1;
    want.not_before = next_repeat(all);
    want.twice = once_more;
    return want;
  }

  // ------------------------------------------------------------------ results

  void note_latest() {
    if (entries_.empty()) return;
    const Entry& last = *entries_.back();
    leave_open(last.reading.answer == Answer::refusal || last.reading.answer == Answer::other_version
                   ? Reason::no_control
                   : last.reading.reason,
               last);
    if (!counted_.empty() || uncovered_ == nullptr) return;
    if (last.reading.answer == Answer::refusal) belief_.reason = Reason::hello_size_unproven;
  }

  /// Nothing was ever accepted: nothing is refused.
  CellBelief in_the_dark() {
    if (entries_.empty()) {
      belief_.want = hello(version_.shape, false);
      return belief_;
    }
    const Entry& last = *entries_.back();
    const bool answered = is_refusal(last) || last.reading.answer == Answer::unclear_alert;
    if (answered) leave_open(Reason::never_accepted, last);
    belief_.want.kind = Want::Kind::acceptance;
    return belief_;
  }

  void leave_open(Reason reason, const Entry& entry) {
    belief_.outcome = Outcome::inconclusive;
    belief_.reason = reason;
    belief_.exchange = entry.exchange.id;
    belief_.alert = entry.exchange.alert;
  }

  void refuse(Reason reason, const Entry& entry) {
    leave_open(reason, entry);
    belief_.outcome = Outcome::refused;
    belief_.basis = entry.exchange.codes.size() == 1  ? Basis::single
                    : version_.any_accepted || apart_ ? Basis::batch
                                                      : Basis::version;
  }

  static constexpr std::size_t kUnlimited = static_cast<std::size_t>(-1);
  static constexpr std::size_t kSmallHello = 24;  // see kSmallShapeSuites

  const std::vector<const Entry*>& entries_;
  const Case& common_;
  const VersionCase& version_;
  bool unlike_, spoiled_, apart_ = false;
  bool passed_over_ = false;  ///< in front of suites that are accepted
  CellBelief belief_;
  std::vector<Counted> seen_;         ///< that say no to the cell
  std::vector<Counted> others_;       ///< unclear alerts to whole batches in other shapes
  std::vector<Counted> counted_;      ///< of these, in hellos no larger than one that was answered
  const Entry* uncovered_ = nullptr;  ///< a hello that is larger than any that was answered, so that it says nothing
  std::size_t nothings_ = 0;          ///< answers that cannot be read
  std::size_t negatives_ = 0;         ///< all that say no, whatever they count
  std::size_t lost_ = 0;              ///< of these, absences that no control stands around
  std::size_t smallest_unclear_ = kUnlimited;
};

}  // namespace

CellBelief rule_on_cell(tls::CipherSuite code, const std::vector<const Entry*>& entries, const Case& common,
                        const VersionCase& version) {
  return CellRule(code, entries, common, version).rule();
}

}  // namespace probe::judge
