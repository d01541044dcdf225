// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <boost/assert/source_location.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace probe::seal {

/// Why something cannot be sealed, or why a seal is not right. May hold a file's or a peer's words: hostile.
struct SealError {
  std::string text;
};

/// See the same function of tls::DecodeError.
[[noreturn]] inline void throw_exception_from_error(const SealError& error, const boost::source_location& /*where*/) {
  throw std::logic_error("an error was not looked at: " + error.text);
}

/// Who made a seal.
struct Maker {
  std::string subject;             ///< RFC 2253; hostile
  std::vector<std::string> names;  ///< its common names and e-mail addresses; hostile
  std::string distrust;            ///< why the roots do not vouch for it; empty: they do
};

}  // namespace probe::seal
