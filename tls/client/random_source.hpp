// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace tls {

/// Fills a buffer with unpredictable octets.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

}  // namespace tls
