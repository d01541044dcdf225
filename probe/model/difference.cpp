// SPDX-License-Identifier: Apache-2.0
#include "probe/model/difference.hpp"

#include "probe/model/difference_facts.hpp"
#include "probe/model/family.hpp"
#include "probe/model/words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace probe {
namespace {

using Pair = std::pair<const TargetRecord*, const TargetRecord*>;

std::vector<Pair> matched(const ScanRecord& before, const ScanRecord& after);
TargetDifference compare(const Pair& pair, const ScanOptions& before, const ScanOptions& after);

}  // namespace

Difference difference(const ScanRecord& before, const ScanRecord& after) {
  Difference result{before.started, after.started, {}};
  for (const auto& pair : matched(before, after))
    result.targets.push_back(compare(pair, before.options, after.options));
  return result;
}

namespace {

bool is_same_target(const TargetRecord& a, const TargetRecord& b) {
  return a.target.host == b.target.host && a.target.port == b.target.port && a.target.sni == b.target.sni;
}

/// First those that agree in the address too; then, where one of a name is left on each side, those two: a gateway's
/// address may change. Several that are left cannot be told apart.
std::vector<Pair> matched(const ScanRecord& before, const ScanRecord& after) {
  std::vector<Pair> pairs;
  std::set<const TargetRecord*> taken;
  for (const auto& target : after.targets) {
    pairs.emplace_back(nullptr, &target);
    for (const auto& older : before.targets) {
      if (!is_same_target(older, target) || older.address != target.address || taken.count(&older) != 0) continue;
      pairs.back().first = &older;
      taken.insert(&older);
      break;
    }
  }
  for (auto& pair : pairs) {
    if (pair.first != nullptr) continue;
    const auto is_rival = [&](const Pair& other) {
      return other.first == nullptr && is_same_target(*other.second, *pair.second);
    };
    const auto is_left = [&](const TargetRecord& older) {
      return taken.count(&older) == 0 && is_same_target(older, *pair.second);
    };
    if (std::count_if(pairs.begin(), pairs.end(), is_rival) != 1 ||
        std::count_if(before.targets.begin(), before.targets.end(), is_left) != 1)
      continue;
    pair.first = &*std::find_if(before.targets.begin(), before.targets.end(), is_left);
    taken.insert(pair.first);
  }
  for (const auto& older : before.targets)
    if (taken.count(&older) == 0) pairs.emplace_back(&older, nullptr);
  return pairs;
}

void compare_cells(TargetDifference& result, const Pair& pair, const ScanOptions& before, const ScanOptions& after);
void compare_leaves(TargetDifference& result, const Pair& pair, const ScanOptions& before, const ScanOptions& after);
void compare_asking(TargetDifference& result, const Pair& pair, const ScanOptions& before, const ScanOptions& after);
std::vector<LeafName> leaves(const TargetRecord& record);
std::set<tls::Bytes> leaf_octets(const TargetRecord& record);

TargetDifference compare(const Pair& pair, const ScanOptions& before, const ScanOptions& after) {
  const auto& shown = pair.second != nullptr ? *pair.second : *pair.first;
  TargetDifference result;
  result.name = to_string(shown.target);
  result.label = shown.target.label;
  if (pair.first != nullptr) {
    result.before_address = pair.first->address;
    result.before_status = pair.first->status;
    result.before_leaves = leaves(*pair.first);
  }
  if (pair.second != nullptr) {
    result.after_address = pair.second->address;
    result.after_status = pair.second->status;
    result.after_leaves = leaves(*pair.second);
  }
  if (pair.first == nullptr || pair.second == nullptr) {
    result.presence = pair.first == nullptr ? Change::added : Change::missing;
    return result;
  }
  compare_cells(result, pair, before, after);
  result.facts = fact_changes(*pair.first, *pair.second);
  compare_leaves(result, pair, before, after);
  compare_asking(result, pair, before, after);
  return result;
}

/// Whether a scan asked for all that the other did that may show a certificate.
bool asked_as_much(const ScanOptions& one, const ScanOptions& other) {
  const auto has_all = [](const auto& list, const auto& wanted) {
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](auto value) { return std::find(list.begin(), list.end(), value) != list.end(); });
  };
  const bool all_suites = one.suites.empty() || (!other.suites.empty() && has_all(one.suites, other.suites));
  return has_all(one.versions, other.versions) && all_suites && one.depth >= other.depth;
}

