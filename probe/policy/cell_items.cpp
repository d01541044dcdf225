// SPDX-License-Identifier: Apache-2.0
#include "probe/model/absence.hpp"
#include "probe/model/family.hpp"
#include "probe/policy/items.hpp"

#include <algorithm>
#include <set>

namespace probe {
namespace {

using tls::KeyExchange;

bool is_modular(tls::CipherSuite code) {
  const auto* const info = tls::find_cipher_suite(code);
  return info != nullptr && (info->key_exchange == KeyExchange::dhe || info->key_exchange == KeyExchange::dhe_psk);
}

/// Size of the group that finite-field Diffie-Hellman was made in; nothing where that was not seen.
std::optional<std::size_t> dh_bits(const AcceptedSuite& suite) {
  if (!suite.group) return suite.key_bits;
  const auto* const info = tls::find_named_group(*suite.group);
  if (info != nullptr && info->kind == tls::GroupKind::finite_field) return info->bits;
  return suite.key_bits;
}

/// Whether the server itself ended the climb for good. A reset, a time-out or a page in between tell nothing of it.
bool halted_for_good(const Climb& climb) {
  return climb.halt && (*climb.halt == CallOutcome::nak || shown_by(*climb.halt) == SstpPresence::absent);
}

class CellFold {
 public:
  CellFold(const CellCondition& condition, const Rule& rule, const TargetRecord& target, Items& items)
      : condition_(condition), rule_(rule), target_(target), items_(items) {}

  void add(tls::ProtocolVersion version) {
    if (!rule_.scope.empty() && !has(rule_.scope, version)) return;
    std::set<tls::CipherSuite> codes;
    // What was never asked counts as open, so that a scan of part of the matrix passes nothing.
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(version)) codes.insert(suite.code);
    for (const auto& result : target_.versions) {
      if (result.version != version) continue;
      for (const auto& suite : result.accepted) codes.insert(suite.code);
    }
    for (const auto code : codes) add(version, code);
  }

 private:
  [[nodiscard]] bool selects(tls::ProtocolVersion version, tls::CipherSuite code) const {
    if (!condition_.versions.empty() && !has(condition_.versions, version)) return false;
    if (condition_.dh_bits_below && !is_modular(code)) return false;
    return !condition_.suites || std::binary_search(condition_.suites->begin(), condition_.suites->end(), code);
  }

  void add(tls::ProtocolVersion version, tls::CipherSuite code) {
    const auto found = cell_of(target_, version, code);
    Item item;
    item.selected = selects(version, code);
    item.cell = CellReference{version, code, found.exchange};
    item.exchange = found.exchange;
    Ground ground;
    switch (found.outcome) {
      case Outcome::accepted:
        item.accepted = true;
        item.mixed = found.accepted->is_mixed();
        // One of them took it once, and nobody asked the others.
        if (rule_.demand == Demand::require && items_.of_unlike_servers() && !item.mixed) {
          ground.miss(version, code, message("open.unlike_servers"));
          return items_.open(std::move(item), ground, {});
        }
        ground.know(version, code);
        return add_accepted(std::move(item), *found.accepted, ground);
      case Outcome::refused:
        ground.know(version, code);
        return items_.absent(std::move(item), ground);
      case Outcome::inconclusive:
        ground.miss(version, code, explain(found.reason, found.alert));
        return items_.open(std::move(item), ground, {});
      case Outcome::not_tested:
        ground.miss(version, code, message("open.not_asked"));
        return items_.open(std::move(item), ground, {});
      case Outcome::not_applicable:
        return items_.nowhere(std::move(item), ground);
    }
  }

  void add_accepted(Item item, const AcceptedSuite& suite, Ground ground) {
    if (condition_.dh_bits_below) return add_key(std::move(item), suite, std::move(ground));
    // A client that meets one of the other servers does without it.
    if (item.mixed && rule_.demand == Demand::require) return items_.absent(std::move(item), ground);
    if (suite.rung < condition_.rung) return add_halted(std::move(item), suite, std::move(ground));
    if (condition_.rung > Rung::hello) ground.know(calls());
    items_.there(std::move(item), ground);
  }

  void add_halted(Item item, const AcceptedSuite& suite, Ground ground) {
    if (suite.climb && halted_for_good(*suite.climb) && !items_.of_unlike_servers()) {
      ground.know(calls());
      return items_.absent(std::move(item), ground);
    }
    ground.miss(calls(), suite.is_uncalled() ? message("open.not_called") : message("open.not_carried"));
    items_.open(std::move(item), ground, {});
  }

  /// One handshake shows one key: of unlike servers, and of what was not seen, nothing is learnt by it.
  void add_key(Item item, const AcceptedSuite& suite, Ground ground) {
    const auto bits = dh_bits(suite);
    if (bits && *bits < *condition_.dh_bits_below) {
      ground.know(message("question.dhe_keys"));
      return items_.there(std::move(item), ground);
    }
    if (bits && !items_.of_unlike_servers()) {
      ground.know(message("question.dhe_keys"));
      return items_.absent(std::move(item), ground);
    }
    ground.miss(message("question.dhe_keys"), bits ? message("open.unlike_servers") : message("open.no_key_size"));
    items_.open(std::move(item), ground, {});
  }

  [[nodiscard]] Message calls() const { return message("question.calls", condition_.rung); }

  const CellCondition& condition_;
  const Rule& rule_;
  const TargetRecord& target_;
  Items& items_;
};

}  // namespace

void add_cells(const CellCondition& condition, const Rule& rule, const TargetRecord& target, Items& items) {
  CellFold fold(condition, rule, target, items);
  for (const auto version : tls::kProtocolVersions) fold.add(version);
  const bool tls13 = (rule.scope.empty() || has(rule.scope, tls::ProtocolVersion::TLSv1_3)) &&
                     (condition.versions.empty() || has(condition.versions, tls::ProtocolVersion::TLSv1_3));
  if (condition.dh_bits_below && !condition.suites && tls13) add_short_groups(*condition.dh_bits_below, target, items);
}

}  // namespace probe
