// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/handshake_report.hpp"
#include "tls/registry/alert_description.hpp"
#include "tls/wire/decode_error.hpp"

#include <boost/assert/source_location.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace tls::legacy {

/// Why a handshake cannot go on, and the alert that tells the peer so.
struct Problem {
  HandshakeFault fault{};
  AlertDescription alert{};
  std::string sentence;
};

/// See the same function of DecodeError.
[[noreturn]] inline void throw_exception_from_error(const Problem& problem, const boost::source_location& /*where*/) {
  throw std::logic_error("a problem was not looked at: " + problem.sentence);
}

/// More than this program takes. RFC 5246 7.2.2: internal_error is "unrelated to the peer or the correctness of the
/// protocol".
[[nodiscard]] inline Problem beyond_limit(std::string sentence) {
  return {HandshakeFault::own_limit, AlertDescription::internal_error, std::move(sentence)};
}

/// The peer's octets are no such message, or too many.
[[nodiscard]] inline Problem undecodable(const DecodeError& error) {
  if (error.fault == DecodeFault::own_limit) return beyond_limit(to_string(error));
  return {HandshakeFault::bad_message, AlertDescription::decode_error, to_string(error)};
}

/// They are, but it says what it may not say.
[[nodiscard]] inline Problem illegal(std::string sentence) {
  return {HandshakeFault::bad_message, AlertDescription::illegal_parameter, std::move(sentence)};
}

[[nodiscard]] inline Problem unexpected_message(std::string sentence) {
  return {HandshakeFault::bad_message, AlertDescription::unexpected_message, std::move(sentence)};
}

[[nodiscard]] inline Problem unverified(AlertDescription alert, std::string sentence) {
  return {HandshakeFault::unverified, alert, std::move(sentence)};
}

[[nodiscard]] inline Problem unsupported(std::string sentence) {
  return {HandshakeFault::unsupported, AlertDescription::handshake_failure, std::move(sentence)};
}

}  // namespace tls::legacy
