// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/pcapng.hpp"

#include "probe/capture/numbers.hpp"
#include "probe/capture/packets.hpp"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace probe::capture {
namespace {

// draft-ietf-opsawg-pcapng: block types (4), options (3.5, 4.1, 4.2) and the secrets of TLS (4.7).
constexpr std::uint32_t kInterface = 1, kTlsKeyLog = 0x544C534B;
constexpr unsigned kEnd = 0, kComment = 1, kName = 2, kApplication = 4, kResolution = 9;
constexpr unsigned kRawIp = 101;  // LINKTYPE_RAW: packets begin with their IP header

constexpr std::string_view kWithSecrets =
    "Made from what sstp-probe sent and received; TCP and IP around it, and acknowledgements, are made up. The TLS "
    "secrets in this file open the probe's own connections and nothing else: they carry no credential and nobody's "
    "traffic.";
constexpr std::string_view kWithoutSecrets =
    "Made from what sstp-probe sent and received; TCP and IP around it, and acknowledgements, are made up. No TLS "
    "secrets are in this file.";

/// A block's body, little-endian.
class Body {
 public:
  Body& u16(unsigned value) {
    text_ += static_cast<char>(value & 0xFFU);
    text_ += static_cast<char>(value >> 8U & 0xFFU);
    return *this;
  }
  Body& u32(std::uint32_t value) { return u16(value & 0xFFFFU).u16(value >> 16U); }
  /// Padded to 32 bits.
  Body& octets(std::string_view value) {
    text_ += value;
    text_.append((4 - value.size() % 4) % 4, '\0');
    return *this;
  }
  Body& option(unsigned code, std::string_view value) {
    constexpr std::size_t kMost = 0xFFFF;
    value = value.substr(0, kMost);
    return u16(code).u16(static_cast<unsigned>(value.size())).octets(value);
  }
  Body& end() { return u32(kEnd); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void write_block(std::ostream& out, std::uint32_t type, const Body& body) {
  constexpr std::uint32_t kFrame = 12;  // the type, and the size twice
  const auto size = static_cast<std::uint32_t>(body.text().size()) + kFrame;
  Body block;
  block.u32(type).u32(size).octets(body.text()).u32(size);
  out << block.text();
}

std::string key_log_of(const ScanRecord& record) {
  std::string log;
  for (const auto& target : record.targets)
    for (const auto& transcript : target.transcripts)
      for (const auto& line : transcript.key_log) log += line + "\n";
  return log;
}

std::string_view text_of(const tls::Bytes& octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};  // NOLINT: octets are octets
}

void write_packet(std::ostream& out, const Packet& packet, const std::string& comment) {
  const auto when = static_cast<std::uint64_t>(packet.when.time_since_epoch().count());
  const auto size = static_cast<std::uint32_t>(packet.octets.size());
  Body body;
  body.u32(0).u32(static_cast<std::uint32_t>(when >> 32U)).u32(static_cast<std::uint32_t>(when)).u32(size).u32(size);
  body.octets(text_of(packet.octets));
  if (!comment.empty()) body.option(kComment, comment).end();
  write_block(out, kEnhancedPacket, body);
}

}  // namespace

void write_pcapng(std::ostream& out, const ScanRecord& record, const Words& words) {
  const std::string key_log = key_log_of(record);
  Body section;
  section.u32(kByteOrderMagic).u16(1).u16(0).u32(0xFFFFFFFFU).u32(0xFFFFFFFFU);  // version 1.0, of unstated length
  section.option(kComment, key_log.empty() ? kWithoutSecrets : kWithSecrets);
  section.option(kApplication, words.application).end();
  write_block(out, kSectionHeader, section);

  Body interface;
  interface.u16(kRawIp).u16(0).u32(0);  // no limit on what is kept of a packet
  interface.option(kName, "sstp-probe").option(kResolution, "\x06").end();
  write_block(out, kInterface, interface);

  if (!key_log.empty()) {
    Body secrets;
    secrets.u32(kTlsKeyLog).u32(static_cast<std::uint32_t>(key_log.size())).octets(key_log);
    write_block(out, kSecrets, secrets);
  }
  for (const auto& target : record.targets) {
    for (const auto& transcript : target.transcripts) {
      std::string comment = words.comment(target, transcript.exchange);
      for (const auto& packet : packets_of(transcript)) {
        write_packet(out, packet, comment);
        comment.clear();
      }
    }
  }
}

}  // namespace probe::capture
