// SPDX-License-Identifier: Apache-2.0
#include "tls/wire/decode_error.hpp"

#include <stdexcept>
#include <string_view>

namespace tls {
namespace {

std::string_view sentence(DecodeFault fault) {
  switch (fault) {
    case DecodeFault::truncated:
      return "ends early";
    case DecodeFault::length_too_small:
      return "is shorter than it may be";
    case DecodeFault::length_too_large:
      return "is longer than it may be";
    case DecodeFault::not_a_multiple:
      return "ends inside an element";
    case DecodeFault::trailing_bytes:
      return "has octets behind its end";
    case DecodeFault::illegal_value:
      return "has a value that is not allowed here";
    case DecodeFault::own_limit:
      return "is larger than this program reads";
  }
  return "is malformed";
}

}  // namespace

std::string to_string(const DecodeError& error) {
  std::string text = error.field;
  text += ' ';
  text += sentence(error.fault);
  text += " (octet " + std::to_string(error.offset) + ")";
  return text;
}

void throw_exception_from_error(const DecodeError& error, const boost::source_location& /*where*/) {
  throw std::logic_error("value of a failed decode: " + to_string(error));
}

}  // namespace tls
