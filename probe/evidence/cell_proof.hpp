// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/pcapng_reader.hpp"
#include "probe/judge/reading.hpp"
#include "probe/model/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe::evidence {

/// A packet of an exchange that carries something.
struct ShownPacket {
  std::uint32_t frame = 0;  ///< as Wireshark counts, from 1
  bool is_ours = false;
  std::size_t size = 0;            ///< octets that it carries
  std::vector<std::string> lines;  ///< the records and messages that end in it; hostile
};

/// What an exchange has to do with a cell.
enum class Role : std::uint8_t {
  decides,  ///< the record names it as what the cell rests on
  asks,     ///< it offered the suite too
  before,   ///< a control that held, the last that ended before what decides began
  after,    ///< a control that held, the first that began when what decides had ended
};

struct ShownExchange {
  const ExchangeSummary* said = nullptr;  ///< the record's; borrowed
  Role role{};
  judge::Answer answer{};            ///< what the judge reads in what the record says of it
  std::vector<ShownPacket> packets;  ///< empty where the capture has none
};

/// All of the evidence that is about one cell.
struct CellProof {
  Outcome outcome{};
  Reason reason{};
  std::optional<Basis> basis;  ///< of a refusal
  std::optional<tls::AlertDescription> alert;
  std::vector<ShownExchange> exchanges;  ///< by the time when they began
};

/// Whether what an answer tells is believed only between controls that held: an absence, or an unclear alert.
[[nodiscard]] bool wants_controls(judge::Answer answer);

/// What the record says of a cell, and the octets that are about it. `packets` are the capture's. Nothing when the
/// record says nothing of the cell. Whether it all holds together verify() says.
[[nodiscard]] std::optional<CellProof> prove_cell(const TargetRecord& target, tls::ProtocolVersion version,
                                                  tls::CipherSuite code,
                                                  const std::vector<capture::PacketView>& packets);

}  // namespace probe::evidence
