// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/stream.hpp"
#include "tls/machine.hpp"

#include <functional>
#include <optional>

namespace probe {

/// Carries octets between a machine and a peer until the machine wants no more. How long that may take is for the
/// stream to say: at its time-out the machine is closed. The stream stays open. `on_turn` is called before each write
/// and read, for whoever wants to give every stage of the machine a time-out of its own.
/// Returns what closed the machine; nothing when it wanted no more before that.
[[nodiscard]] Awaitable<std::optional<tls::Closure>> pump(tls::Machine& machine, Stream& stream,
                                                          std::function<void()> on_turn = {});

}  // namespace probe
