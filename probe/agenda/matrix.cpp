// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/matrix.hpp"

#include "probe/hello/hello_shape.hpp"
#include "probe/judge/cell_rule.hpp"
#include "probe/judge/company.hpp"
#include "probe/judge/docket.hpp"
#include "probe/judge/entry.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace probe::agenda {
namespace {

using namespace std::chrono_literals;
using Suites = std::vector<tls::CipherSuite>;

/// What is likeliest to be answered comes first: the sooner there is a control, the sooner anything can be believed.
constexpr std::array kOpeningOrder{tls::ProtocolVersion::TLSv1_2, tls::ProtocolVersion::TLSv1_3,
                                   tls::ProtocolVersion::TLSv1_0, tls::ProtocolVersion::TLSv1_1,
                                   tls::ProtocolVersion::SSLv3,   tls::ProtocolVersion::SSLv2};
/// Each lane ends with a refusal, and a short rest is soon through.
constexpr std::size_t kSmallestLane = 27;
constexpr Elapsed kDarkWait = 300ms;
/// Some servers take no more than 16, or 5, with the signalling suite.
constexpr std::array<std::size_t, 2> kFewerSuites{12, 4};

/// What servers of any age have: the mandatory suites of RFC 2246, 4346, 5246 and 8446, the usual AES suites, then 3DES
/// and RC4. The order within matters little; that something of each kind is there does.
constexpr std::array<std::uint32_t, 26> kUsual{
    0x1301, 0x1302, 0x1303, 0xC02F, 0xC030, 0xC02B, 0xC02C, 0xC027, 0xC028, 0xC013, 0xC014, 0xC009, 0xC00A,
    0x009C, 0x009D, 0x003C, 0x002F, 0x0035, 0x009E, 0x0033, 0x0039, 0x000A, 0x0005, 0x0004, 0x0013, 0x0009,
};

Suites likeliest(const Suites& suites, std::size_t count) {
  const auto rank = [](tls::CipherSuite code) {
    return std::find(kUsual.begin(), kUsual.end(), static_cast<std::uint32_t>(code)) - kUsual.begin();
  };
  auto sorted = suites;
  std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
  sorted.resize(std::min(sorted.size(), count));
  return sorted;
}

Suites without(const Suites& suites, const Suites& taken) {
  Suites rest;
  std::copy_if(suites.begin(), suites.end(), std::back_inserter(rest),
               [&](tls::CipherSuite suite) { return std::find(taken.begin(), taken.end(), suite) == taken.end(); });
  return rest;
}

/// Into hellos of at most `most`: one way forward and another way back, so that no two suites share both parts.
void deal(const Suites& suites, std::size_t most, bool reversed, std::vector<Suites>& hellos) {
  const auto parts = (suites.size() + most - 1) / most;
  for (std::size_t part = 0; part < parts; ++part) {
    auto& hello = hellos.emplace_back();
    for (std::size_t i = 0; i < suites.size(); ++i)
      if ((reversed ? i % parts : i / most) == part) hello.push_back(suites[i]);
  }
}

/// The same, in the company that is wanted.
std::vector<Suites> deal(const Suites& suites, std::size_t most, const judge::Want& want) {
  std::map<std::uint32_t, Suites> kinds;
  for (const auto suite : suites) kinds[judge::kind_in(want.company, suite)].push_back(suite);
  std::vector<Suites> hellos;
  for (const auto& [kind, alike] : kinds) deal(alike, most, want.reversed, hellos);
  return hellos;
}

/// So many that half of a hello of `most` suites is left for others; 0: all.
Suites accepted_of(const judge::VersionBelief& belief, std::size_t most) {
  Suites accepted;
  for (const auto& cell : belief.cells)
    if (cell.outcome == Outcome::accepted && (most == 0 || accepted.size() < most / 2)) accepted.push_back(cell.code);
  return accepted;
}

bool has_shape(tls::ProtocolVersion version, HelloShape shape) {
  if (version == tls::ProtocolVersion::SSLv2) return shape == HelloShape::full;
  return shape != HelloShape::bare || version != tls::ProtocolVersion::TLSv1_3;
}

}  // namespace

Matrix::Matrix(const ScanOptions& options, std::optional<std::string> sni, const judge::Judge& judge, Chance chance)
    : options_(options),
      sni_(std::move(sni)),
      judge_(judge),
      chance_(std::move(chance)),
      docket_(judge::docket_of(options)) {
  put_first_hellos();
}

