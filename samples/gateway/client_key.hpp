// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/gateway_keys.hpp"
#include "samples/gateway/selection.hpp"
#include "tls/client/random_source.hpp"
#include "tls/registry/alert_description.hpp"
#include "tls/wire/bytes.hpp"

#include <variant>

namespace gateway {

/// The premaster secret that the body of a ClientKeyExchange brings; the alert when it brings none. `offered` is the
/// ClientHello's version. A secret that was encrypted wrongly is replaced by a random one, so that only Finished fails:
/// RFC 5246 section 7.4.7.1 leaves a server no other answer. Throws tls::crypto::CryptoError.
[[nodiscard]] std::variant<tls::Bytes, tls::AlertDescription> premaster_secret(const GatewayKeys& keys,
                                                                               const Selection& selection,
                                                                               tls::ProtocolVersion offered,
                                                                               tls::BytesView body,
                                                                               const tls::RandomSource& random);

}  // namespace gateway