/// A server may have another certificate for another suite or version: only what both scans would have been shown
/// tells of a change.
void compare_leaves(TargetDifference& result, const Pair& pair, const ScanOptions& before, const ScanOptions& after) {
  const auto older = leaf_octets(*pair.first);
  const auto newer = leaf_octets(*pair.second);
  if (older.empty() || newer.empty()) return;
  const bool any_new = !std::includes(older.begin(), older.end(), newer.begin(), newer.end());
  const bool any_gone = !std::includes(newer.begin(), newer.end(), older.begin(), older.end());
  result.certificate_changed = (any_new && asked_as_much(before, after)) || (any_gone && asked_as_much(after, before));
  if (result.certificate_changed || (!any_new && !any_gone)) return;
  const auto count = [](std::size_t leaves) { return verbatim(std::to_string(leaves)); };
  result.facts.push_back(
      {Change::not_comparable, message("question.certificates"), count(older.size()), count(newer.size())});
}

/// What one of the two scans was not to ask at all is not as it was: nobody knows.
void compare_asking(TargetDifference& result, const Pair& pair, const ScanOptions& before, const ScanOptions& after) {
  if (!was_reached(*pair.first) || !was_reached(*pair.second)) return;
  const auto compare = [&result](Message name, bool was_asked, bool is_asked) {
    const auto told = [](bool asked) { return asked ? message("fact.asked") : message("fact.not_asked"); };
    if (was_asked != is_asked)
      result.facts.push_back({Change::not_comparable, std::move(name), told(was_asked), told(is_asked)});
  };
  compare(message("fact.calls"), before.depth == Rung::sstp, after.depth == Rung::sstp);
  compare(message("fact.features"), pair.first->server.asked(), pair.second->server.asked());
  compare(message("fact.groups"), !pair.first->server.groups.empty(), !pair.second->server.groups.empty());
  compare(message("question.crypto_binding"), pair.first->sstp.calls != 0, pair.second->sstp.calls != 0);
}

