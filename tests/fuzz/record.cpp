// SPDX-License-Identifier: Apache-2.0
#include "tls/record/record.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

// The first octet says how the stream is cut. However it is, the records are the same, and at most one is kept back.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView input(data, size);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(input);
  const tls::Bytes fed(input.begin(), input.end());
  tls::RecordReader reader;
  tls::Bytes read;
  while (!input.empty()) {
    const tls::BytesView part = input.first(std::min(step, input.size()));
    input = input.subspan(part.size());
    reader.feed(part);
    auto record = reader.next();
    for (; record && *record; record = reader.next()) {
      const tls::Record& whole = **record;
      const auto again = encode_records(whole.type, whole.version, whole.fragment, tls::kMaxCiphertextFragment);
      read.insert(read.end(), again.begin(), again.end());
    }
    if (!record) break;
    tls::fuzz::require(reader.pending().size() < tls::kRecordHeaderSize + tls::kMaxCiphertextFragment);
  }
  tls::fuzz::require(read.size() <= fed.size() && std::equal(read.begin(), read.end(), fed.begin()));
  return 0;
}
