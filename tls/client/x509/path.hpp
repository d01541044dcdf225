// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"
#include "tls/x509/path_end.hpp"

#include <span>

namespace tls::x509 {

/// Follows the signatures of a chain (DER, leaf first; the rest in any order) until one of `anchors` (DER) vouches for
/// it, be that a root or not. Neither names nor dates nor purposes are looked at. What is no certificate is passed
/// over; certificates behind the sixteenth are not looked at.
[[nodiscard]] PathEnd path_end(std::span<const Bytes> chain, std::span<const Bytes> anchors);

}  // namespace tls::x509
