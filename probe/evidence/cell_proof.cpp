// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/cell_proof.hpp"

#include "probe/capture/segment.hpp"
#include "probe/evidence/message_lines.hpp"

#include <algorithm>

namespace probe::evidence {
namespace {

bool holds(const std::vector<tls::CipherSuite>& suites, tls::CipherSuite suite) {
  return std::find(suites.begin(), suites.end(), suite) != suites.end();
}

/// What the record says of the cell, and the exchange that it names.
std::optional<std::pair<CellProof, ExchangeId>> said_of(const TargetRecord& target, tls::ProtocolVersion version,
                                                        tls::CipherSuite code) {
  for (const auto& column : target.versions) {
    if (column.version != version) continue;
    for (const auto& cell : column.accepted)
      if (cell.code == code)
        return std::pair(CellProof{Outcome::accepted, Reason::server_selected_it, {}, {}, {}}, cell.exchange);
    for (const auto& group : column.refused)
      if (holds(group.codes, code))
        return std::pair(CellProof{Outcome::refused, group.reason, group.basis, group.alert, {}}, group.exchange);
    for (const auto& group : column.inconclusive)
      if (holds(group.codes, code))
        return std::pair(CellProof{Outcome::inconclusive, group.reason, {}, group.alert, {}}, group.exchange);
  }
  return std::nullopt;
}

std::vector<ShownPacket> packets_of(const ExchangeSummary& exchange, const std::vector<capture::PacketView>& packets) {
  std::vector<ShownPacket> shown;
  if (!exchange.frames || exchange.frames->first == 0 || exchange.frames->last > packets.size()) return shown;
  MessageLines ours(Side::client, exchange.version), theirs(Side::server, exchange.version);
  for (auto frame = exchange.frames->first; frame <= exchange.frames->last; ++frame) {
    const auto segment = capture::segment_of(packets[frame - 1].octets);
    if (!segment || segment->data.empty()) continue;
    const bool is_ours = to_string(segment->from) == exchange.local;
    if (!is_ours && to_string(segment->to) != exchange.local) continue;
    const auto* const data = reinterpret_cast<const std::uint8_t*>(segment->data.data());  // NOLINT: octets are octets
    shown.push_back(
        {frame, is_ours, segment->data.size(), (is_ours ? ours : theirs).feed({data, segment->data.size()})});
  }
  return shown;
}

/// The controls that held next to an exchange, before and after it.
std::pair<const ExchangeSummary*, const ExchangeSummary*> controls_around(const TargetRecord& target,
                                                                          const ExchangeSummary& exchange) {
  const ExchangeSummary *before = nullptr, *after = nullptr;
  const auto end = exchange.started + exchange.lasted;
  for (const auto& other : target.exchanges) {
    if (judge::read(other).answer != judge::Answer::accepted || !other.named) continue;
    const auto other_end = other.started + other.lasted;
    if (other_end <= exchange.started && (before == nullptr || other_end > before->started + before->lasted))
      before = &other;
    if (other.started >= end && (after == nullptr || other.started < after->started)) after = &other;
  }
  return {before, after};
}

}  // namespace

bool wants_controls(judge::Answer answer) {
  return judge::is_absence(answer) || answer == judge::Answer::unclear_alert;
}

std::optional<CellProof> prove_cell(const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite code,
                                    const std::vector<capture::PacketView>& packets) {
  auto said = said_of(target, version, code);
  if (!said) return std::nullopt;
  auto& [proof, deciding] = *said;
  const auto show = [&, &proof = proof](const ExchangeSummary& exchange, Role role) {
    const auto is_same = [&](const ShownExchange& each) { return each.said == &exchange; };
    if (std::none_of(proof.exchanges.begin(), proof.exchanges.end(), is_same))
      proof.exchanges.push_back({&exchange, role, judge::read(exchange).answer, packets_of(exchange, packets)});
  };
  for (const auto& exchange : target.exchanges)
    if (exchange.id == deciding) show(exchange, Role::decides);
  for (const auto& exchange : target.exchanges)
    if (exchange.version == version && holds(exchange.codes, code)) show(exchange, Role::asks);
  const auto asked = proof.exchanges;
  for (const auto& exchange : asked) {
    if (!wants_controls(exchange.answer) || proof.outcome == Outcome::accepted) continue;
    const auto [before, after] = controls_around(target, *exchange.said);
    if (before != nullptr) show(*before, Role::before);
    if (after != nullptr) show(*after, Role::after);
  }
  std::stable_sort(
      proof.exchanges.begin(), proof.exchanges.end(),
      [](const ShownExchange& one, const ShownExchange& other) { return one.said->started < other.said->started; });
  return std::move(proof);
}

}  // namespace probe::evidence
