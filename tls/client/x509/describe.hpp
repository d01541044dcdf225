// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"
#include "tls/x509/certificate_facts.hpp"

#include <optional>

namespace tls::x509 {

/// What a certificate says of itself; nothing for octets that are not exactly one certificate. Nothing is believed and
/// nothing is checked, but for the signature of one that names itself as its issuer.
[[nodiscard]] std::optional<CertificateFacts> describe(BytesView der);

}  // namespace tls::x509
