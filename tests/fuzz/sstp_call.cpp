// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call.hpp"

#include "tests/fuzz/fuzz_support.hpp"

#include <algorithm>

using probe::CallOutcome;
using tls::fuzz::require;

namespace {

void no_randomness(std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), std::uint8_t{7}); }

/// What must hold of every report.
void check(const probe::CallReport& report) {
  require(report.outcome > CallOutcome::tls_other_version);
  require((report.outcome == CallOutcome::connected) == (report.rung == probe::Rung::sstp));
  require((report.rung == probe::Rung::sstp) == report.binding.has_value());
  require(report.rung == probe::Rung::tls || (report.head && report.head->status == 200));
  require(report.body.size() <= probe::CallReport::kMaxBody);
  require(report.deviations.size() <= 4 && report.detail.size() < 200);
  require(report.reached != probe::CallState::done);
}

}  // namespace

// The first octet says how the talk ends, the second how the answer is cut.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView answer(data, size);
  const std::size_t choice = tls::fuzz::take_choice(answer);
  const std::size_t step = std::size_t{1} + tls::fuzz::take_choice(answer);
  probe::SstpCall call("vpn.example.net", no_randomness);
  require(!call.output().empty());
  std::size_t sent = 0;
  while (!answer.empty() && call.want() == tls::Want::read) {
    require(call.patience().count() > 0);
    const auto part = answer.first(std::min(step, answer.size()));
    answer = answer.subspan(part.size());
    call.feed(part);
    sent += call.output().size();
  }
  call.closed(choice % 3 == 0   ? tls::Closure::timed_out
              : choice % 3 == 1 ? tls::Closure::reset
                                : tls::Closure::end_of_stream);
  sent += call.output().size();
  // One that lingers goes on at its first time-out.
  call.closed(tls::Closure::timed_out);
  sent += call.output().size();
  require(call.want() == tls::Want::done && call.patience().count() == 0);
  check(call.report());
  // An echo is answered with as much as came, and a call takes 34 octets to begin and to leave.
  require(sent <= size + 34);
  return 0;
}
