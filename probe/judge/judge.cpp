// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/judge.hpp"

#include "probe/judge/askings.hpp"
#include "probe/judge/cell_rule.hpp"
#include "probe/judge/entry.hpp"
#include "probe/judge/findings.hpp"
#include "probe/judge/signs.hpp"
#include "probe/judge/support.hpp"
#include "probe/judge/version_case.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace probe::judge {
namespace {

/// Of so many controls that hold, one may be followed by one that fails. Behind a balancer with two dead servers of
/// three nearly every one is; behind a limiter few are.
constexpr std::size_t kControlsForLapse = 4;
/// SERVER-HELLOs of SSL 2.0 that have to leave a kind out, and how often one is asked for at most.
constexpr std::size_t kListsForRefusal = 3;
constexpr std::size_t kMostLists = 60;
/// What makes two hellos alike.
using HelloKey = std::tuple<tls::ProtocolVersion, HelloShape, bool, bool, std::string, std::vector<tls::CipherSuite>>;

HelloKey key_of(const ExchangeSummary& exchange) {
  const bool is_call = exchange.purpose == Purpose::climb;
  return {exchange.version,
          exchange.shape,
          exchange.named,
          is_call,
          exchange.client.empty() ? exchange.variant : "client " + exchange.client,
          exchange.codes};
}

bool is_dhe(tls::CipherSuite suite) {
  const auto* const info = tls::find_cipher_suite(suite);
  return info != nullptr &&
         (info->key_exchange == tls::KeyExchange::dhe || info->key_exchange == tls::KeyExchange::dhe_psk);
}

bool is_cbc(tls::CipherSuite suite) {
  const auto* const info = tls::find_cipher_suite(suite);
  return info != nullptr && info->mode == tls::CipherMode::cbc;
}

/// Cells that stood in the same hellos are ruled on alike: most of a version's do.
using Ruled = std::map<std::pair<std::size_t, int>, CellBelief>;

/// Of a cell that may lend it: the code is another's.
const CellBelief& rule_once(const Asked& asked, std::size_t place, const Case& common, const VersionCase& about,
                            Ruled& ruled) {
  const auto code = asked.askings.suites()[place];
  const auto& entries = asked.askings.entries_of(place);
  const int traits = (asked.apart[place] ? 1 : 0) + (asked.on_groups[place] ? 2 : 0) +
                     (about.upset.count(code) != 0 ? 4 : 0) + (asked.passed_over[place] ? 8 : 0);
  const auto [known, added] = ruled.try_emplace({asked.askings.group_of(place), traits});
  if (added) known->second = rule_on_cell(code, entries, common, about);
  return known->second;
}

bool echoes_encrypt_then_mac(const Acceptance& acceptance) {
  const auto& extensions = acceptance.first_by_shape[index(HelloShape::rich)]->exchange.extensions;
  return std::find(extensions.begin(), extensions.end(), tls::ExtensionType::encrypt_then_mac) != extensions.end();
}

}  // namespace

class Judge::Impl {
 public:
  explicit Impl(Docket docket) : docket_(std::move(docket)) {
    for (const auto& [version, codes] : docket_.cells) asked_.emplace(version, codes);
  }

  void take(const ExchangeSummary& exchange);
  [[nodiscard]] bool is_accepted(tls::ProtocolVersion version, tls::CipherSuite suite) const {
    return acceptances_.count({version, suite}) != 0;
  }
  [[nodiscard]] bool ever_accepted() const { return accepted_; }
  [[nodiscard]] const UnlikeServers& unlike() {
    find_signs();
    return signs_.unlike;
  }
  [[nodiscard]] bool wavers(const ExchangeSummary& alike) const;
  [[nodiscard]] const VersionBelief& version(tls::ProtocolVersion version);
  [[nodiscard]] Beliefs beliefs();
  [[nodiscard]] HelloBelief hello(const ExchangeSummary& alike);

