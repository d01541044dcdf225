// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <cstdint>

namespace tls {

/// What a machine waits for once its output() has been sent.
enum class Want : std::uint8_t {
  read,  ///< more octets: feed(), or closed() when there will be none
  done,  ///< nothing: its result is final
};

/// Why no more octets will come.
enum class Closure : std::uint8_t {
  end_of_stream,  ///< the peer closed its side in order
  reset,          ///< the transport reported an error: a reset, or an unreachable host
  timed_out,      ///< whoever drives the machine will not wait any longer
};

/// A sans-I/O conversation with one peer: octets in, octets out; no sockets and no clock.
///
/// Drive it so: send output(); while want() is `read`: read some octets, feed() them, send output() again.
/// Neither feed() nor closed() throws for anything that a peer may send.
class Machine {
 public:
  virtual ~Machine() = default;

  [[nodiscard]] virtual Want want() const = 0;
  /// Takes the octets that are to be sent now; often empty. There may be some although want() is `done`: a last alert.
  [[nodiscard]] virtual Bytes output() = 0;
  /// Octets from the peer, however the transport cut them. Ignored once want() is `done`.
  virtual void feed(BytesView octets) = 0;
  /// The end of the octets. want() is `done` afterwards. Ignored once it is.
  virtual void closed(Closure how) = 0;
};

}  // namespace tls
