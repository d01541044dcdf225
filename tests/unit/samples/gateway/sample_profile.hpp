// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace gateway::test {

/// Everything that the gateway can play, with small keys. Made once: the keys take a while.
[[nodiscard]] const Gateway& wide_gateway();

/// The wide gateway's keys behind a profile of `versions`, a TOML list, with `more` lines. Suites: all, unless `more`
/// says otherwise.
[[nodiscard]] std::shared_ptr<const Gateway> gateway_with(const std::string& versions, const std::string& more = "");

/// Not random at all: 5A 5A 5A...
void fixed_random(std::span<std::uint8_t> octets);

}  // namespace gateway::test
