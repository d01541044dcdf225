// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/pump.hpp"

#include <boost/asio/error.hpp>

#include <vector>

namespace probe {
namespace {

constexpr std::size_t kReadSize = 16 * 1024;

tls::Closure closure_of(const boost::system::error_code& error) {
  if (error == asio::error::eof) return tls::Closure::end_of_stream;
  return error == asio::error::timed_out ? tls::Closure::timed_out : tls::Closure::reset;
}

}  // namespace

Awaitable<std::optional<tls::Closure>> pump(tls::Machine& machine, Stream& stream, std::function<void()> on_turn) {
  std::vector<std::uint8_t> buffer(kReadSize);
  // When writing fails, what the peer said before is still there to be read: an alert and then a reset, say.
  bool writable = true;
  std::optional<tls::Closure> closure;
  for (;;) {
    if (on_turn) on_turn();
    const tls::Bytes output = machine.output();
    if (!output.empty() && writable) {
      const Transfer sent = co_await stream.write(output);
      writable = !sent.error;
    }
    if (machine.want() == tls::Want::done) co_return closure;
    const Transfer got = co_await stream.read_some(buffer);
    if (got.size != 0) machine.feed(tls::BytesView(buffer).first(got.size));
    if (!got.error || machine.want() == tls::Want::done) continue;
    closure = closure_of(got.error);
    machine.closed(*closure);
  }
}

}  // namespace probe
