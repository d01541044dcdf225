// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <cstdint>

namespace probe {

/// What an answer is by its first octets.
enum class FirstLook : std::uint8_t {
  undecided,  ///< more octets are needed; at most four are
  tls,        ///< a record of SSL 3.0 or later
  ssl2,       ///< an SSL 2.0 SERVER-HELLO or ERROR
  other,      ///< another protocol, or noise
};

[[nodiscard]] FirstLook first_look(tls::BytesView answer);

}  // namespace probe
