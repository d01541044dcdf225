// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/findings.hpp"

#include "probe/judge/finding_log.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace probe::judge {
namespace {

using Suites = std::vector<tls::CipherSuite>;

Suites not_offered(const Suites& named, const ExchangeSummary& exchange) {
  Suites rest;
  std::copy_if(named.begin(), named.end(), std::back_inserter(rest), [&](tls::CipherSuite suite) {
    return std::find(exchange.codes.begin(), exchange.codes.end(), suite) == exchange.codes.end();
  });
  return rest;
}

/// By a HelloRetryRequest, too.
Suites named_by(const ExchangeSummary& exchange) {
  auto suites = exchange.selected;
  if (exchange.retry_suite) suites.push_back(*exchange.retry_suite);
  return suites;
}

class Writer {
 public:
  void look_at(const Entry& entry) {
    const auto& exchange = entry.exchange;
    if (exchange.purpose == Purpose::climb) return;
    if (exchange.response == Response::retry_failed) {
      log_.add(FindingKind::hello_retry_loop, exchange.version, exchange.selected, exchange.id,
               message("finding.hello_retry_loop"));
      if (const auto strange = not_offered(exchange.selected, exchange); !strange.empty())
        log_.add(FindingKind::selected_unoffered_suite, exchange.version, strange, exchange.id,
                 message("finding.selected_unoffered_suite"));
    }
    if (exchange.response != Response::server_hello) return;
    if (exchange.alert)
      log_.add(FindingKind::handshake_failed_after_hello, exchange.version, exchange.selected, exchange.id,
               message("finding.handshake_failed_after_hello"));
    switch (entry.reading.answer) {
      case Answer::accepted:
        // RFC 8446 4.1.4: clients "MUST check that the cipher suite supplied in the ServerHello is the same as that in
        // the HelloRetryRequest and otherwise abort the handshake".
        if (exchange.retry_suite && exchange.selected != Suites{*exchange.retry_suite})
          log_.add(FindingKind::answer_changed, exchange.version, named_by(exchange), exchange.id,
                   message("finding.retry_changed_suite"));
        break;
      case Answer::other_version:
        if (exchange.selected_version > exchange.version)
          log_.add(FindingKind::selected_unoffered_version, exchange.version, exchange.selected, exchange.id,
                   message("finding.selected_unoffered_version"));
        break;
      case Answer::unoffered_suite:
        log_.add(FindingKind::selected_unoffered_suite, exchange.version, not_offered(named_by(exchange), exchange),
                 exchange.id, message("finding.selected_unoffered_suite"));
        break;
      case Answer::refusal:
      case Answer::unclear_alert:
      case Answer::closed:
      case Answer::silent:
      case Answer::nothing:
      case Answer::no_connection:
        break;
    }
  }

  void look_at(const HelloKind& kind) {
    const Entry* first = nullptr;
    for (const auto* entry : kind.entries) {
      if (entry->reading.answer != Answer::accepted || entry->exchange.purpose == Purpose::climb) continue;
      if (first == nullptr) first = entry;
      if (entry->exchange.selected != first->exchange.selected)
        log_.add(FindingKind::answer_changed, entry->exchange.version, entry->exchange.selected, entry->exchange.id,
                 message("finding.answer_changed"));
    }
  }

  FindingLog& log() { return log_; }
  [[nodiscard]] std::vector<Finding> take() const { return log_.findings(); }

 private:
  FindingLog log_;
};

/// What the kinds of server that answered have of their own: their certificates.
std::size_t leaves_of_unlike_answers(const std::vector<HelloKind>& kinds) {
  std::set<std::string> all;
  for (const auto& kind : kinds) {
    std::set<std::string> leaves;
    for (const auto* entry : kind.entries)
      if (!entry->exchange.leaf.empty()) leaves.insert(entry->exchange.leaf);
    if (leaves.size() > 1) all.insert(leaves.begin(), leaves.end());
  }
  return all.size();
}

Message unlike_servers(std::size_t certificates, std::size_t mixed) {
  if (certificates > 1 && mixed != 0) return message("finding.cells_and_certificates_differ", mixed, certificates);
  if (certificates > 1) return message("finding.certificates_differ", certificates);
  return mixed != 0 ? message("finding.cells_differ", mixed) : message("finding.servers_differ");
}

void tell_of_unlike_servers(const std::vector<HelloKind>& kinds, const Acceptances& acceptances, const Signs& signs,
                            std::vector<Finding>& findings) {
  Finding finding;
  std::set<tls::CipherSuite> codes;
  std::size_t mixed = 0;
  for (const auto& [cell, acceptance] : acceptances) {
    if (acceptance.refusals == 0) continue;
    ++mixed;
    codes.insert(cell.second);
  }
  finding.codes.assign(codes.begin(), codes.end());
  for (const auto& kind : kinds)
    for (const auto* entry : kind.entries)
      if (entry->contradicted && entry->reading.answer == Answer::refusal && finding.exchanges.size() < 16)
        finding.exchanges.push_back(entry->exchange.id);
  if (signs.unlike.changed_at) {
    finding.kind = FindingKind::policy_changed;
    const auto seconds = std::chrono::duration<double>(*signs.unlike.changed_at).count();
    auto when = std::to_string(static_cast<long>(seconds * 10));
    if (when.size() < 2) when.insert(0, 2 - when.size(), '0');
    when.insert(when.size() - 1, ".");
    finding.text = message("finding.policy_changed", when);
  } else {
    finding.kind = FindingKind::servers_differ;
    finding.text = unlike_servers(leaves_of_unlike_answers(kinds), mixed);
  }
  findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> findings_of(const std::deque<Entry>& entries, const std::vector<HelloKind>& kinds,
                                 const Acceptances& acceptances, const Signs& signs,
                                 const std::map<tls::ProtocolVersion, HelloShape>& shapes) {
  Writer writer;
  for (const auto& entry : entries) writer.look_at(entry);
  for (const auto& kind : kinds) writer.look_at(kind);
  for (const auto& [version, shape] : shapes) {
    if (shape == HelloShape::full || !signs.spoiled_kinds.empty()) continue;
    for (const auto& [cell, acceptance] : acceptances)
      if (cell.first == version && acceptance.in(shape)) {
        writer.log().add(FindingKind::dropped_hello, version, {},
                         acceptance.first_by_shape[static_cast<std::size_t>(shape)]->exchange.id,
                         message("finding.dropped_hello"));
        break;
      }
  }
  for (const auto kind : signs.spoiled_kinds) {
    const Entry& entry = *kinds[kind].entries.front();
    writer.log().add(FindingKind::suite_spoils_hello, entry.exchange.version, {}, entry.exchange.id,
                     message("finding.suite_spoils_hello"));
  }
  auto findings = writer.take();
  if (signs.unlike.seen) tell_of_unlike_servers(kinds, acceptances, signs, findings);
  return findings;
}

}  // namespace probe::judge
