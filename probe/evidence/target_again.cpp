// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/target_again.hpp"

#include "probe/agenda/ask.hpp"
#include "probe/agenda/conclusion.hpp"
#include "probe/capture/outer_records.hpp"
#include "probe/evidence/call_claims.hpp"
#include "probe/evidence/features_again.hpp"
#include "probe/evidence/hello_again.hpp"
#include "probe/evidence/opened_call.hpp"
#include "probe/evidence/stray_hellos.hpp"
#include "probe/judge/docket.hpp"
#include "probe/record/record_builder.hpp"
#include "tls/client/x509/describe.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace probe::evidence {
namespace {

constexpr const char* kCalledOff = "called off when the scan ended";

/// Of a call that is no answer either, and nothing rests on it.
bool is_no_connection(const ExchangeSummary& said) {
  return said.response == Response::not_connected || said.response == Response::local_failure ||
         (said.response == Response::closed && said.purpose == Purpose::climb);
}

std::vector<tls::Bytes> received_in(const capture::Connection& connection, const std::string& proxy) {
  auto octets = capture::octets_of(connection.transcript);
  auto of_proxy = octets.received.size();
  capture::skip_proxy(proxy, octets);
  of_proxy -= octets.received.size();
  std::vector<tls::Bytes> received;
  for (const auto& chunk : connection.transcript.chunks) {
    if (chunk.way != Chunk::Way::received) continue;
    const auto skipped = std::min(of_proxy, chunk.octets.size());
    of_proxy -= skipped;
    if (skipped < chunk.octets.size())
      received.emplace_back(chunk.octets.begin() + static_cast<std::ptrdiff_t>(skipped), chunk.octets.end());
  }
  return received;
}

/// The agenda was not told what became of those.
bool is_called_off(const Heard& heard) {
  return heard.exchange.response == Response::local_failure && heard.exchange.detail == kCalledOff;
}

class Reader {
 public:
  Reader(const TargetRecord& said, const ScanOptions& options, const Connections& connections,
         const tls::KeyLog& secrets)
      : said_(said), options_(options), connections_(connections), secrets_(secrets), builder_(said.target) {}

  TargetAgain read() {
    find_start();
    for (const auto& exchange : said_.exchanges) {
      try {
        read(exchange);
      } catch (const std::exception& error) {
        contradict(exchange.id, std::string("it cannot be what the record says: ") + error.what());
        heard_.push_back({exchange, {}, {}});
      }
    }
    std::stable_sort(heard_.begin(), heard_.end(), [](const Heard& a, const Heard& b) {
      return a.exchange.started + a.exchange.lasted < b.exchange.started + b.exchange.lasted;
    });
    for (const auto& [id, what] : stray_hellos(heard_, options_)) contradict(id, what);
    for (auto& heard : heard_) {
      if (heard.exchange.purpose == Purpose::climb)
        add_call(heard);
      else
        builder_.add(heard.exchange, heard.observation);
    }
    conclude();
    return std::move(again_);
  }

 private:
  void contradict(ExchangeId id, const std::string& what) {
    again_.contradictions.push_back("exchange " + std::to_string(id) + ": " + what);
  }

  /// What was said on a connection, without what was said to a proxy.
  [[nodiscard]] capture::ExchangeOctets said_octets(const capture::Connection& connection) const {
    auto octets = capture::octets_of(connection.transcript);
    capture::skip_proxy(said_.proxy, octets);
    return octets;
  }

  [[nodiscard]] const capture::Connection* connection_of(const ExchangeSummary& exchange) const {
    const auto found = connections_.find(exchange.id);
    return found == connections_.end() ? nullptr : found->second;
  }

  /// The scan of a target starts when its first connection is dialled.
  void find_start() {
    for (const auto& exchange : said_.exchanges)
      if (const auto* connection = connection_of(exchange)) {
        start_ = connection->transcript.dialled;
        if (exchange.id != 1) start_ -= exchange.started;
        return;
      }
  }

  void read(const ExchangeSummary& said) {
    Heard heard;
    heard.exchange = said;
    heard.exchange.frames.reset();
    const auto* connection = connection_of(said);
    if (connection == nullptr) {
      read_without_packets(said);
    } else {
      heard.exchange.started = connection->transcript.dialled - start_;
      heard.exchange.lasted = connection->transcript.ended - connection->transcript.dialled;
      if (said.purpose == Purpose::climb)
        read_call(said, *connection, heard);
      else
        read_hello(said, *connection, heard);
      heard.exchange.frames = connection->frames;
      heard.exchange.local = to_string(connection->transcript.local);
    }
    heard_.push_back(std::move(heard));
  }

