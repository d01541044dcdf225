// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/http_head.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

using probe::HeadState;
using probe::HttpHead;
using tls::fuzz::require;

namespace {

void check(const HttpHead& head) {
  require(head.reason.size() <= HttpHead::kMaxValue);
  for (const auto* value : {&head.server, &head.content_length, &head.content_type, &head.location, &head.connection,
                            &head.www_authenticate, &head.proxy_authenticate})
    require(!*value || (*value)->size() <= HttpHead::kMaxValue);
  for (const auto deviation : head.deviations) require(!explain(deviation).empty());
}

}  // namespace

// The first octet says how the head is cut. At once it must read the same.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView octets(data, size);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(octets);
  probe::HttpHeadReader whole;
  whole.feed(octets);
  const auto rest = whole.take_rest();
  probe::HttpHeadReader reader;
  while (!octets.empty() && reader.state() == HeadState::reading) {
    const auto part = octets.first(std::min(step, octets.size()));
    octets = octets.subspan(part.size());
    reader.feed(part);
  }
  require(reader.state() == whole.state() && reader.head() == whole.head());
  require(reader.take_rest().size() + octets.size() == rest.size());
  reader.finish();
  check(reader.head());
  require(reader.start().size() <= probe::HttpHeadReader::kMaxStart);
  if (reader.state() == HeadState::complete) require(reader.head().status >= 100 && reader.head().status <= 999);
  return 0;
}
