// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace probe {

/// Fills the span with octets that a peer cannot guess.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

/// The ClientHello that says what the offer says, in its shape. Not for SSL 2.0.
[[nodiscard]] tls::ClientHello shape_hello(const Offer& offer, const RandomSource& random);

/// The offer's first flight as it goes out: record and hello, for SSL 2.0 its CLIENT-HELLO.
[[nodiscard]] tls::Bytes first_flight(const Offer& offer, const RandomSource& random);

/// Octets of first_flight(): what size controls compare.
[[nodiscard]] std::size_t flight_size(const Offer& offer);

}  // namespace probe
