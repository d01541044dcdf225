// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/agenda.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace probe {

/// Gathers what one target's exchanges leave for the record: while it is scanned, and whenever somebody reads again
/// what was said. They may end in any order.
class RecordBuilder {
 public:
  using Elapsed = agenda::Elapsed;
  enum class Keep : bool { address, transcript };

  explicit RecordBuilder(Target target) { record_.target = std::move(target); }

  /// Fills in the leaf's hash.
  void add(ExchangeSummary& exchange, const Observation& observation);
  /// Returns what the call was, for the history.
  ExchangeSummary add(const agenda::AskCall& ask, const ClimbReport& report, Elapsed started, Elapsed ended);
  /// Who the exchange was with, and its transcript where transcripts are kept.
  void keep(ExchangeId exchange, Transcript transcript, Keep keep, std::vector<std::string> key_log);
  /// What a call leaves for the record that its summary does not say.
  void add_facts(const agenda::AskCall& ask, const ClimbReport& report);
  /// SHA-256 of a certificate, hexadecimal.
  [[nodiscard]] const std::string& leaf_hash(const tls::Bytes& der);
  /// So far.
  [[nodiscard]] const std::vector<ExchangeSummary>& exchanges() const { return record_.exchanges; }
  /// The record, once; `address` and the time it took are still to be filled in.
  [[nodiscard]] TargetRecord finish(agenda::Result result);

 private:
  void add_chain(const std::vector<tls::Bytes>& certificates, tls::ProtocolVersion version, ExchangeId exchange,
                 bool with_name);
  void count(Purpose purpose);

  void add_call(const CallReport& call, const agenda::AskCall& ask);
  void add_trial(const ClimbReport& report, const agenda::AskCall& ask);
  void add_leaf(const std::vector<tls::Bytes>& certificates);
  void find(FindingKind kind, Message text, const agenda::AskCall& ask);

  TargetRecord record_;
  std::map<tls::Bytes, ExchangeId> nonces_;  ///< of each Call Connect Ack
  std::vector<Finding> findings_;
  std::map<ExchangeId, std::string> locals_;
  std::map<tls::Bytes, std::string> leaf_hashes_;
};

}  // namespace probe