  /// There is nothing that packets could show, and no cell can rest on it.
  void read_without_packets(const ExchangeSummary& said) {
    ++again_.without_packets;
    if (!is_no_connection(said) || said.received != 0 || !said.selected.empty() || !said.local.empty() || said.frames)
      contradict(said.id, "its packets are not in the capture");
  }

  void read_hello(const ExchangeSummary& said, const capture::Connection& connection, Heard& heard) {
    const auto octets = said_octets(connection);
    if (octets.sent.empty()) return read_unsent(said, octets);
    auto asked = offer_again(said, octets.sent);
    if (!asked.offer) return contradict(said.id, asked.problem);
    ++again_.exchanges;
    auto [observation, decided, is_longer, to_be_sent] =
        answer_again(*asked.offer, received_in(connection, said_.proxy), connection.transcript.end);
    if (octets.sent.size() > to_be_sent) contradict(said.id, "its packets hold more than its hello");
    if (is_longer) contradict(said.id, "its packets go on behind the answer");
    if (said.response == Response::local_failure && said.detail == kCalledOff) {
      ++again_.called_off;
      if (decided || connection.transcript.end != TranscriptEnd::by_us || began_after(connection.transcript.ended))
        contradict(said.id, "the record says that it was called off; the octets do not");
      observation.response = Response::local_failure;
      observation.selection.reset();
      observation.detail = kCalledOff;
    }
    const auto& exchange = heard.exchange;
    agenda::AskHello ask{said.id, said.purpose, *asked.offer, said.client};
    auto summary =
        agenda::summarize(ask, observation, exchange.started, exchange.started + exchange.lasted, said_.target.sni);
    heard = {std::move(summary), *std::move(asked.offer), std::move(observation)};
  }

  [[nodiscard]] bool began_after(WallTime when) const {
    return std::any_of(connections_.begin(), connections_.end(),
                       [when](const auto& each) { return each.second->transcript.dialled > when; });
  }

  /// A proxy that did not let it through, or a connection that was gone before the hello was there.
  void read_unsent(const ExchangeSummary& said, const capture::ExchangeOctets& octets) {
    ++again_.without_packets;
    if (!octets.received.empty() || !is_no_connection(said)) contradict(said.id, "its packets hold no hello");
  }

  /// Of a call, what can be read without its secrets: both hellos, in which records what follows came, and up to TLS
  /// 1.2 the certificates.
  void read_call(const ExchangeSummary& said, const capture::Connection& connection, Heard& heard) {
    const auto octets = said_octets(connection);
    auto& exchange = heard.exchange;
    exchange.received = octets.received.size();
    if (octets.end == TranscriptEnd::by_us) exchange.sent = octets.sent.size();
    if (octets.sent.empty()) {
      if (!is_no_connection(said)) contradict(said.id, "its packets hold no hello");
      return;
    }
    const auto hello = hello_in(octets.sent);
    if (!hello || said.codes.size() != 1 ||
        std::find(hello->hello.cipher_suites.begin(), hello->hello.cipher_suites.end(), said.codes.front()) ==
            hello->hello.cipher_suites.end())
      return contradict(said.id, "the record says that it called another cell than its hello offers");
    // RFC 6101 has no extensions: a call in SSL 3.0 names nobody.
    if (said.version != tls::ProtocolVersion::SSLv3 && name_in(hello->hello) != said_.target.sni)
      contradict(said.id, "its hello names another server than the target");
    exchange.named = true;
    exchange.shape = HelloShape::full;
    exchange.client.clear();
    exchange.variant.clear();
    ++again_.exchanges;
    Offer offer;
    offer.version = said.version;
    offer.suites = said.codes;
    auto observation = answer_again(offer, received_in(connection, said_.proxy), octets.end).observation;
    exchange.extensions.clear();
    exchange.compression.reset();
    exchange.group.reset();
    exchange.key_bits.reset();
    exchange.retry_suite.reset();
    if (said.response == Response::server_hello) {
      if (!observation.selection || observation.selection->suites != said.selected ||
          observation.selection->version != said.selected_version)
        contradict(said.id, "the record says that it was answered by a ServerHello; the octets do not");
    } else if (is_finished(said)) {
      contradict(said.id, "the record says that no ServerHello answered it; its handshake was finished");
    } else if (said.response != Response::local_failure && said.response != Response::garbled &&
               observation.response != Response::server_hello && said.response != observation.response) {
      contradict(said.id, "the record says " + std::string(to_string(said.response)) + ", the octets " +
                              std::string(to_string(observation.response)));
    }
    if (observation.selection && observation.selection->signature_scheme && said.signature_scheme &&
        observation.selection->signature_scheme != said.signature_scheme)
      contradict(said.id, "the record says that the server signed otherwise than the octets do");
    heard.offer = std::move(offer);
    heard.observation = std::move(observation);
  }

