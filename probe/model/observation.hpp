// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/alert.hpp"
#include "tls/message/extension.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// What came back on one connection. Facts only: what they mean is for judge::read() to say.
enum class Response : std::uint8_t {
  server_hello,   ///< a whole ServerHello or SSL 2.0 SERVER-HELLO
  fatal_alert,    ///< a fatal alert before any ServerHello
  ssl2_error,     ///< an SSL 2.0 ERROR message
  closed,         ///< end of stream or reset, and no octet of an answer
  silent,         ///< the connection came up, and nothing came until the time-out
  partial,        ///< an answer began, and ended or stalled before it said anything
  garbled,        ///< octets that are TLS by their first look, but break its grammar
  retry_failed,   ///< a HelloRetryRequest whose second hello drew no ServerHello
  not_tls,        ///< octets of another protocol
  not_connected,  ///< no connection: see `connect_failure`
  local_failure,  ///< our own side failed: no descriptor, no memory, no route of our own
};
[[nodiscard]] std::string_view to_string(Response response);
[[nodiscard]] std::optional<Response> response_from(std::string_view word);

enum class ConnectFailure : std::uint8_t { none, unresolvable, refused, timed_out, unreachable, other };
[[nodiscard]] std::string_view to_string(ConnectFailure failure);

/// How the peer ended the connection. Evidence only: the difference does not survive every platform.
enum class CloseStyle : std::uint8_t { none, end_of_stream, reset };
[[nodiscard]] std::string_view to_string(CloseStyle style);

/// What a ServerHello, and the flight behind it as far as it came, said.
struct ServerSelection {
  tls::ProtocolVersion version{};
  std::vector<tls::CipherSuite> suites;  ///< one; for SSL 2.0 all kinds that the SERVER-HELLO lists
  std::optional<tls::NamedGroup> group;
  std::optional<std::size_t> key_bits;  ///< size of the ephemeral key: DH prime, curve or export RSA modulus
  std::optional<tls::SignatureScheme> signature_scheme;
  std::vector<tls::Bytes> certificates;         ///< DER, leaf first; empty when none was seen
  bool after_retry = false;                     ///< a HelloRetryRequest came first
  std::optional<tls::CipherSuite> retry_suite;  ///< what that named
  std::uint8_t compression_method = 0;
  std::vector<tls::ExtensionType> extensions = {};  ///< of the ServerHello, as sent; at most 32 are kept

  friend bool operator==(const ServerSelection&, const ServerSelection&) = default;
};

/// The outcome of one exchange: which stage it reached and what was seen there. No opinion.
struct Observation {
  Response response = Response::local_failure;
  std::optional<ServerSelection> selection;  ///< with Response::server_hello and retry_failed
  std::optional<tls::Alert> alert;           ///< the fatal alert, before or behind the ServerHello
  std::vector<tls::Alert> warnings;          ///< warning alerts, in order; at most 16 are kept
  CloseStyle close = CloseStyle::none;
  ConnectFailure connect_failure = ConnectFailure::none;
  std::string detail;                        ///< a sentence for the reader: the decoder's or the system's words
  std::size_t hello_size = 0;                ///< octets of the first hello, record header included
  std::size_t received = 0;                  ///< octets that came back
  std::chrono::microseconds connect_time{};  ///< until the connection came up
  std::chrono::microseconds answer_time{};   ///< from then until the answer was decided
};

}  // namespace probe