void Matrix::put_first_hellos() {
  std::vector<Batch> apart;
  for (const auto version : kOpeningOrder) {
    const auto asked = docket_.cells.find(version);
    if (asked == docket_.cells.end()) continue;
    Batch whole, others;
    whole.version = others.version = version;
    for (const auto suite : asked->second) (judge::stands_apart(suite) ? others : whole).suites.push_back(suite);
    if (!whole.suites.empty()) put(std::move(whole));
    if (!others.suites.empty()) apart.push_back(std::move(others));
  }
  for (auto& batch : apart) put(std::move(batch));
}

/// Thorough scans offer each suite alone.
void Matrix::put(Batch batch) {
  const auto most = options_.thorough ? 1 : batch.suites.size();
  for (std::size_t start = 0; start < batch.suites.size(); start += most) {
    Batch piece = batch;
    const auto first = batch.suites.begin() + static_cast<std::ptrdiff_t>(start);
    piece.suites.assign(first, first + static_cast<std::ptrdiff_t>(std::min(most, batch.suites.size() - start)));
    ready_.push_back(std::move(piece));
  }
}

Offer Matrix::offer_of(const Batch& batch) const {
  Offer offer;
  offer.version = batch.version;
  offer.shape = batch.shape;
  offer.sni = sni_;
  offer.suites = batch.suites;
  offer.suites.insert(offer.suites.end(), batch.behind.begin(), batch.behind.end());
  return offer;
}

/// The opening goes by likelihood, everything behind it by lot. Where connections are dear, what may bring an
/// acceptance comes first: lanes that go on, then hellos in which the rest of a version has not been answered yet.
std::size_t Matrix::choose(bool slow) const {
  if (ready_.front().at_once || !accepted_) return 0;
  if (!slow) return chance_(ready_.size());
  const auto rank = [](const Batch& batch) {
    if (batch.goes_on) return 0;
    return batch.purpose == Purpose::look ? 2 : 1;
  };
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < ready_.size(); ++i) {
    if (!best.empty() && rank(ready_[i]) < rank(ready_[best.front()])) best.clear();
    if (best.empty() || rank(ready_[i]) == rank(ready_[best.front()])) best.push_back(i);
  }
  return best[chance_(best.size())];
}

std::optional<MatrixHello> Matrix::next(Elapsed now, std::size_t free, bool slow) {
  free_ = free;
  if (stale_) plan(now);
  const auto due = std::stable_partition(waiting_.begin(), waiting_.end(),
                                         [now](const Batch& batch) { return batch.not_before > now; });
  std::move(due, waiting_.end(), std::back_inserter(ready_));
  waiting_.erase(due, waiting_.end());
  if (ready_.empty()) return std::nullopt;
  const auto chosen = choose(slow);
  Batch batch = std::move(ready_[chosen]);
  ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(chosen));
  MatrixHello hello{batch.purpose, offer_of(batch)};
  handed_out_ = std::move(batch);
  return hello;
}

void Matrix::asked(ExchangeId id) {
  if (!handed_out_) return;
  Batch batch = std::move(*handed_out_);
  handed_out_.reset();
  if (std::exchange(batch.twice, false)) {
    Batch second = batch;
    second.at_once = true;
    ready_.push_front(std::move(second));
  }
  out_.emplace(id, std::move(batch));
}

void Matrix::on(const ExchangeSummary& exchange, Elapsed) {
  stale_ = true;
  const auto reading = judge::read(exchange);
  // Whatever a control met: what is asked has to have the same chances as the controls, or where load is shed by alerts
  // these would take all that is not.
  if (reading.answer == judge::Answer::accepted || exchange.purpose == Purpose::control)
    for (auto held = held_back_.begin(); held != held_back_.end();)
      held = exchange.started >= held->second ? held_back_.erase(held) : std::next(held);
  auto node = out_.extract(exchange.id);
  if (node.empty()) return;
  Batch batch = std::move(node.mapped());
  if (judge::is_negative(reading.answer)) held_back_[batch.version] = exchange.started + exchange.lasted;
  const bool selects = reading.answer == judge::Answer::accepted || reading.answer == judge::Answer::other_version;
  if (reading.answer == judge::Answer::accepted) accepted_ = true;
  // The SERVER-HELLO of SSL 2.0 lists every kind that both have.
  if (!selects || batch.version == tls::ProtocolVersion::SSLv2) return;
  // A server that falls back for a suite does so again.
  if (reading.answer == judge::Answer::other_version && !exchange.selected.empty() &&
      !fell_back_.insert({batch.version, exchange.selected.front()}).second)
    return;
  if (!batch.went_on) go_on(std::move(batch), exchange.selected);
}

