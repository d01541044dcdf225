// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace probe {

/// Fills the span with octets that a peer cannot guess.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

}  // namespace probe
