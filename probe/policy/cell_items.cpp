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

/// Size of the group that finite-field Diffie-Hellman was made in; 0 where another key exchange was.
std::optional<std::size_t> dh_bits(const AcceptedSuite& suite) {
  if (suite.group) {
    const auto* const info = tls::find_named_group(*suite.group);
    if (info != nullptr && info->kind == tls::GroupKind::finite_field) return info->bits;
    if (info != nullptr) return 0;
  }
  if (!is_modular(suite.code)) return 0;
  return suite.key_bits;
}

/// Whether the server itself ended the climb for good. A reset, a time-out or a page in between tell nothing of it.
bool halted_for_good(const Climb& climb) {
  return climb.halt && (*climb.halt == CallOutcome::nak || shown_by(*climb.halt) == SstpPresence::absent);
}

Presence at_rung(const AcceptedSuite& suite, Rung rung) {
  if (suite.rung >= rung) return Presence::yes;
  return suite.climb && halted_for_good(*suite.climb) ? Presence::no : Presence::unknown;
}

class CellFold {
 public:
  CellFold(const CellCondition& condition, const Rule& rule) : condition_(condition), rule_(rule) {}

  void add(const VersionResult& version) {
    if (!in_scope(version.version)) return;
    std::set<tls::CipherSuite> codes;
    // What was never asked counts as open, so that a scan of part of the matrix passes nothing.
    for (const auto& suite : tls::cipher_suites())
      if (suite.versions.contains(version.version)) codes.insert(suite.code);
    for (const auto& suite : version.accepted) codes.insert(suite.code);
    for (const auto code : codes) add(version, code);
  }

  std::vector<Item> items;

 private:
  [[nodiscard]] bool in_scope(tls::ProtocolVersion version) const {
    return rule_.scope.empty() || std::find(rule_.scope.begin(), rule_.scope.end(), version) != rule_.scope.end();
  }

  [[nodiscard]] bool selects(tls::ProtocolVersion version, tls::CipherSuite code) const {
    const auto& versions = condition_.versions;
    if (!versions.empty() && std::find(versions.begin(), versions.end(), version) == versions.end()) return false;
    return !condition_.suites || std::binary_search(condition_.suites->begin(), condition_.suites->end(), code);
  }

  void add(const VersionResult& version, tls::CipherSuite code) {
    const auto found = cell(version, code);
    Item item;
    item.selected = selects(version.version, code);
    item.cell = CellReference{version.version, code, found.exchange};
    item.exchange = found.exchange;
    switch (found.outcome) {
      case Outcome::accepted:
        item.presence = at_rung(*found.accepted, condition_.rung);
        if (item.presence == Presence::unknown)
          item.problem = found.accepted->is_uncalled() ? "the scan ended before its call's turn came"
                                                       : "it was not carried as far as the rule asks";
        item.mixed = found.accepted->is_mixed();
        break;
      case Outcome::refused:
        item.presence = Presence::no;
        break;
      case Outcome::inconclusive:
        item.problem = explain(found.reason, found.alert);
        break;
      case Outcome::not_applicable:
        item.presence = Presence::not_applicable;
        break;
      case Outcome::not_tested:
        item.problem = "the scan did not ask for it";
        break;
    }
    if (condition_.dh_bits_below && item.selected) weigh_key(item, found, code);
    // A client that meets one of the other servers does without it.
    if (item.mixed && rule_.demand == Demand::require) item.presence = Presence::no;
    items.push_back(std::move(item));
  }

  void weigh_key(Item& item, const Cell& found, tls::CipherSuite code) const {
    if (found.accepted == nullptr) {
      // A key that nobody saw decides nothing where the cell could have none.
      item.selected = is_modular(code);
      return;
    }
    const auto bits = dh_bits(*found.accepted);
    item.selected = !bits || (*bits != 0 && *bits < *condition_.dh_bits_below);
    if (bits) return;
    item.presence = Presence::unknown;
    item.problem = "the size of its key was not seen";
  }

  const CellCondition& condition_;
  const Rule& rule_;
};

}  // namespace

std::vector<Item> cell_items(const CellCondition& condition, const Rule& rule, const TargetRecord& target) {
  CellFold fold(condition, rule);
  for (const auto version : tls::kProtocolVersions) {
    const auto found = std::find_if(target.versions.begin(), target.versions.end(),
                                    [version](const VersionResult& result) { return result.version == version; });
    VersionResult not_there;
    not_there.version = version;
    fold.add(found == target.versions.end() ? not_there : *found);
  }
  return std::move(fold.items);
}

}  // namespace probe
