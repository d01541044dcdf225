// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace tls::x509 {

/// Where the signatures of a chain lead, when certain certificates alone are believed.
enum class PathEnd : std::uint8_t {
  there,      ///< to one of them
  elsewhere,  ///< to another root, or a signature in it is wrong, or somebody signed who may not
  beyond,     ///< to an issuer that was not sent, and that says where it can be fetched (RFC 5280 section 4.2.2.1)
  nowhere,    ///< to an issuer that was not sent, nor can it be fetched; or nothing could be read
};

}  // namespace tls::x509