 private:
  void note_answered(const ExchangeSummary& exchange);
  void note_accepted(tls::ProtocolVersion version, tls::CipherSuite suite);
  void find_signs();
  void work_out();
  void find_support();
  [[nodiscard]] bool controls_hold() const;
  [[nodiscard]] Facts facts() const { return {entries_, acceptances_, signs_, most_suites_}; }
  [[nodiscard]] Case common_case() const;
  [[nodiscard]] VersionBelief rule_on(tls::ProtocolVersion version, const Asked& asked, const Case& common,
                                      HelloShape shape) const;
  [[nodiscard]] CellBelief rule_on_open(tls::ProtocolVersion version, const Asked& asked, std::size_t place,
                                        const Case& common, const VersionCase& about, Ruled& ruled) const;
  [[nodiscard]] std::optional<tls::CipherSuite> preferred(tls::ProtocolVersion version) const;
  [[nodiscard]] std::optional<CellBelief> left_out(tls::CipherSuite code, const std::vector<const Entry*>& asked) const;
  [[nodiscard]] bool any_accepted_in_full(tls::ProtocolVersion version, bool (*of_kind)(tls::CipherSuite)) const;
  [[nodiscard]] bool others_need_rich(tls::ProtocolVersion version) const;
  [[nodiscard]] CellBelief accepted_cell(tls::ProtocolVersion version, tls::CipherSuite code,
                                         const std::vector<const Entry*>& refusals, const VersionCase& about) const;

  Docket docket_;
  std::map<tls::ProtocolVersion, Asked> asked_;
  std::deque<Entry> entries_;
  std::map<HelloKey, std::size_t> kind_of_key_;
  std::vector<HelloKind> kinds_;
  Acceptances acceptances_;
  // Worked out.
  Signs signs_;
  Support support_;
  std::array<std::size_t, 4> largest_{}, most_suites_{};
  bool accepted_ = false;  ///< something, once
  std::vector<Way> ways_;  ///< in which cells were accepted
  bool controls_hold_ = true;
  bool signs_found_ = false;
  bool worked_out_ = false;
  std::map<tls::ProtocolVersion, HelloShape> shapes_;
  std::map<tls::ProtocolVersion, VersionBelief> versions_;  ///< as far as they were asked for
};

void Judge::Impl::take(const ExchangeSummary& exchange) {
  signs_found_ = worked_out_ = false;
  versions_.clear();
  Entry entry;
  entry.exchange = exchange;
  entry.reading = read(exchange);
  entry.began = exchange.started;
  entry.ended = exchange.started + exchange.lasted;
  entry.usual = is_usual(exchange);
  entry.reversed = exchange.codes.size() > 1 && exchange.codes.front() > exchange.codes.back();
  entry.sorted = exchange.codes;
  std::sort(entry.sorted.begin(), entry.sorted.end());
  const bool accepted = entry.reading.answer == Answer::accepted;
  if (!accepted) entry.keeps = companies_of(exchange.codes);
  entry.sets_apart = !accepted && std::any_of(exchange.codes.begin(), exchange.codes.end(), stands_apart);
  const auto [known, added] = kind_of_key_.emplace(key_of(exchange), kinds_.size());
  if (added) kinds_.emplace_back();
  entry.kind = known->second;
  auto& kept = entries_.emplace_back(std::move(entry));
  kinds_[kept.kind].entries.push_back(&kept);

  if (!speaks_for_target(exchange)) return;
  const auto asked = asked_.find(exchange.version);
  // What a lane offered and was answered says nothing of what it was not answered with. In SSL 2.0 the SERVER-HELLO
  // lists every kind that both have.
  if (asked != asked_.end() && kept.usual && (!accepted || exchange.version == tls::ProtocolVersion::SSLv2))
    asked->second.askings.take(kept);
  if (!accepted) return;
  if (kept.usual) note_answered(exchange);
  accepted_ = true;
  for (const auto suite : exchange.selected) {
    auto& acceptance = acceptances_[{accepted_version(exchange), suite}];
    note_accepted(accepted_version(exchange), suite);
    acceptance.entries.push_back(&kept);
    if (kept.usual) {
      ++acceptance.answers;
      auto& first = acceptance.first_by_shape[index(exchange.shape)];
      if (first == nullptr) {
        first = &kept;
        ways_.push_back({accepted_version(exchange), suite, exchange.shape});
      }
    }
  }
}