  /// Chains of TLS 1.3 come encrypted: those are the record's.
  void add_call(Heard& heard) {
    auto& exchange = heard.exchange;
    ClimbReport report;
    const auto& selection = heard.observation.selection;
    const bool is_clear = selection && selection->version != tls::ProtocolVersion::TLSv1_3;
    if (is_clear && (!exchange.leaf.empty() || is_finished(exchange))) {
      report.handshake.version = selection->version;
      report.handshake.certificates = selection->certificates;
    } else if (!is_clear && !exchange.leaf.empty()) {
      report.handshake.version = exchange.selected_version;
      report.handshake.certificates = chain_said_with(exchange.leaf);
    }
    if (const auto call = open(exchange); call && call->heard.is_open) {
      if (!call->heard.is_all_sent_open)
        contradict(exchange.id, "what was sent is not all under the secrets of its connection");
      if (selection && selection->version == tls::ProtocolVersion::TLSv1_3 && call->heard.is_finished) {
        report.handshake.version = selection->version;
        report.handshake.certificates = call->heard.certificates;
        exchange.signature_scheme = call->heard.scheme;
      }
      report.handshake.certificate_requested = call->heard.certificate_requested;
      report.call = call->report;
      if (report.call && !call->asks_as_told)
        contradict(exchange.id, "its request is another than the one that such a call begins with");
    } else if (connection_of(exchange) != nullptr) {
      any_call_is_closed_ = any_call_is_closed_ || is_finished(exchange);
      any_modern_is_closed_ = any_modern_is_closed_ || !is_clear;
    }
    if (is_clear)
      report.handshake.certificate_requested =
          tls::requests_certificate(said_octets(*connection_of(exchange)).received);
    const auto& certificates = report.handshake.certificates;
    exchange.leaf = certificates.empty() ? std::string{} : builder_.leaf_hash(certificates.front());
    builder_.add(exchange, Observation{});
    const auto suite = exchange.codes.empty() ? tls::CipherSuite{} : exchange.codes.front();
    agenda::AskCall ask{exchange.id, exchange.version, suite, options_.depth};
    if (const auto* trial = trial_of(exchange.id)) {
      ask.trial = trial->request;
      report.halt = trial->outcome;
    }
    builder_.add_facts(ask, report);
  }

  [[nodiscard]] const RequestTrial* trial_of(ExchangeId id) const {
    for (const auto& trial : said_.sstp.trials)
      if (trial.exchange == id) return &trial;
    return nullptr;
  }

  /// What was said inside of a call's TLS, where its secrets are there.
  const OpenedCall* open(const ExchangeSummary& exchange) {
    const auto* connection = connection_of(exchange);
    if (connection == nullptr) return nullptr;
    const auto [known, added] = opened_.try_emplace(exchange.id);
    if (!added) return &known->second;
    const auto octets = said_octets(*connection);
    const auto* trial = trial_of(exchange.id);
    known->second =
        opened_call(octets, said_.target.host, trial != nullptr ? trial->request : RequestKind::sstp, secrets_);
    return &known->second;
  }

  [[nodiscard]] bool is_finished(const ExchangeSummary& exchange) const {
    const auto* connection = connection_of(exchange);
    return connection != nullptr && capture::highest_rung(exchange.version, said_octets(*connection)) >= Rung::tls;
  }

  [[nodiscard]] std::vector<tls::Bytes> chain_said_with(const std::string& leaf) {
    for (const auto& chain : said_.certificates)
      if (!chain.certificates.empty() && builder_.leaf_hash(chain.certificates.front()) == leaf)
        return chain.certificates;
    return {};
  }

