// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/rederive.hpp"

#include "probe/evidence/outer_records.hpp"
#include "probe/hello/hello_exchange.hpp"
#include "probe/plan/classify.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>

namespace probe {
namespace {

using Suites = std::vector<tls::CipherSuite>;

bool holds(const Suites& suites, tls::CipherSuite suite) {
  return std::find(suites.begin(), suites.end(), suite) != suites.end();
}

/// What the hello among the octets offers; nothing when there is none.
std::optional<Suites> offered_in(tls::BytesView sent, tls::ProtocolVersion version) {
  if (version == tls::ProtocolVersion::SSLv2) {
    const auto record = tls::ssl2::first_record(sent);
    if (!record || !*record) return std::nullopt;
    const auto hello = tls::ssl2::decode_client_hello((*record)->payload);
    return hello ? std::optional(hello->cipher_kinds) : std::nullopt;
  }
  tls::RecordReader records;
  tls::HandshakeJoiner messages;
  records.feed(sent);
  for (;;) {
    const auto record = records.next();
    if (!record || !*record || (*record)->type != tls::ContentType::handshake) return std::nullopt;
    messages.feed((*record)->fragment);
    const auto message = messages.next();
    if (!message) return std::nullopt;
    if (!*message) continue;
    if ((*message)->type != tls::HandshakeType::client_hello) return std::nullopt;
    const auto hello = tls::decode_client_hello((*message)->body());
    return hello ? std::optional(hello->cipher_suites) : std::nullopt;
  }
}

struct Seen {
  Observation observation;
  Verdict verdict;
};

/// How it ended for whoever waited for an answer: when we closed first, nothing more had come.
tls::Closure closure_of(const ExchangeOctets& octets) {
  if (!octets.end || *octets.end == TranscriptEnd::by_us) return tls::Closure::timed_out;
  return *octets.end == TranscriptEnd::by_peer ? tls::Closure::end_of_stream : tls::Closure::reset;
}

Seen look_again(const ExchangeSummary& exchange, const ExchangeOctets& octets) {
  Offer offer;
  offer.version = exchange.version;
  offer.suites = exchange.codes;
  offer.shape = exchange.shape;
  // What it would send is not looked at: what was sent is in the evidence.
  const auto zeroes = [](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), std::uint8_t{1}); };
  HelloExchange machine(offer, zeroes);
  machine.feed(octets.received);
  machine.closed(closure_of(octets));
  Seen seen;
  seen.observation = machine.observation();
  seen.verdict = classify(offer, seen.observation, {});
  return seen;
}

class Check {
 public:
  Check(const TargetRecord& target, const OctetsOf& octets_of) : target_(target), octets_of_(octets_of) {
    for (const auto& exchange : target.exchanges) read(exchange);
    for (const auto& [id, seen] : seen_) {
      if (seen.verdict.outcome != Outcome::accepted) continue;
      const auto ended = summaries_[id]->started + summaries_[id]->lasted;
      first_answer_ = std::min(first_answer_, ended);
      last_answer_ = std::max(last_answer_, ended);
    }
  }

  Rederivation run() {
    for (const auto& version : target_.versions) {
      for (const auto& cell : version.accepted) {
        check_accepted(version, cell);
        check_climb(version, cell);
      }
      for (const auto& group : version.refused) check_refused(version, group);
    }
    for (const auto& [id, seen] : seen_) check_is_told(id, seen);
    return std::move(result_);
  }

 private:
  static bool asks_for_the_matrix(Purpose purpose) {
    return purpose == Purpose::sweep || purpose == Purpose::control || purpose == Purpose::repeat ||
           purpose == Purpose::shape;
  }

  /// Such an answer refuses suites that were not offered with it as well.
  static bool speaks_of_the_version(Reason reason) {
    return reason == Reason::alert_protocol_version || reason == Reason::ssl2_error ||
           reason == Reason::negotiated_other_version;
  }

  void contradict(ExchangeId id, const std::string& what) {
    result_.contradictions.push_back(to_string(target_.target) + ", exchange " + std::to_string(id) + ": " + what);
  }

  [[nodiscard]] std::optional<ExchangeOctets> octets_for(const ExchangeSummary& exchange) const {
    auto octets = octets_of_(exchange);
    if (octets) skip_proxy(target_.proxy, *octets);
    return octets;
  }

  void read(const ExchangeSummary& exchange) {
    summaries_[exchange.id] = &exchange;
    if (!asks_for_the_matrix(exchange.purpose) || exchange.response == Response::not_connected ||
        exchange.response == Response::local_failure)
      return;
    // Reset before it came up: there is nothing that packets could show. No cell can rest on it.
    if (exchange.local.empty() && exchange.response == Response::closed) return;
    const auto octets = octets_for(exchange);
    if (!octets) return contradict(exchange.id, "its packets are not in the capture");
    const auto offered = offered_in(octets->sent, exchange.version);
    if (!offered) return contradict(exchange.id, "its packets hold no hello");
    const auto was_offered = [&](tls::CipherSuite suite) { return holds(*offered, suite); };
    if (!std::all_of(exchange.codes.begin(), exchange.codes.end(), was_offered))
      contradict(exchange.id, "the record says that suites were offered which the hello does not hold");
    ++result_.exchanges;
    const auto& seen = seen_.emplace(exchange.id, look_again(exchange, *octets)).first->second;
    if (seen.observation.response != exchange.response)
      contradict(exchange.id, "the record says " + std::string(to_string(exchange.response)) + ", the octets " +
                                  std::string(to_string(seen.observation.response)));
  }

