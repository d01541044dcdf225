// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/message.hpp"
#include "probe/sstp/packet_reader.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>
#include <cstring>

using tls::fuzz::require;

namespace {

void check(const probe::sstp::Packet& packet) {
  static_cast<void>(probe::sstp::encapsulated_protocol(packet));
  static_cast<void>(probe::sstp::crypto_binding_request(packet));
  if (const auto info = probe::sstp::status_info(packet)) require(!to_string(*info).empty());
  require(packet.deviations.size() <= 4);
  // What is read is written, and read again without a deviation.
  const auto octets = probe::sstp::encode(packet);
  auto again = probe::sstp::decode_packet(octets);
  require(again.has_value() && again->deviations.empty());
  again->deviations = packet.deviations;
  require(*again == packet);
}

}  // namespace

// The first octet says how the stream is cut.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView stream(data, size);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(stream);
  probe::sstp::PacketReader reader;
  while (!stream.empty()) {
    const auto part = stream.first(std::min(step, stream.size()));
    stream = stream.subspan(part.size());
    reader.feed(part);
    auto packet = reader.next();
    for (; packet && *packet; packet = reader.next()) check(**packet);
    if (!packet) {
      require(std::strlen(packet.error().field) != 0);
      return 0;
    }
    require(reader.pending().size() < probe::sstp::kMaxPacketSize);
  }
  return 0;
}
