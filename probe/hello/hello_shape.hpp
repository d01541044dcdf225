// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "probe/model/random.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>

namespace probe {

/// So many suites fit into the 255 octets of a hello of shape `small`, for a server name of up to 63 octets. With more,
/// or with a longer name, it may outgrow them.
inline constexpr std::size_t kSmallShapeSuites = 24;

/// The ClientHello that says what the offer says, in its shape. Not for SSL 2.0.
[[nodiscard]] tls::ClientHello shape_hello(const Offer& offer, const RandomSource& random);

/// The record that a first hello goes out in.
[[nodiscard]] tls::Bytes hello_record(const tls::ClientHello& hello, tls::ProtocolVersion offered);

/// The same, as the client that the offer's layout is of writes it.
[[nodiscard]] tls::Bytes hello_record(const tls::ClientHello& hello, const Offer& offer);

/// The offer's first flight as it goes out: record and hello, for SSL 2.0 its CLIENT-HELLO.
[[nodiscard]] tls::Bytes first_flight(const Offer& offer, const RandomSource& random);

/// Octets of first_flight(): what size controls compare. A suite more makes two octets more, three in SSL 2.0.
[[nodiscard]] std::size_t flight_size(const Offer& offer);

}  // namespace probe