  void check_accepted(const VersionResult& version, const AcceptedSuite& cell) {
    ++result_.cells;
    const auto seen = seen_.find(cell.exchange);
    const bool shown = seen != seen_.end() && seen->second.verdict.outcome == Outcome::accepted &&
                       holds(seen->second.observation.selection->suites, cell.code) &&
                       summaries_[cell.exchange]->version == version.version;
    if (!shown)
      contradict(cell.exchange, "the record says that " + to_string(cell.code) + " was accepted; the octets do not");
  }

  void check_climb(const VersionResult& version, const AcceptedSuite& cell) {
    if (cell.rung == Rung::hello) return;
    ++result_.rungs;
    const auto id = cell.climb ? cell.climb->exchange : ExchangeId{0};
    const std::string claim = "the record says that " + to_string(cell.code) + " in " + to_string(version.version) +
                              " was carried up to the rung " + std::string(to_string(cell.rung)) + "; ";
    const auto summary = summaries_.find(id);
    if (summary == summaries_.end()) return contradict(id, claim + "there is no such exchange");
    const auto octets = octets_for(*summary->second);
    if (!octets) return contradict(id, claim + "its packets are not in the capture");
    ExchangeSummary asked;
    asked.version = version.version;
    asked.codes = {cell.code};
    const auto offered = offered_in(octets->sent, version.version);
    const auto seen = look_again(asked, *octets);
    const bool is_agreed = offered && holds(*offered, cell.code) && seen.verdict.outcome == Outcome::accepted &&
                           holds(seen.observation.selection->suites, cell.code);
    if (!is_agreed) return contradict(id, claim + "its hellos do not agree on that");
    const auto highest = highest_rung(version.version, *octets);
    if (highest < cell.rung)
      contradict(id, claim + "the records there end at the rung " + std::string(to_string(highest)));
  }

  void check_refused(const VersionResult& version, const RefusedSuites& group) {
    result_.cells += group.codes.size();
    const auto seen = seen_.find(group.exchange);
    const std::string claim = "the record says that " + to_string(version.version) + " was refused by " +
                              std::string(to_string(group.reason)) + "; ";
    if (seen == seen_.end() || summaries_[group.exchange]->version != version.version)
      return contradict(group.exchange, claim + "the octets do not");
    const auto response = seen->second.observation.response;
    const auto& verdict = seen->second.verdict;
    const bool shown = group.reason == Reason::closed_while_control_succeeds ? response == Response::closed
                       : group.reason == Reason::silent_while_control_succeeds
                           ? response == Response::silent
                           : verdict.outcome == Outcome::refused && verdict.reason == group.reason;
    if (!shown) return contradict(group.exchange, claim + "the octets say " + std::string(to_string(verdict.reason)));
    if (group.basis == Basis::version && speaks_of_the_version(group.reason)) return;
    for (const auto code : group.codes)
      if (!holds(summaries_[group.exchange]->codes, code))
        contradict(group.exchange, claim + to_string(code) + " was not offered there");
    if (response == Response::closed || response == Response::silent) check_repeats(version, group, response, claim);
  }

  /// One close or one silence refuses nothing: it takes several, between ServerHellos.
  void check_repeats(const VersionResult& version, const RefusedSuites& group, Response response,
                     const std::string& claim) {
    for (const auto code : group.codes) {
      std::size_t count = 0;
      for (const auto& [id, seen] : seen_) {
        const auto& exchange = *summaries_[id];
        const auto ended = exchange.started + exchange.lasted;
        if (seen.observation.response == response && exchange.version == version.version &&
            holds(exchange.codes, code) && ended > first_answer_ && ended < last_answer_)
          ++count;
      }
      if (count < kAnswersForRefusal)
        return contradict(group.exchange, claim + "the octets show " + to_string(code) + " unanswered " +
                                              std::to_string(count) + " times between ServerHellos, and " +
                                              std::to_string(kAnswersForRefusal) + " are needed");
    }
  }

  /// What the octets show accepted has to be accepted in the record.
  void check_is_told(ExchangeId id, const Seen& seen) {
    if (seen.verdict.outcome != Outcome::accepted) return;
    const auto& exchange = *summaries_[id];
    for (const auto suite : seen.observation.selection->suites) {
      const bool told =
          std::any_of(target_.versions.begin(), target_.versions.end(), [&](const VersionResult& version) {
            return version.version == exchange.version &&
                   std::any_of(version.accepted.begin(), version.accepted.end(),
                               [&](const AcceptedSuite& cell) { return cell.code == suite; });
          });
      if (!told)
        contradict(id, "the octets show that " + to_string(suite) + " was accepted in " + to_string(exchange.version) +
                           "; the record does not say so");
    }
  }

  const TargetRecord& target_;
  const OctetsOf& octets_of_;
  std::map<ExchangeId, const ExchangeSummary*> summaries_;
  std::map<ExchangeId, Seen> seen_;
  /// When the first and the last ServerHello came.
  std::chrono::microseconds first_answer_ = std::chrono::microseconds::max();
  std::chrono::microseconds last_answer_ = std::chrono::microseconds::min();
  Rederivation result_;
};

}  // namespace

Rederivation rederive(const TargetRecord& target, const OctetsOf& octets_of) { return Check(target, octets_of).run(); }

}  // namespace probe
