// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/handshake_report.hpp"
#include "tls/machine.hpp"

namespace tls {

/// How a report tells that the octets ended, or that an alert ended them, while `step` was waited for.
[[nodiscard]] HandshakeFailure failure_by(Closure how, HandshakeStep step);
[[nodiscard]] HandshakeFailure failure_by(const Alert& alert, HandshakeStep step);

}  // namespace tls