  [[nodiscard]] agenda::Ending ending() const {
    agenda::Ending ending;
    ending.interrupted = said_.status == TargetStatus::interrupted || said_.status == TargetStatus::not_started;
    ending.blocked = std::any_of(said_.findings.begin(), said_.findings.end(),
                                 [](const Finding& finding) { return finding.kind == FindingKind::blocked; });
    ending.slowdowns = said_.stats.slowdowns;
    for (const auto& heard : heard_) {
      if (heard.exchange.purpose == Purpose::climb) continue;
      switch (judge::read(heard.exchange).answer) {
        case judge::Answer::accepted:
        case judge::Answer::other_version:
        case judge::Answer::unoffered_suite:
        case judge::Answer::refusal:
        case judge::Answer::unclear_alert:
          ending.tls_spoken = true;
          break;
        case judge::Answer::nothing:
          if (heard.exchange.response == Response::retry_failed) ending.tls_spoken = true;
          [[fallthrough]];
        case judge::Answer::closed:
        case judge::Answer::silent:
        case judge::Answer::no_connection:
          ending.last_failure = heard.exchange;
          break;
      }
    }
    return ending;
  }

  /// Why a scan ended before it was done is not in its packets: of the ends that there are, the one that was told.
  [[nodiscard]] agenda::Result result_of(const std::vector<ExchangeSummary>& history) const {
    const auto beliefs = judge_of(history).beliefs();
    auto ending = this->ending();
    auto result = agenda::conclude(beliefs, history, options_, ending);
    if (result.problem == said_.problem) return result;
    ending.failing = true;
    if (auto failing = agenda::conclude(beliefs, history, options_, ending); failing.problem == said_.problem)
      return failing;
    ending.failing = false;
    for (const auto failure : {ConnectFailure::unresolvable, ConnectFailure::refused, ConnectFailure::timed_out,
                               ConnectFailure::unreachable}) {
      ending.connect_failure = failure;
      if (auto failed = agenda::conclude(beliefs, history, options_, ending); failed.problem == said_.problem)
        return failed;
    }
    return result;
  }

  [[nodiscard]] judge::Judge judge_of(const std::vector<ExchangeSummary>& history) const {
    judge::Judge judge(judge::docket_of(options_));
    for (const auto& exchange : history) judge.take(exchange);
    return judge;
  }

  void conclude() {
    // From here on only what the agenda was told.
    const auto rest = std::remove_if(heard_.begin(), heard_.end(), is_called_off);
    heard_.erase(rest, heard_.end());
    std::vector<ExchangeSummary> history;
    history.reserve(heard_.size());
    for (const auto& heard : heard_) history.push_back(heard.exchange);
    auto result = result_of(history);
    result.features = features_again(heard_, said_, options_, said_.server);
    for (auto& version : result.versions)
      for (auto& cell : version.accepted) take_climb(version.version, cell);
    agenda::note_missing_calls(result);
    agenda::note_unlike_calls(result);
    for (const auto& version : result.versions) {
      again_.cells += version.accepted.size();
      for (const auto& group : version.refused) again_.cells += group.codes.size();
      for (const auto& group : version.inconclusive) again_.cells += group.codes.size();
    }
    auto& record = again_.record;
    record = builder_.finish(std::move(result));
    for (const auto& finding : said_.findings)
      if (is_on_its_word(finding.kind)) record.findings.push_back(finding);
    if (any_call_is_closed_) {
      auto leaves = std::move(record.sstp.leaves);
      record.sstp = said_.sstp;
      record.sstp.leaves = std::move(leaves);
    }
    record.proxy = said_.proxy;
    record.address = said_.address;
    const auto counted = record.stats;
    record.stats = said_.stats;
    record.stats.connections = counted.connections;
    record.stats.calls = counted.calls;
    record.stats.features = counted.features;
    record.stats.clients = counted.clients;
    describe(record);
  }

  [[nodiscard]] bool is_on_its_word(FindingKind kind) const {
    if (kind == FindingKind::nonce_reused || kind == FindingKind::unsound_hash_bitmask) return any_call_is_closed_;
    if (kind == FindingKind::client_certificate_requested) return any_modern_is_closed_;
    return kind == FindingKind::profile_pins;
  }

  /// How far a cell was carried, as far as the records of that call go.
  void take_climb(tls::ProtocolVersion version, AcceptedSuite& cell) {
    for (const auto& column : said_.versions) {
      if (column.version != version) continue;
      for (const auto& suite : column.accepted) {
        if (suite.code != cell.code) continue;
        cell.climb = suite.climb;
        cell.rung = suite.rung;
        check_climb(version, suite);
      }
    }
  }

