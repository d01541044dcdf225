// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/machine.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace gateway {

/// What becomes of the connection once a session is done and its output has been sent.
enum class Ending : std::uint8_t {
  close,  ///< an orderly close
  reset,  ///< a TCP reset
  hold,   ///< nothing: it stays, silent, until the client goes or the server's patience ends
};

/// How fast output is sent.
struct Pace {
  std::size_t octets = 0;                 ///< so many at once; 0: all
  std::chrono::milliseconds interval{0};  ///< between two writes
};

/// The server's side of a connection: a machine that also says what is to be done to the transport.
/// Its driver calls output() until that is empty before it looks at want().
class ServerSession : public tls::Machine {
 public:
  [[nodiscard]] virtual Ending ending() const = 0;
  [[nodiscard]] virtual Pace pace() const { return {}; }
};

}  // namespace gateway
