// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/connections.hpp"

#include "probe/capture/numbers.hpp"
#include "probe/capture/segment.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace probe::capture {
namespace {

/// Takes the packets of one connection after the other.
class ConnectionReader {
 public:
  explicit ConnectionReader(std::vector<Connection>& connections) : connections_(connections) {}

  /// Why the packet fits nowhere; empty: it does.
  [[nodiscard]] std::string take(const Segment& segment, WallTime when, std::uint32_t number) {
    if (segment.has(kSyn) && !segment.has(kAck)) return begin(segment, when, number);
    if (connections_.empty()) return "it belongs to no connection";
    auto& [transcript, frames] = connections_.back();
    const bool is_ours = segment.from == transcript.local && segment.to == transcript.remote;
    if (!is_ours && (segment.from != transcript.remote || segment.to != transcript.local))
      return "it is not of the connection that the packets before it are of";
    frames.last = number;
    if (segment.has(kSyn)) {
      transcript.connected = when;
      return "";
    }
    carry(segment, is_ours, when);
    if (!ended_ && (segment.has(kFin) || segment.has(kRst))) {
      ended_ = true;
      transcript.ended = when;
      transcript.end = is_ours             ? TranscriptEnd::by_us
                       : segment.has(kRst) ? TranscriptEnd::peer_reset
                                           : TranscriptEnd::by_peer;
    }
    return "";
  }

 private:
  std::string begin(const Segment& segment, WallTime when, std::uint32_t number) {
    if ((segment.sequence - kFirstSequence) % kSequenceStep != 0) return "its sequence number names no exchange";
    Connection connection;
    connection.transcript.exchange = (segment.sequence - kFirstSequence) / kSequenceStep;
    connection.transcript.local = segment.from;
    connection.transcript.remote = segment.to;
    connection.transcript.dialled = connection.transcript.connected = when;
    connection.transcript.ended = when;
    connection.frames = {number, number};
    connections_.push_back(std::move(connection));
    goes_on_ = ended_ = false;
    return "";
  }

  /// A chunk is as many segments as it takes, the last of them pushed.
  void carry(const Segment& segment, bool is_ours, WallTime when) {
    if (segment.data.empty()) return;
    auto& chunks = connections_.back().transcript.chunks;
    if (!goes_on_) chunks.push_back({is_ours ? Chunk::Way::sent : Chunk::Way::received, when, {}});
    auto& octets = chunks.back().octets;
    octets.insert(octets.end(), segment.data.begin(), segment.data.end());
    goes_on_ = !segment.has(kPsh);
  }

  std::vector<Connection>& connections_;
  bool goes_on_ = false;
  bool ended_ = false;
};

}  // namespace

std::optional<CaptureError> read_connections(const std::vector<PacketView>& packets,
                                             std::vector<Connection>& connections) {
  ConnectionReader reader(connections);
  std::uint32_t number = 0;
  for (const auto& packet : packets) {
    ++number;
    const auto segment = segment_of(packet.octets);
    const auto problem = segment ? reader.take(*segment, packet.when, number) : "it is no TCP over IP";
    if (!problem.empty()) return CaptureError{"packet " + std::to_string(number) + ": " + problem};
  }
  return std::nullopt;
}

ExchangeOctets octets_of(const Transcript& transcript) {
  ExchangeOctets octets;
  for (const auto& chunk : transcript.chunks) {
    auto& side = chunk.way == Chunk::Way::sent ? octets.sent : octets.received;
    side.insert(side.end(), chunk.octets.begin(), chunk.octets.end());
  }
  octets.end = transcript.end;
  return octets;
}

}  // namespace probe::capture
