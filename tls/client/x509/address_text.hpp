// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <string>

namespace tls::x509 {

/// Four octets as "192.0.2.1", sixteen as RFC 5952 writes them ("2001:db8::1"); empty for any other number of octets.
[[nodiscard]] std::string address_text(BytesView octets);

}  // namespace tls::x509
