// SPDX-License-Identifier: Apache-2.0
#include "tls/client/closure_failure.hpp"

namespace tls {

HandshakeFailure failure_by(Closure how, HandshakeStep step) {
  switch (how) {
    case Closure::end_of_stream:
      return {step, HandshakeFault::closed, std::nullopt, "the peer closed the connection"};
    case Closure::reset:
      return {step, HandshakeFault::reset, std::nullopt, "the connection was reset"};
    case Closure::timed_out:
      return {step, HandshakeFault::timed_out, std::nullopt, "no answer came in time"};
  }
  return {step, HandshakeFault::closed, std::nullopt, "the connection ended"};
}

HandshakeFailure failure_by(const Alert& alert, HandshakeStep step) {
  if (alert.description == AlertDescription::close_notify) {
    return {step, HandshakeFault::closed, std::nullopt, "the peer closed the connection with close_notify"};
  }
  return {step, HandshakeFault::alert, alert, "the peer sent a " + to_string(alert) + " alert"};
}

}  // namespace tls