void Judge::Impl::note_answered(const ExchangeSummary& exchange) {
  const auto shape = index(exchange.shape);
  largest_[shape] = std::max(largest_[shape], exchange.sent);
  most_suites_[shape] = std::max(most_suites_[shape], exchange.codes.size());
  const auto asked = asked_.find(exchange.version);
  const bool lists = exchange.version == tls::ProtocolVersion::SSLv2;
  if (asked == asked_.end() || lists || exchange.selected.empty()) return;
  for (const auto suite : exchange.codes) {
    if (suite == exchange.selected.front()) break;
    if (const auto place = asked->second.askings.place_of(suite)) asked->second.passed_over[*place] = true;
  }
}

void Judge::Impl::note_accepted(tls::ProtocolVersion version, tls::CipherSuite suite) {
  const auto asked = asked_.find(version);
  if (asked == asked_.end()) return;
  if (const auto place = asked->second.askings.place_of(suite)) asked->second.accepted[*place] = true;
}

void Judge::Impl::find_signs() {
  if (!std::exchange(signs_found_, true)) signs_ = read_signs(entries_, kinds_, acceptances_, ways_);
}

void Judge::Impl::work_out() {
  if (std::exchange(worked_out_, true)) return;
  find_signs();
  find_support();
  controls_hold_ = controls_hold();
  shapes_ = answered_shapes(docket_, facts());
}

const VersionBelief& Judge::Impl::version(tls::ProtocolVersion version) {
  work_out();
  const auto known = versions_.find(version);
  if (known != versions_.end()) return known->second;
  return versions_.emplace(version, rule_on(version, asked_.at(version), common_case(), shapes_.at(version)))
      .first->second;
}

Beliefs Judge::Impl::beliefs() {
  work_out();
  Beliefs beliefs;
  beliefs.unlike = signs_.unlike;
  beliefs.ever_accepted = accepted_;
  beliefs.controls_hold = controls_hold_;
  beliefs.troubles = support_.outages();
  for (const auto& [version, codes] : docket_.cells) beliefs.versions.emplace(version, this->version(version));
  beliefs.findings = findings_of(entries_, kinds_, acceptances_, signs_, shapes_);
  return beliefs;
}

void Judge::Impl::find_support() {
  support_ = {};
  // Where unlike servers answer by alerts, or load is shed by them, a control that met one tells that lots were drawn,
  // or that just then everything was refused.
  Support strict;
  for (const auto& entry : entries_) {
    const auto answer = entry.reading.answer;
    if (answer == Answer::accepted && speaks_for_target(entry.exchange)) {
      support_.held(entry);
      strict.held(entry);
    }
    if (entry.contradicted && answer == Answer::refusal && signs_.steady_kinds.count(entry.kind) == 0)
      strict.failed(entry);
    const bool steady = signs_.steady_kinds.count(entry.kind) != 0;
    const bool unanswered = entry.contradicted && answer != Answer::refusal && !steady;
    if (unanswered || (answer == Answer::no_connection && entry.exchange.response == Response::not_connected)) {
      support_.failed(entry);
      strict.failed(entry);
    }
  }
  support_.settle();
  strict.settle();
  for (auto& entry : entries_) {
    if (entry.reading.answer == Answer::accepted) continue;  // stands by itself
    entry.supported = support_.stands_behind(entry);
    entry.between = strict.stands_behind(entry);
    entry.waits = support_.waits(entry);
  }
}

/// Offers that were answered, and asked again: how many were answered then, and how often one that was followed by one
/// that was not.
bool Judge::Impl::controls_hold() const {
  std::size_t held = 0, lapses = 0, accepted = 0;
  bool last_held = true;
  std::set<std::size_t> answered;
  for (const auto& entry : entries_) {
    const bool holds = entry.reading.answer == Answer::accepted;
    if (holds) ++accepted;
    if (answered.count(entry.kind) != 0) {
      if (holds) ++held;
      if (!holds && entry.reading.answer != Answer::refusal && last_held) ++lapses;
      last_held = holds;
    }
    if (holds) answered.insert(entry.kind);
  }
  return lapses * kControlsForLapse <= held && support_.failures() * kControlsForLapse <= accepted;
}

Case Judge::Impl::common_case() const {
  return Case{support_, signs_, docket_.strict, docket_.retries, controls_hold_, largest_, most_suites_};
}

