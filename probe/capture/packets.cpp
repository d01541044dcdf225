// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/packets.hpp"

#include "probe/capture/numbers.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace probe::capture {
namespace {

using tls::Bytes;
using tls::BytesView;

constexpr std::size_t kIpv4Address = 4;
constexpr std::size_t kMtu = 1500;
constexpr unsigned kHopLimit = 64, kWindow = 0xFFFF;

void put16(Bytes& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8U));
  out.push_back(static_cast<std::uint8_t>(value));
}
void put32(Bytes& out, std::uint32_t value) {
  put16(out, value >> 16U);
  put16(out, value & 0xFFFFU);
}
void put(Bytes& out, BytesView octets) { out.insert(out.end(), octets.begin(), octets.end()); }
void set16(Bytes& out, std::size_t at, unsigned value) {
  out[at] = static_cast<std::uint8_t>(value >> 8U);
  out[at + 1] = static_cast<std::uint8_t>(value);
}

/// RFC 1071.
unsigned checksum(BytesView octets, std::uint64_t sum = 0) {
  for (std::size_t at = 0; at < octets.size(); at += 2)
    sum += (static_cast<std::uint64_t>(octets[at]) << 8U) + (at + 1 < octets.size() ? octets[at + 1] : 0U);
  while (sum >> 16U != 0) sum = (sum & 0xFFFFU) + (sum >> 16U);
  return static_cast<unsigned>(~sum & 0xFFFFU);
}

/// RFC 9293 3.1 and RFC 8200 8.1: the pseudo-header, as a sum to begin with.
std::uint64_t pseudo_sum(const Endpoint& from, const Endpoint& to, std::size_t size) {
  Bytes pseudo;
  put(pseudo, from.address);
  put(pseudo, to.address);
  put32(pseudo, static_cast<std::uint32_t>(size));
  put32(pseudo, kTcp);
  return ~checksum(pseudo) & 0xFFFFU;
}

Bytes ip_header(const Endpoint& from, const Endpoint& to, std::size_t payload) {
  Bytes header;
  if (from.address.size() == kIpv4Address) {
    header = {0x45, 0};
    put16(header, kIpv4Header + payload);
    put16(header, 0);       // identification: nothing is fragmented
    put16(header, 0x4000);  // don't fragment
    header.push_back(kHopLimit);
    header.push_back(kTcp);
    put16(header, 0);
    put(header, from.address);
    put(header, to.address);
    set16(header, 10, checksum(header));
    return header;
  }
  header = {0x60, 0, 0, 0};
  put16(header, payload);
  header.push_back(kTcp);
  header.push_back(kHopLimit);
  put(header, from.address);
  put(header, to.address);
  return header;
}

/// One end, and how far it is in its stream.
struct Side {
  Endpoint endpoint;
  std::uint32_t next = 0;
};

class PacketMaker {
 public:
  explicit PacketMaker(const Transcript& transcript)
      : us_{transcript.local, kFirstSequence + transcript.exchange * kSequenceStep},
        peer_{transcript.remote, 0x90000000U + transcript.exchange * kSequenceStep},
        mss_(kMtu - kTcpHeader - (us_.endpoint.address.size() == kIpv4Address ? kIpv4Header : kIpv6Header)) {}

  void open(WallTime dialled, WallTime connected) {
    send(us_, peer_, kSyn, {}, dialled);
    send(peer_, us_, kSyn | kAck, {}, connected);
    send(us_, peer_, kAck, {}, connected);
  }

  void carry(const Chunk& chunk) {
    Side& from = chunk.way == Chunk::Way::sent ? us_ : peer_;
    Side& to = chunk.way == Chunk::Way::sent ? peer_ : us_;
    BytesView rest = chunk.octets;
    while (!rest.empty()) {
      const auto part = rest.first(std::min(rest.size(), mss_));
      rest = rest.subspan(part.size());
      send(from, to, rest.empty() ? kPsh | kAck : kAck, part, chunk.when);
    }
    send(to, from, kAck, {}, chunk.when);
  }

  void close(TranscriptEnd how, WallTime when) {
    switch (how) {
      case TranscriptEnd::by_us:
        return send(us_, peer_, kFin | kAck, {}, when);
      case TranscriptEnd::by_peer:
        send(peer_, us_, kFin | kAck, {}, when);
        return send(us_, peer_, kFin | kAck, {}, when);
      case TranscriptEnd::peer_reset:
        return send(peer_, us_, kRst | kAck, {}, when);
    }
  }

  [[nodiscard]] std::vector<Packet> take() { return std::move(packets_); }

 private:
  void send(Side& from, const Side& to, unsigned flags, BytesView data, WallTime when) {
    Bytes options;
    if ((flags & kSyn) != 0) {
      options = {2, 4};  // RFC 9293 3.2: the maximum segment size
      put16(options, mss_);
    }
    Bytes segment;
    put16(segment, from.endpoint.port);
    put16(segment, to.endpoint.port);
    put32(segment, from.next);
    put32(segment, (flags & kAck) != 0 ? to.next : 0);
    put16(segment, ((kTcpHeader + options.size()) / 4) << 12U | flags);
    put16(segment, kWindow);
    put32(segment, 0);  // checksum and urgent pointer
    put(segment, options);
    put(segment, data);
    constexpr std::size_t kChecksumAt = 16;
    set16(segment, kChecksumAt, checksum(segment, pseudo_sum(from.endpoint, to.endpoint, segment.size())));
    Packet packet{when, ip_header(from.endpoint, to.endpoint, segment.size())};
    put(packet.octets, segment);
    packets_.push_back(std::move(packet));
    from.next += static_cast<std::uint32_t>(data.size()) + ((flags & (kSyn | kFin)) != 0 ? 1U : 0U);
  }

  Side us_, peer_;
  std::size_t mss_;
  std::vector<Packet> packets_;
};

}  // namespace

std::vector<Packet> packets_of(const Transcript& transcript) {
  if (transcript.local.address.size() != transcript.remote.address.size() || transcript.local.address.empty())
    return {};
  PacketMaker connection(transcript);
  connection.open(transcript.dialled, transcript.connected);
  for (const auto& chunk : transcript.chunks) connection.carry(chunk);
  connection.close(transcript.end, transcript.ended);
  return connection.take();
}

void number_frames(TargetRecord& target, std::uint32_t& count) {
  for (const auto& transcript : target.transcripts) {
    const auto size = static_cast<std::uint32_t>(packets_of(transcript).size());
    const auto exchange = std::find_if(target.exchanges.begin(), target.exchanges.end(),
                                       [&](const auto& each) { return each.id == transcript.exchange; });
    if (size != 0 && exchange != target.exchanges.end()) exchange->frames = Frames{count + 1, count + size};
    count += size;
  }
}

void number_frames(ScanRecord& record) {
  std::uint32_t count = 0;
  for (auto& target : record.targets) number_frames(target, count);
}

}  // namespace probe::capture
