// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/connections.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <string_view>

// A capture is a file that anybody may have changed: its blocks, and the connections that its packets make.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  probe::capture::Blocks blocks;
  std::vector<probe::capture::Connection> connections;
  if (probe::capture::read_pcapng({reinterpret_cast<const char*>(data), size}, blocks)) return 0;
  if (probe::capture::read_connections(blocks.packets, connections)) return 0;
  std::size_t octets = 0;
  for (const auto& connection : connections)
    for (const auto& chunk : connection.transcript.chunks) octets += chunk.octets.size();
  tls::fuzz::require(octets <= size);
  tls::fuzz::require(connections.empty() || connections.back().frames.last == blocks.packets.size());
  return 0;
}