/// A certificate that only hellos without the target's name drew is none of the target's.
std::vector<LeafName> leaves(const TargetRecord& record) {
  std::vector<LeafName> names;
  for (const auto& chain : record.certificates) {
    if (!chain.named) continue;
    LeafName name;
    if (!chain.facts.empty() && chain.facts.front()) {
      const auto& facts = *chain.facts.front();
      name = {facts.sha256, facts.subject,
              std::string(to_string(facts.key_type)) + " " + std::to_string(facts.key_bits)};
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

/// By the octets: facts can be missing. The order in which leaves came means nothing.
std::set<tls::Bytes> leaf_octets(const TargetRecord& record) {
  std::set<tls::Bytes> octets;
  for (const auto& chain : record.certificates)
    if (chain.named && !chain.certificates.empty()) octets.insert(chain.certificates.front());
  return octets;
}

const VersionResult* find_version(const TargetRecord& record, tls::ProtocolVersion version) {
  const auto found = std::find_if(record.versions.begin(), record.versions.end(),
                                  [version](const VersionResult& one) { return one.version == version; });
  return found == record.versions.end() ? nullptr : &*found;
}

void add_codes(std::set<tls::CipherSuite>& codes, const VersionResult* version) {
  if (version == nullptr) return;
  for (const auto& suite : version->accepted) codes.insert(suite.code);
  for (const auto& group : version->refused) codes.insert(group.codes.begin(), group.codes.end());
  for (const auto& group : version->inconclusive) codes.insert(group.codes.begin(), group.codes.end());
}

bool was_to_be_asked(const ScanOptions& options, tls::ProtocolVersion version, tls::CipherSuite code) {
  const auto has = [](const auto& list, auto value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  return has(options.versions, version) && (options.suites.empty() || has(options.suites, code));
}

/// How calls end that nobody answered, or that a busy gateway, a limiter or the network cut short.
constexpr std::array kNoAnswer{CallOutcome::unfinished,          CallOutcome::no_client,
                               CallOutcome::not_called,          CallOutcome::local_failure,
                               CallOutcome::own_limit,           CallOutcome::connection_failed,
                               CallOutcome::connection_refused,  CallOutcome::connection_timed_out,
                               CallOutcome::tls_closed,          CallOutcome::tls_reset,
                               CallOutcome::tls_timed_out,       CallOutcome::http_timed_out,
                               CallOutcome::http_closed,         CallOutcome::http_reset,
                               CallOutcome::http_alert,          CallOutcome::http_cut_short,
                               CallOutcome::service_unavailable, CallOutcome::sstp_timed_out,
                               CallOutcome::sstp_closed,         CallOutcome::sstp_reset,
                               CallOutcome::sstp_alert};

/// Whether a server had the chance to carry the cell further: a call was made, and came to some answer of its own.
bool was_called(const AcceptedSuite& suite) {
  if (!suite.climb || suite.climb->exchange == 0) return false;
  const auto& halt = suite.climb->halt;
  return !halt || std::find(kNoAnswer.begin(), kNoAnswer.end(), *halt) == kNoAnswer.end();
}

/// Nothing when the cell was not asked. One that was to be asked of a target out of reach is open, not unasked.
std::optional<CellState> state(const TargetRecord& record, const ScanOptions& options, tls::ProtocolVersion version,
                               tls::CipherSuite code) {
  const auto* const result = find_version(record, version);
  const auto found = result != nullptr ? cell(*result, code) : Cell{};
  switch (found.outcome) {
    case Outcome::accepted:
      return CellState{found.outcome,
                       found.reason,
                       found.accepted->rung,
                       found.exchange,
                       found.accepted->rung < options.depth && !was_called(*found.accepted),
                       found.accepted->needs,
                       found.accepted->answers};
    case Outcome::refused:
    case Outcome::inconclusive:
      return CellState{found.outcome, found.reason, std::nullopt, found.exchange};
    case Outcome::not_applicable:
    case Outcome::not_tested:
      break;
  }
  if (!was_reached(record) && was_to_be_asked(options, version, code)) {
    const bool interrupted = record.status == TargetStatus::not_started;
    return CellState{Outcome::inconclusive, interrupted ? Reason::interrupted : Reason::connect_failed, std::nullopt,
                     0};
  }
  return std::nullopt;
}

std::optional<Change> change_of(const std::optional<CellState>& before, const std::optional<CellState>& after) {
  if (!before || !after) return Change::not_comparable;
  const bool was_open = before->outcome == Outcome::inconclusive, is_open = after->outcome == Outcome::inconclusive;
  if (was_open && is_open) return std::nullopt;
  if (is_open) return Change::unknown;
  if (was_open) return Change::known;
  if (before->outcome != after->outcome) return after->outcome == Outcome::accepted ? Change::opened : Change::closed;
  if (before->answers.has_value() != after->answers.has_value())
    return after->answers ? Change::mixed : Change::unmixed;
  if (before->needs != after->needs) return Change::needs;
  if (before->rung == after->rung) return std::nullopt;
  // Nothing fell where nobody called.
  if (after->uncalled && before->rung > after->rung) return Change::unknown;
  if (before->uncalled && before->rung < after->rung) return Change::known;
  return before->rung < after->rung ? Change::climbed : Change::fell;
}

void compare_cells(TargetDifference& result, const Pair& pair, const ScanOptions& before, const ScanOptions& after) {
  // A scan with --depth hello says nothing of the rungs above.
  const auto highest = std::min(before.depth, after.depth);
  const auto limited = [highest](std::optional<CellState> one) {
    if (one && one->rung) one->rung = std::min(*one->rung, highest);
    return one;
  };
  for (const auto version : tls::kProtocolVersions) {
    std::set<tls::CipherSuite> codes;
    add_codes(codes, find_version(*pair.first, version));
    add_codes(codes, find_version(*pair.second, version));
    for (const auto code : codes) {
      const auto older = limited(state(*pair.first, before, version, code));
      const auto newer = limited(state(*pair.second, after, version, code));
      if (const auto change = change_of(older, newer))
        result.cells.push_back({*change, version, code, older.value_or(CellState{}), newer.value_or(CellState{})});
      else
        ++(older->outcome == Outcome::inconclusive ? result.still_unknown : result.same);
    }
  }
}

}  // namespace

std::size_t count(const TargetDifference& target, Change change) {
  const auto facts = static_cast<std::size_t>(std::count_if(
      target.facts.begin(), target.facts.end(), [change](const FactChange& fact) { return fact.change == change; }));
  switch (change) {
    case Change::certificate:
      return target.certificate_changed ? 1 : 0;
    case Change::missing:
    case Change::added:
      return target.presence == change ? 1 : 0;
    case Change::key:
    case Change::groups:
    case Change::feature:
    case Change::binding:
      return facts;
    case Change::unknown: {
      // A target that nobody can reach any more is unknown, even when not one of its cells stands in the records.
      const bool lost = !target.presence && was_reached(target.before_status) && !was_reached(target.after_status);
      const auto cells = std::count_if(target.cells.begin(), target.cells.end(),
                                       [](const CellChange& cell) { return cell.change == Change::unknown; });
      return std::max<std::size_t>(static_cast<std::size_t>(cells) + facts, lost ? 1 : 0);
    }
    case Change::opened:
    case Change::closed:
    case Change::mixed:
    case Change::unmixed:
    case Change::needs:
    case Change::climbed:
    case Change::fell:
    case Change::known:
    case Change::not_comparable:
      break;
  }
  return facts +
         static_cast<std::size_t>(std::count_if(target.cells.begin(), target.cells.end(),
                                                [change](const CellChange& cell) { return cell.change == change; }));
}

std::size_t count(const Difference& difference, Change change) {
  std::size_t sum = 0;
  for (const auto& target : difference.targets) sum += count(target, change);
  return sum;
}

namespace {

constexpr Word<Change> kChangeWords[] = {
    {Change::opened, "opened"},
    {Change::closed, "closed"},
    {Change::mixed, "mixed"},
    {Change::unmixed, "unmixed"},
    {Change::needs, "needs"},
    {Change::climbed, "climbed"},
    {Change::fell, "fell"},
    {Change::unknown, "unknown"},
    {Change::known, "known"},
    {Change::not_comparable, "not-comparable"},
    {Change::key, "key"},
    {Change::groups, "groups"},
    {Change::feature, "feature"},
    {Change::binding, "binding"},
    {Change::certificate, "certificate"},
    {Change::missing, "missing"},
    {Change::added, "new"},
};
constexpr std::array kChanges{Change::opened,  Change::closed, Change::mixed,   Change::unmixed, Change::needs,
                              Change::climbed, Change::fell,   Change::unknown, Change::known,   Change::not_comparable,
                              Change::key,     Change::groups, Change::feature, Change::binding, Change::certificate,
                              Change::missing, Change::added};

}  // namespace

std::span<const Change> changes() { return kChanges; }
std::string_view to_string(Change change) { return word_of(kChangeWords, change); }
std::optional<Change> change_from(std::string_view word) { return value_of(kChangeWords, word); }

}  // namespace probe
