// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/http_connect.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

using probe::ProxyOutcome;
using tls::fuzz::require;

// The first octet says how the talk ends, the second how the answer is cut.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView answer(data, size);
  const std::size_t choice = tls::fuzz::take_choice(answer);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(answer);
  probe::HttpConnect connect("vpn.example.net", 443, {});
  require(!connect.output().empty());
  while (!answer.empty() && connect.want() == tls::Want::read) {
    const auto part = answer.first(std::min(step, answer.size()));
    answer = answer.subspan(part.size());
    connect.feed(part);
  }
  connect.closed(choice & 1U ? tls::Closure::timed_out : tls::Closure::end_of_stream);
  require(connect.want() == tls::Want::done && connect.output().empty());
  const auto& report = connect.report();
  require(report.outcome != ProxyOutcome::unfinished);
  if (report.outcome == ProxyOutcome::connected) require(report.head && report.head->status / 100 == 2);
  return 0;
}
