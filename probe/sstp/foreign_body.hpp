// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/call_outcome.hpp"
#include "probe/sstp/http_head.hpp"

#include <cstddef>
#include <cstdint>

/// Who answered, when it was no SSTP gateway.
namespace probe {

/// What a head with another status than 200 means.
[[nodiscard]] CallOutcome outcome_of_head(const HttpHead& head);

/// What a head with status 200 means when behind it comes an octet that begins no SSTP packet.
[[nodiscard]] CallOutcome outcome_of_body(const HttpHead& head, std::uint8_t first);

/// Octets of the body that the head announces; the most that there can be when it does not say.
[[nodiscard]] std::size_t announced_body_size(const HttpHead& head);

}  // namespace probe
