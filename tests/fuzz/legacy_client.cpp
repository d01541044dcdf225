// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/legacy_client.hpp"

#include "tests/fuzz/client_support.hpp"
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/recorded.hpp"
#include "tls/record/record.hpp"

#include <vector>

namespace {

using tls::Bytes;
using tls::BytesView;

struct Recording {
  tls::test::RecordedCell cell;
  Bytes octets;
};

const std::vector<Recording>& recordings() {
  static const auto all = [] {
    std::vector<Recording> read;
    for (const auto& cell : tls::test::recorded_cells()) read.push_back({cell, tls::test::recording(cell)});
    return read;
  }();
  return all;
}

/// The octets of so many records.
std::size_t size_of_records(BytesView octets, std::size_t count) {
  std::size_t size = 0;
  for (; count != 0 && size + tls::kRecordHeaderSize <= octets.size(); --count) {
    size += tls::kRecordHeaderSize + (std::size_t{octets[size + 3]} << 8 | octets[size + 4]);
  }
  return std::min(size, octets.size());
}

}  // namespace

// What a server may send, behind none, some or all of the records that a genuine one sent. The first octet names the
// recording, the second says how much of it comes first, the third how the octets are cut and how they end.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  BytesView input(data, size);
  const auto& [cell, genuine] = recordings()[tls::fuzz::take_choice(input) % recordings().size()];
  const std::size_t prefix = size_of_records(genuine, tls::fuzz::take_choice(input) % 16U);
  const std::uint8_t cut = tls::fuzz::take_choice(input);
  tls::legacy::LegacyClient client(tls::test::cell_config(cell.version, cell.suite));
  tls::fuzz::feed_in_pieces(client, BytesView(genuine).first(prefix), genuine.size());
  tls::fuzz::feed_in_pieces(client, input, std::size_t{cut} + 1);
  tls::fuzz::check(client);
  tls::fuzz::end(client, cut);
  return 0;
}
