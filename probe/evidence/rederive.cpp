// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/rederive.hpp"

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

/// Behind what was said to a proxy over HTTP, and what it answered.
void skip_proxy(tls::Bytes& octets) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const auto end = std::search(octets.begin(), octets.end(), kEnd.begin(), kEnd.end());
  if (end != octets.end()) octets.erase(octets.begin(), end + static_cast<std::ptrdiff_t>(kEnd.size()));
}

struct Seen {
  Observation observation;
  Verdict verdict;
};

Seen look_again(const ExchangeSummary& exchange, const tls::Bytes& received) {
  Offer offer;
  offer.version = exchange.version;
  offer.suites = exchange.codes;
  offer.shape = exchange.shape;
  // What it would send is not looked at: what was sent is in the evidence.
  const auto zeroes = [](std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), std::uint8_t{1}); };
  HelloExchange machine(offer, zeroes);
  machine.feed(received);
  const bool was_silent = exchange.response == Response::silent;
  machine.closed(was_silent ? tls::Closure::timed_out : tls::Closure::end_of_stream);
  Seen seen;
  seen.observation = machine.observation();
  seen.verdict = classify(offer, seen.observation, {});
  return seen;
}

class Check {
 public:
  Check(const TargetRecord& target, const OctetsOf& octets_of) : target_(target) {
    for (const auto& exchange : target.exchanges) read(exchange, octets_of);
  }

  Rederivation run() {
    for (const auto& version : target_.versions) {
      for (const auto& cell : version.accepted) check_accepted(version, cell);
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

  void contradict(ExchangeId id, const std::string& what) {
    result_.contradictions.push_back(to_string(target_.target) + ", exchange " + std::to_string(id) + ": " + what);
  }

  void read(const ExchangeSummary& exchange, const OctetsOf& octets_of) {
    summaries_[exchange.id] = &exchange;
    if (!asks_for_the_matrix(exchange.purpose) || exchange.response == Response::not_connected ||
        exchange.response == Response::local_failure)
      return;
    auto octets = octets_of(exchange);
    if (!octets) return contradict(exchange.id, "its packets are not in the capture");
    if (target_.proxy.rfind("http:", 0) == 0) {
      skip_proxy(octets->sent);
      skip_proxy(octets->received);
    }
    const auto offered = offered_in(octets->sent, exchange.version);
    if (!offered) return contradict(exchange.id, "its packets hold no hello");
    const auto was_offered = [&](tls::CipherSuite suite) { return holds(*offered, suite); };
    if (!std::all_of(exchange.codes.begin(), exchange.codes.end(), was_offered))
      contradict(exchange.id, "the record says that suites were offered which the hello does not hold");
    ++result_.exchanges;
    const auto& seen = seen_.emplace(exchange.id, look_again(exchange, octets->received)).first->second;
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
    if (group.basis == Basis::version) return;
    for (const auto code : group.codes)
      if (!holds(summaries_[group.exchange]->codes, code))
        contradict(group.exchange, claim + to_string(code) + " was not offered there");
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
  std::map<ExchangeId, const ExchangeSummary*> summaries_;
  std::map<ExchangeId, Seen> seen_;
  Rederivation result_;
};

}  // namespace

Rederivation rederive(const TargetRecord& target, const OctetsOf& octets_of) { return Check(target, octets_of).run(); }

}  // namespace probe