void Matrix::chosen(ExchangeId id, tls::CipherSuite suite) {
  const auto found = out_.find(id);
  if (found == out_.end() || found->second.went_on) return;
  found->second.went_on = true;
  go_on(found->second, {suite});
}

void Matrix::go_on(Batch batch, const Suites& selected) {
  auto rest = without(batch.suites, selected);
  // Nothing of it was selected, but what stands behind it.
  if (rest.size() == batch.suites.size() || rest.empty()) return;
  batch.suites = std::move(rest);
  batch.at_once = batch.went_on = false;
  batch.goes_on = true;
  put_rest(std::move(batch), free_);
}

/// An idle connection takes its part of a lane.
void Matrix::put_rest(Batch batch, std::size_t free) {
  const auto lanes = std::min(batch.suites.size() / kSmallestLane, ready_.size() < free ? free - ready_.size() : 1);
  if (lanes < 2 || batch.purpose != Purpose::sweep) {
    ready_.push_front(std::move(batch));
    return;
  }
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    Batch part = batch;
    part.suites.clear();
    for (std::size_t i = lane; i < batch.suites.size(); i += lanes) part.suites.push_back(batch.suites[i]);
    ready_.push_front(std::move(part));
  }
}

void Matrix::ask_refused_again() {
  for (const auto& [version, codes] : docket_.cells) {
    const auto& belief = judge_.version(version);
    Batch batch;
    batch.version = version;
    batch.shape = belief.shape;
    batch.purpose = Purpose::repeat;
    for (const auto& cell : belief.cells)
      if (cell.outcome == Outcome::refused && !judge::stands_apart(cell.code)) batch.suites.push_back(cell.code);
    if (!batch.suites.empty()) put(std::move(batch));
  }
}

std::size_t Matrix::expected() const {
  const auto will_go_on = [](const auto& each) {
    return each.second.purpose == Purpose::sweep && !each.second.went_on;
  };
  return ready_.size() + static_cast<std::size_t>(std::count_if(out_.begin(), out_.end(), will_go_on));
}

bool Matrix::is_looking() const {
  return std::any_of(ready_.begin(), ready_.end(), [](const Batch& batch) { return batch.purpose != Purpose::sweep; });
}

bool Matrix::is_busy(tls::ProtocolVersion version) const {
  const auto of_version = [version](const Batch& batch) { return batch.version == version; };
  return std::any_of(ready_.begin(), ready_.end(), of_version) ||
         std::any_of(waiting_.begin(), waiting_.end(), of_version) ||
         std::any_of(out_.begin(), out_.end(), [&](const auto& each) { return of_version(each.second); });
}

/// Asks the judge what each version that has nothing out any more still lacks.
void Matrix::plan(Elapsed now) {
  stale_ = false;
  const bool idle = ready_.empty() && waiting_.empty() && out_.empty();
  if (!judge_.ever_accepted()) {
    if (idle) plan_in_the_dark(now);
    return;
  }
  accepted_ = true;
  wants_control_ = false;
  for (const auto& [version, codes] : docket_.cells) {
    // A version that was decided is looked at again at the end: a refusal can be taken back.
    if (is_busy(version) || (decided_.count(version) != 0 && !idle)) continue;
    const auto& belief = judge_.version(version);
    if (belief.open == 0) {
      decided_.insert(version);
      continue;
    }
    // Where unlike servers answer, lots have to be drawn anew between two rounds.
    const bool unlike = judge_.unlike().seen;
    if (unlike && held_back_.count(version) != 0)
      wants_control_ = true;
    else
      plan_version(version, belief, unlike);
  }
  if (!swept_)
    swept_ =
        std::none_of(ready_.begin(), ready_.end(),
                     [](const Batch& batch) { return batch.purpose == Purpose::sweep; }) &&
        std::none_of(out_.begin(), out_.end(), [](const auto& each) { return each.second.purpose == Purpose::sweep; });
}

