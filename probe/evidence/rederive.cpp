// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/rederive.hpp"

#include "probe/capture/outer_records.hpp"
#include "probe/hello/hello_exchange.hpp"
#include "probe/judge/docket.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace probe::evidence {
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

/// How it ended for whoever waited for an answer: when we closed first, nothing more had come.
tls::Closure closure_of(const capture::ExchangeOctets& octets) {
  if (!octets.end || *octets.end == TranscriptEnd::by_us) return tls::Closure::timed_out;
  return *octets.end == TranscriptEnd::by_peer ? tls::Closure::end_of_stream : tls::Closure::reset;
}

/// What the octets say of an exchange, in place of what the record says.
ExchangeSummary look_again(const ExchangeSummary& exchange, const capture::ExchangeOctets& octets) {
  Offer offer;
  offer.version = exchange.version;
  offer.suites = exchange.codes;
  offer.shape = exchange.shape;
  // What it would send is not looked at: what was sent is in the evidence.
  const auto zeroes = [](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), std::uint8_t{1}); };
  HelloExchange machine(offer, zeroes);
  machine.feed(octets.received);
  machine.closed(closure_of(octets));
  const auto& observation = machine.observation();
  ExchangeSummary seen = exchange;
  seen.response = observation.response;
  seen.alert.reset();
  if (observation.alert) seen.alert = observation.alert->description;
  seen.selected.clear();
  seen.selected_version.reset();
  seen.retry_suite.reset();
  if (observation.selection) {
    seen.selected = observation.selection->suites;
    seen.selected_version = observation.selection->version;
    seen.retry_suite = observation.selection->retry_suite;
    seen.extensions = observation.selection->extensions;
  }
  return seen;
}

class Check {
 public:
  Check(const TargetRecord& target, const ScanOptions& options, const OctetsOf& octets_of)
      : target_(target), options_(options), octets_of_(octets_of), history_(target) {
    for (auto& exchange : history_.exchanges) read(exchange);
  }

  Rederivation run() {
    const auto beliefs = judge::judge_again(history_, options_).beliefs();
    for (const auto& version : target_.versions) {
      const auto belief = beliefs.versions.find(version.version);
      if (belief == beliefs.versions.end()) continue;
      for (const auto& cell : version.accepted) {
        check(version, cell.code, Outcome::accepted, Reason::server_selected_it, cell.exchange, belief->second);
        check_climb(version, cell);
      }
      for (const auto& group : version.refused)
        for (const auto code : group.codes)
          check(version, code, Outcome::refused, group.reason, group.exchange, belief->second, group.basis);
      for (const auto& group : version.inconclusive)
        for (const auto code : group.codes)
          check(version, code, Outcome::inconclusive, group.reason, group.exchange, belief->second);
      check_is_told(version, belief->second);
    }
    return std::move(result_);
  }

 private:
  static bool asks_for_the_matrix(Purpose purpose) {
    return purpose == Purpose::sweep || purpose == Purpose::control || purpose == Purpose::repeat ||
           purpose == Purpose::look;
  }

  void contradict(ExchangeId id, const std::string& what) {
    result_.contradictions.push_back(to_string(target_.target) + ", exchange " + std::to_string(id) + ": " + what);
  }

  [[nodiscard]] std::optional<capture::ExchangeOctets> octets_for(const ExchangeSummary& exchange) const {
    auto octets = octets_of_(exchange);
    if (octets) capture::skip_proxy(target_.proxy, *octets);
    return octets;
  }

  void read(ExchangeSummary& exchange) {
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
    const auto seen = look_again(exchange, *octets);
    if (seen.response != exchange.response)
      contradict(exchange.id, "the record says " + std::string(to_string(exchange.response)) + ", the octets " +
                                  std::string(to_string(seen.response)));
    exchange = seen;
  }

  /// The judge who was told what the octets say must rule as the record does.
  void check(const VersionResult& version, tls::CipherSuite code, Outcome outcome, Reason reason, ExchangeId exchange,
             const judge::VersionBelief& belief, Basis basis = Basis::batch) {
    ++result_.cells;
    told_.insert({version.version, code});
    const auto cell = std::find_if(belief.cells.begin(), belief.cells.end(),
                                   [code](const judge::CellBelief& each) { return each.code == code; });
    if (cell == belief.cells.end()) return;
    const bool same = cell->outcome == outcome && (outcome == Outcome::inconclusive || cell->reason == reason) &&
                      (outcome != Outcome::refused || cell->basis == basis);
    if (same) return;
    contradict(exchange, "the record says that " + to_string(code) + " in " + to_string(version.version) + " is " +
                             std::string(to_string(outcome)) + " (" + std::string(to_string(reason)) +
                             "); the octets make it " + std::string(to_string(cell->outcome)) + " (" +
                             std::string(to_string(cell->reason)) + ")");
  }

  /// What was asked has to stand in the record.
  void check_is_told(const VersionResult& version, const judge::VersionBelief& belief) {
    for (const auto& cell : belief.cells)
      if (told_.count({version.version, cell.code}) == 0)
        contradict(cell.exchange, "the record does not say what became of " + to_string(cell.code) + " in " +
                                      to_string(version.version) + "; the octets make it " +
                                      std::string(to_string(cell.outcome)));
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
    const bool is_agreed = offered && holds(*offered, cell.code) &&
                           judge::read(seen).answer == judge::Answer::accepted && holds(seen.selected, cell.code);
    if (!is_agreed) return contradict(id, claim + "its hellos do not agree on that");
    const auto highest = capture::highest_rung(version.version, *octets);
    if (highest < cell.rung)
      contradict(id, claim + "the records there end at the rung " + std::string(to_string(highest)));
  }

  const TargetRecord& target_;
  const ScanOptions& options_;
  const OctetsOf& octets_of_;
  TargetRecord history_;  ///< its exchanges as the octets have them
  std::map<ExchangeId, const ExchangeSummary*> summaries_;
  std::set<std::pair<tls::ProtocolVersion, tls::CipherSuite>> told_;
  Rederivation result_;
};

}  // namespace

Rederivation rederive(const TargetRecord& target, const ScanOptions& options, const OctetsOf& octets_of) {
  return Check(target, options, octets_of).run();
}

}  // namespace probe::evidence
