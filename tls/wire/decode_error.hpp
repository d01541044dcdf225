// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <string>

namespace tls {

/// What was wrong with bytes that a peer sent, or too much with them. Never our own bug, never the network's.
enum class DecodeFault {
  truncated,         ///< the field reaches beyond the end of what contains it
  length_too_small,  ///< a vector is shorter than the standard's floor
  length_too_large,  ///< a vector is longer than the standard's ceiling
  not_a_multiple,    ///< a vector of fixed-size elements ends inside an element
  trailing_bytes,    ///< bytes are left behind the last field
  illegal_value,     ///< a value that the standard forbids in this place
  own_limit,         ///< well within the standard, but more than this program keeps: never the peer's fault
};

/// The first fault of a decode: which field (the RFC's name for it), and at which octet of the input
/// it began. `field` points to a string literal.
struct DecodeError {
  DecodeFault fault{};
  const char* field = "";
  std::size_t offset = 0;

  friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

/// One sentence for a report: "certificate_list ends early (octet 7)".
[[nodiscard]] std::string to_string(const DecodeError& error);

/// A decoded value or the first fault.
template <class T>
using Decoded = boost::system::result<T, DecodeError>;

/// Lets `Decoded<T>::value()` throw; reaching it is a bug in the caller, who must look before it asks. Newer Boosts
/// want such a function of every error type, for `*result` and `result->` as well.
[[noreturn]] void throw_exception_from_error(const DecodeError& error, const boost::source_location& where);

}  // namespace tls