void Matrix::plan_version(tls::ProtocolVersion version, const judge::VersionBelief& belief, bool unlike) {
  // Whether it bears a few extensions, a suite that it accepts tells soonest.
  if (belief.shape == HelloShape::bare && has_shape(version, HelloShape::small) &&
      tried_small_.insert(version).second) {
    Batch batch;
    batch.version = version;
    batch.shape = HelloShape::small;
    batch.purpose = Purpose::look;
    batch.twice = true;
    for (const auto& cell : belief.cells)
      if (cell.outcome == Outcome::accepted && batch.suites.size() < kSmallShapeSuites)
        batch.suites.push_back(cell.code);
    if (!batch.suites.empty()) waiting_.push_back(std::move(batch));
  }
  // What may wait can wait a little longer, for one hello instead of two.
  Elapsed latest{0};
  for (const auto& cell : belief.cells) latest = std::max(latest, cell.want.not_before);
  std::map<std::pair<judge::Want, bool>, Suites> groups;
  for (const auto& cell : belief.cells) {
    if (cell.want.kind == judge::Want::Kind::control) wants_control_ = true;
    if (cell.want.kind != judge::Want::Kind::hello) continue;
    auto want = cell.want;
    if (want.not_before.count() != 0) want.not_before = latest;
    const bool apart = judge::stands_apart(cell.code);
    groups[{want, apart}].push_back(cell.code);
    for (const auto& further : cell.further) groups[{further, apart}].push_back(cell.code);
  }
  for (auto& [key, suites] : groups) {
    const auto& want = key.first;
    Batch batch;
    batch.version = version;
    batch.shape = want.shape;
    batch.reversed = want.reversed;
    // Now and then twice: servers that are taken in turn would else be met at one beat.
    batch.twice = want.twice || (unlike && chance_(2) == 0);
    batch.not_before = want.not_before;
    const bool usual = want.shape == belief.shape && !want.reversed;
    batch.purpose = usual ? Purpose::repeat : Purpose::look;
    if (want.company == judge::Company::before_accepted) batch.behind = accepted_of(belief, want.at_most);
    const auto room = want.at_most - std::min(batch.behind.size(), want.at_most);
    const auto most = options_.thorough ? 1 : want.at_most == 0 ? suites.size() : std::max<std::size_t>(room, 1);
    if (want.shape == HelloShape::small) suites = likeliest(suites, suites.size());
    for (auto& hello : deal(suites, most, want)) {
      batch.suites = std::move(hello);
      // In which order they stand is a part of the question.
      std::sort(batch.suites.begin(), batch.suites.end());
      if (want.reversed) std::reverse(batch.suites.begin(), batch.suites.end());
      waiting_.push_back(batch);
    }
  }
}

/// Nothing was ever accepted. First in other shapes, then in versions and suites that were not asked for: any
/// ServerHello is something to hold a refusal against. Then all of it again, a few times.
void Matrix::plan_in_the_dark(Elapsed now) {
  swept_ = true;
  const auto put_dark = [&](tls::ProtocolVersion version, Suites suites, HelloShape shape,
                            std::size_t most = kSmallShapeSuites) {
    if (suites.empty() || !has_shape(version, shape)) return;
    Batch batch;
    batch.version = version;
    batch.shape = shape;
    batch.purpose = Purpose::look;
    if (shape == HelloShape::small) suites = likeliest(suites, most);
    std::sort(suites.begin(), suites.end());
    batch.suites = std::move(suites);
    batch.not_before = now + (dark_rounds_ < 2 ? Elapsed(0) : kDarkWait * static_cast<int>(dark_rounds_));
    waiting_.push_back(std::move(batch));
  };
  const auto round = dark_rounds_++;
  if (round > options_.retries + 1) return;
  ScanOptions everything = options_;
  everything.suites.clear();
  for (const auto version : kOpeningOrder) {
    const auto asked = docket_.cells.find(version);
    Suites suites;
    if (asked != docket_.cells.end())
      std::copy_if(asked->second.begin(), asked->second.end(), std::back_inserter(suites),
                   [](auto suite) { return !judge::stands_apart(suite); });
    if (round == 0) {
      for (const auto shape : {HelloShape::small, HelloShape::bare, HelloShape::rich}) put_dark(version, suites, shape);
    } else if (round == 1) {
      for (const auto few : kFewerSuites) put_dark(version, suites, HelloShape::small, few);
      const bool narrow = asked == docket_.cells.end() || !options_.suites.empty();
      if (narrow && version >= tls::ProtocolVersion::TLSv1_0) {
        Suites all;
        for (const auto suite : judge::asked_suites(everything, version))
          if (!judge::stands_apart(suite)) all.push_back(suite);
        put_dark(version, all, HelloShape::full);
        put_dark(version, all, HelloShape::small);
      }
    } else {
      put_dark(version, suites, round % 2 == 0 ? HelloShape::full : HelloShape::small);
    }
  }
  if (waiting_.empty() && dark_rounds_ <= options_.retries + 1) plan_in_the_dark(now);
}

std::optional<Elapsed> Matrix::wakes_at() const {
  std::optional<Elapsed> soonest;
  for (const auto& batch : waiting_)
    if (!soonest || batch.not_before < *soonest) soonest = batch.not_before;
  return soonest;
}

}  // namespace probe::agenda