VersionBelief Judge::Impl::rule_on(tls::ProtocolVersion version, const Asked& asked, const Case& common,
                                   HelloShape shape) const {
  const auto about = version_case(version, shape, facts(), asked);
  const auto& codes = asked.askings.suites();
  VersionBelief belief;
  belief.shape = shape;
  belief.cells.reserve(codes.size());
  Ruled ruled;
  for (std::size_t place = 0; place < codes.size(); ++place) {
    if (asked.accepted[place]) {
      belief.cells.push_back(accepted_cell(version, codes[place], asked.askings.entries_of(place), about));
      ++belief.accepted;
      continue;
    }
    belief.cells.push_back(rule_on_open(version, asked, place, common, about, ruled));
    belief.cells.back().code = codes[place];
    if (belief.cells.back().outcome == Outcome::inconclusive) ++belief.open;
  }
  belief.preferred = preferred(version);
  return belief;
}

/// Of a cell that nothing accepted. Its code may be another's.
CellBelief Judge::Impl::rule_on_open(tls::ProtocolVersion version, const Asked& asked, std::size_t place,
                                     const Case& common, const VersionCase& about, Ruled& ruled) const {
  const auto code = asked.askings.suites()[place];
  const auto& entries = asked.askings.entries_of(place);
  if (version == tls::ProtocolVersion::SSLv2)
    if (auto cell = left_out(code, entries)) return *std::move(cell);
  // A ServerHello of another version speaks of the suite that it names.
  if (about.fell_back.count(code) != 0) return rule_on_cell(code, entries, common, about);
  return rule_once(asked, place, common, about, ruled);
}

/// What the widest of the hellos that were answered drew.
std::optional<tls::CipherSuite> Judge::Impl::preferred(tls::ProtocolVersion version) const {
  const Entry* widest = nullptr;
  for (const auto& entry : entries_) {
    const auto& exchange = entry.exchange;
    if (!entry.usual || exchange.version != version || entry.reading.answer != Answer::accepted) continue;
    if (speaks_for_target(exchange) && exchange.selected.size() == 1 &&
        (widest == nullptr || exchange.codes.size() > widest->exchange.codes.size()))
      widest = &entry;
  }
  if (widest == nullptr || widest->exchange.codes.size() < 2) return std::nullopt;
  return widest->exchange.selected.front();
}

/// What SERVER-HELLOs do not list is refused, once enough of them did not: unlike servers have unlike lists. Nothing
/// where there was none.
std::optional<CellBelief> Judge::Impl::left_out(tls::CipherSuite code, const std::vector<const Entry*>& asked) const {
  std::size_t lists = 0;
  CellBelief cell;
  cell.code = code;
  for (const auto* entry : asked) {
    if (entry->reading.answer != Answer::accepted) continue;
    ++lists;
    cell.exchange = entry->exchange.id;
  }
  if (lists == 0) return std::nullopt;
  const auto& unlike = signs_.unlike;
  const auto needed = !unlike.seen ? kListsForRefusal : std::max(kListsForRefusal, unlike.rounds_wanted);
  if (lists >= needed && (!unlike.seen || unlike.rounds_wanted != 0)) {
    cell.outcome = Outcome::refused;
    cell.reason = Reason::no_shared_cipher_kind;
    return cell;
  }
  cell.reason = Reason::servers_differ;
  if (asked.size() < kMostLists) cell.want.kind = Want::Kind::hello;
  return cell;
}

bool Judge::Impl::any_accepted_in_full(tls::ProtocolVersion version, bool (*of_kind)(tls::CipherSuite)) const {
  return std::any_of(acceptances_.begin(), acceptances_.end(), [&](const auto& each) {
    return each.first.first == version && of_kind(each.first.second) && each.second.in(HelloShape::full);
  });
}

/// Suites to which neither encrypt_then_mac nor an FFDHE group is anything: the server minds something else that a rich
/// hello has.
bool Judge::Impl::others_need_rich(tls::ProtocolVersion version) const {
  return std::any_of(acceptances_.begin(), acceptances_.end(), [&](const auto& each) {
    return each.first.first == version && !is_cbc(each.first.second) && !is_dhe(each.first.second) &&
           each.second.in(HelloShape::rich) && !each.second.in(HelloShape::full);
  });
}

