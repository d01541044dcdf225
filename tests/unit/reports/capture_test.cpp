// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/connections.hpp"
#include "probe/capture/packets.hpp"
#include "probe/capture/pcapng_reader.hpp"
#include "reports/report.hpp"
#include "tests/unit/reports/golden.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono_literals;
using probe::Chunk;

constexpr probe::WallTime kStart{1'790'000'000'000'000us};

probe::ScanRecord record_of(tls::Bytes address, std::size_t size, probe::TranscriptEnd end) {
  probe::Transcript transcript;
  transcript.exchange = 1;
  transcript.local = {address, 50000};
  transcript.remote = {address, 443};
  transcript.dialled = kStart;
  transcript.connected = kStart + 1ms;
  transcript.chunks = {{Chunk::Way::sent, kStart + 2ms, {1, 2, 3}},
                       {Chunk::Way::received, kStart + 3ms, tls::Bytes(size, 7)}};
  transcript.end = end;
  transcript.ended = kStart + 4ms;
  transcript.key_log = {"CLIENT_RANDOM 00 11"};
  probe::TargetRecord target;
  target.target.host = "vpn.example.net";
  probe::ExchangeSummary exchange;
  exchange.id = 1;
  exchange.local = to_string(transcript.local);
  exchange.detail = "\x1b[31m";
  target.exchanges = {exchange};
  target.transcripts = {transcript};
  probe::ScanRecord record;
  record.targets = {target};
  probe::capture::number_frames(record);
  return record;
}

std::string written(const probe::ScanRecord& record) {
  std::ostringstream out;
  reports::write_pcapng(out, record);
  return out.str();
}

TEST_CASE("what was said can be read again") {
  struct Row {
    const char* name;
    tls::Bytes address;
    std::size_t size;
    probe::TranscriptEnd end;
    std::uint32_t packets;
  };
  // Three of the handshake, an acknowledgement for each chunk, and the end.
  const Row rows[] = {
      {"IPv4", {192, 0, 2, 1}, 5, probe::TranscriptEnd::by_us, 8},
      {"IPv4, full segments", {192, 0, 2, 1}, 2 * 1460, probe::TranscriptEnd::by_peer, 10},
      {"IPv4, one octet more", {192, 0, 2, 1}, 2 * 1460 + 1, probe::TranscriptEnd::peer_reset, 10},
      {"IPv6", {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 1441, probe::TranscriptEnd::by_us, 9},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto record = record_of(row.address, row.size, row.end);
    const auto& exchange = record.targets[0].exchanges[0];
    REQUIRE(exchange.frames);
    CHECK(*exchange.frames == probe::Frames{1, row.packets});
    const std::string capture = written(record);
    probe::capture::Blocks blocks;
    const auto error = probe::capture::read_pcapng(capture, blocks);
    CHECK_MESSAGE(!error, (error ? error->text : ""));
    CHECK(blocks.packets.size() == row.packets);
    std::vector<probe::capture::Connection> connections;
    CHECK(!probe::capture::read_connections(blocks.packets, connections));
    REQUIRE(connections.size() == 1);
    CHECK(connections[0].frames == *exchange.frames);
    auto transcript = record.targets[0].transcripts[0];
    transcript.key_log.clear();
    CHECK(connections[0].transcript == transcript);
    // The first packet gone, there is nothing that the others belong to.
    blocks.packets.erase(blocks.packets.begin());
    connections.clear();
    CHECK(probe::capture::read_connections(blocks.packets, connections)->text.starts_with("packet 1: "));
  }
}

TEST_CASE("a capture, whole") {
  reports::test::check_golden("small.pcapng", written(record_of({192, 0, 2, 1}, 5, probe::TranscriptEnd::by_peer)));
}

TEST_CASE("secrets come ahead of packets, and comments are tame") {
  const std::string capture = written(record_of({192, 0, 2, 1}, 5, probe::TranscriptEnd::by_us));
  // draft-ietf-opsawg-pcapng 4.1: the section header's magic; 4.7: a Decryption Secrets Block of type "TLSK".
  CHECK(capture.substr(0, 4) == "\x0A\x0D\x0D\x0A");
  CHECK(capture.substr(8, 4) == "\x4D\x3C\x2B\x1A");
  const auto log = capture.find("CLIENT_RANDOM 00 11\n");
  CHECK(capture.find("KSLT") < log);
  CHECK(log < capture.find("vpn.example.net:443, exchange 1"));
  CHECK(capture.find('\x1b') == std::string::npos);
}

TEST_CASE("a capture that is cut is an error, or ends with a whole block") {
  const std::string capture = written(record_of({192, 0, 2, 1}, 5, probe::TranscriptEnd::by_us));
  std::size_t whole = 0;
  for (std::size_t size = 1; size < capture.size(); ++size) {
    probe::capture::Blocks blocks;
    if (!probe::capture::read_pcapng(std::string_view(capture).substr(0, size), blocks)) ++whole;
    CHECK(blocks.packets.size() < 8);
  }
  CHECK(whole == 10);  // behind each block but the last
}

}  // namespace
