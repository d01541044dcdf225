// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/socks5.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

using probe::ProxyOutcome;
using tls::fuzz::require;

// The first octet says how the talk ends and whether there is a login, the second how the answer is cut.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView answer(data, size);
  const std::size_t choice = tls::fuzz::take_choice(answer);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(answer);
  std::optional<probe::Credentials> login;
  if (choice & 2U) login = probe::Credentials{"user", probe::Secret("pass")};
  probe::Socks5 socks("vpn.example.net", 443, login);
  require(!socks.output().empty());
  std::size_t sent = 0;
  while (!answer.empty() && socks.want() == tls::Want::read) {
    const auto part = answer.first(std::min(step, answer.size()));
    answer = answer.subspan(part.size());
    socks.feed(part);
    sent += socks.output().size();
  }
  socks.closed(choice & 1U ? tls::Closure::timed_out : tls::Closure::end_of_stream);
  require(socks.want() == tls::Want::done && sent <= 11 + 22);
  const auto& report = socks.report();
  require(report.outcome != ProxyOutcome::unfinished);
  if (report.outcome == ProxyOutcome::connected) require(report.socks_code == std::uint8_t{0} && sent >= 22);
  return 0;
}
