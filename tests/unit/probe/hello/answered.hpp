// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/hello/hello_exchange.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace probe::test {

/// Not random at all: the same octets each time.
void count_up(std::span<std::uint8_t> octets);

/// An offer with one usual suite of that version.
[[nodiscard]] Offer offer_of(tls::ProtocolVersion version, HelloShape shape = HelloShape::full);

/// How the octets of an answer arrive.
enum class Arrival : std::uint8_t { at_once, octet_by_octet };

/// What an exchange makes of `answer` and of the end behind it.
[[nodiscard]] Observation answered(const Offer& offer, tls::BytesView answer,
                                   tls::Closure end = tls::Closure::end_of_stream, Arrival arrival = Arrival::at_once);

/// Feeds in steps of that size until the exchange has seen enough.
void feed_in_steps(HelloExchange& exchange, tls::BytesView answer, std::size_t step);

/// `payload` as records of at most `fragment` octets, TLS 1.2 on their heads.
[[nodiscard]] tls::Bytes handshake_records(tls::BytesView payload, std::size_t fragment = 16384);
[[nodiscard]] tls::Bytes alert_record(std::uint8_t level, std::uint8_t description);
/// The same records, their payloads cut anew: each octet in a record of its own.
[[nodiscard]] tls::Bytes one_octet_records(tls::BytesView records);

[[nodiscard]] tls::Bytes operator+(tls::Bytes left, const tls::Bytes& right);
[[nodiscard]] tls::Bytes octets_of(std::string_view text);

}  // namespace probe::test