CellBelief Judge::Impl::accepted_cell(tls::ProtocolVersion version, tls::CipherSuite code,
                                      const std::vector<const Entry*>& asked, const VersionCase& about) const {
  const auto& acceptance = acceptances_.at({version, code});
  CellBelief cell;
  cell.code = code;
  cell.outcome = Outcome::accepted;
  cell.reason = Reason::server_selected_it;
  cell.exchange = acceptance.entries.front()->exchange.id;
  if (signs_.unlike.seen && acceptance.refusals != 0)
    cell.answers = AnswerCount{acceptance.answers, acceptance.refusals};
  if (acceptance.in(HelloShape::full)) return cell;
  // Lots may have been drawn, and not the hello have decided.
  if (signs_.unlike.seen) return cell;
  const bool refused_in_usual = std::any_of(asked.begin(), asked.end(), [](const Entry* entry) {
    return entry->exchange.shape == HelloShape::full && is_negative(entry->reading.answer);
  });
  if (about.shape != HelloShape::full && !acceptance.in(HelloShape::rich)) {
    cell.needs.push_back(Need::small_hello);
  } else if (refused_in_usual && acceptance.in(HelloShape::rich) && !others_need_rich(version)) {
    // What does without the one is no sign of the other.
    if (is_cbc(code) && !any_accepted_in_full(version, is_cbc) && echoes_encrypt_then_mac(acceptance))
      cell.needs.push_back(Need::encrypt_then_mac);
    if (is_dhe(code) && !any_accepted_in_full(version, is_dhe)) cell.needs.push_back(Need::ffdhe_group);
  } else if (refused_in_usual && (acceptance.in(HelloShape::small) || acceptance.in(HelloShape::bare))) {
    cell.needs.push_back(Need::small_hello);
  }
  return cell;
}

bool Judge::Impl::wavers(const ExchangeSummary& alike) const {
  const auto known = kind_of_key_.find(key_of(alike));
  if (known == kind_of_key_.end()) return false;
  const auto& entries = kinds_[known->second].entries;
  if (entries.size() < 2) return false;
  const auto unanswered = [](const Entry* entry) {
    const auto answer = entry->reading.answer;
    return is_absence(answer) || answer == Answer::nothing || answer == Answer::no_connection;
  };
  return unanswered(entries.back()) != unanswered(entries[entries.size() - 2]);
}

Judge::HelloBelief Judge::Impl::hello(const ExchangeSummary& alike) {
  work_out();
  const auto known = kind_of_key_.find(key_of(alike));
  if (known == kind_of_key_.end()) {
    HelloBelief belief;
    belief.want.kind = Want::Kind::hello;
    return belief;
  }
  const auto& entries = kinds_[known->second].entries;
  for (const auto* entry : entries)
    if (entry->reading.answer == Answer::accepted) {
      HelloBelief belief;
      belief.outcome = Outcome::accepted;
      belief.reason = Reason::server_selected_it;
      belief.exchange = entry->exchange.id;
      belief.asked = entries.size();
      return belief;
    }
  return rule_on_hello({entries.begin(), entries.end()}, common_case());
}

Judge::Judge(Docket docket) : impl_(std::make_unique<Impl>(std::move(docket))) {}
Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;

void Judge::take(const ExchangeSummary& exchange) { impl_->take(exchange); }
bool Judge::is_accepted(tls::ProtocolVersion version, tls::CipherSuite suite) const {
  return impl_->is_accepted(version, suite);
}
std::vector<Need> Judge::needs(tls::ProtocolVersion version, tls::CipherSuite suite) const {
  for (const auto& cell : impl_->version(version).cells)
    if (cell.code == suite) return cell.needs;
  return {};
}
bool Judge::wavers(const ExchangeSummary& alike) const { return impl_->wavers(alike); }
bool Judge::ever_accepted() const { return impl_->ever_accepted(); }
const UnlikeServers& Judge::unlike() const { return impl_->unlike(); }
const VersionBelief& Judge::version(tls::ProtocolVersion version) const { return impl_->version(version); }
Beliefs Judge::beliefs() const { return impl_->beliefs(); }
Judge::HelloBelief Judge::hello(const ExchangeSummary& alike) const { return impl_->hello(alike); }

}  // namespace probe::judge