  void check_climb(tls::ProtocolVersion version, const AcceptedSuite& cell) {
    check_calls(version, cell);
    if (cell.rung == Rung::hello && (!cell.climb || cell.climb->exchange == 0)) return;
    ++again_.rungs;
    const auto id = cell.climb ? cell.climb->exchange : ExchangeId{0};
    const std::string claim = "the record says that " + to_string(cell.code) + " in " +
                              std::string(to_string(version)) + " was carried up to the rung " +
                              std::string(to_string(cell.rung)) + "; ";
    const auto call = std::find_if(heard_.begin(), heard_.end(), [&](const Heard& heard) {
      return heard.exchange.id == id && is_call_of(heard.exchange, version, cell.code);
    });
    if (call == heard_.end()) return contradict(id, claim + "that is no call of this cell");
    if (cell.rung == Rung::hello) return;
    const auto& selection = call->observation.selection;
    if (!selection || selection->version != version || selection->suites != std::vector{cell.code})
      return contradict(id, claim + "its hellos do not agree on that");
    const auto* connection = connection_of(call->exchange);
    if (const auto highest = capture::highest_rung(version, said_octets(*connection)); highest < cell.rung)
      contradict(id, claim + "the records there end at the rung " + std::string(to_string(highest)));
    check_times(id, cell, connection->transcript);
    const auto* opened = open(call->exchange);
    if (opened != nullptr && opened->heard.is_open) return;
    if (!secrets_.empty() && tls::can_overhear(version, cell.code))
      contradict(id, claim + "the capture's secrets do not open it");
    again_.closed.emplace_back(version, cell);
  }

  [[nodiscard]] bool is_call_of(const ExchangeSummary& exchange, tls::ProtocolVersion version,
                                tls::CipherSuite code) const {
    return exchange.purpose == Purpose::climb && exchange.version == version && exchange.codes == std::vector{code} &&
           trial_of(exchange.id) == nullptr;
  }

  void check_calls(tls::ProtocolVersion version, const AcceptedSuite& cell) {
    std::vector<CallOfCell> calls;
    for (const auto& heard : heard_) {
      if (!is_call_of(heard.exchange, version, cell.code)) continue;
      CallOfCell call{heard.exchange.id};
      if (const auto* connection = connection_of(heard.exchange))
        call.highest = capture::highest_rung(version, said_octets(*connection));
      if (const auto* opened = open(heard.exchange); opened != nullptr && opened->heard.is_open) call.opened = opened;
      calls.push_back(call);
    }
    for (const auto& [id, what] : false_claims(cell, calls, options_)) contradict(id, what);
  }

  /// A rung is reached when something came.
  void check_times(ExchangeId id, const AcceptedSuite& cell, const Transcript& transcript) {
    const auto& climb = *cell.climb;
    if (climb.tls.has_value() != (cell.rung >= Rung::tls) || climb.http.has_value() != (cell.rung >= Rung::http) ||
        climb.sstp.has_value() != (cell.rung >= Rung::sstp))
      contradict(id, "the record does not say when each of its rungs was reached, and of no other");
    for (const auto& when : {climb.tls, climb.http, climb.sstp}) {
      if (!when) continue;
      const bool came = std::any_of(transcript.chunks.begin(), transcript.chunks.end(), [&](const Chunk& chunk) {
        return chunk.way == Chunk::Way::received && chunk.when - transcript.dialled == *when;
      });
      if (!came) contradict(id, "the record says that a rung was reached when nothing came");
    }
  }

  /// Whether a client of the scanning machine would have believed a chain is the record's to say.
  void describe(TargetRecord& record) const {
    for (auto& chain : record.certificates) {
      for (const auto& der : chain.certificates) chain.facts.push_back(tls::x509::describe(der));
      for (const auto& told : said_.certificates)
        if (told.certificates == chain.certificates) chain.verdict = told.verdict;
    }
  }

  const TargetRecord& said_;
  const ScanOptions& options_;
  const Connections& connections_;
  const tls::KeyLog& secrets_;
  RecordBuilder builder_;
  WallTime start_{};
  std::vector<Heard> heard_;
  std::map<ExchangeId, OpenedCall> opened_;
  bool any_call_is_closed_ = false, any_modern_is_closed_ = false;
  TargetAgain again_;
};

}  // namespace

TargetAgain target_again(const TargetRecord& said, const ScanOptions& options, const Connections& connections,
                         const tls::KeyLog& secrets) {
  return Reader(said, options, connections, secrets).read();
}

}  // namespace probe::evidence
