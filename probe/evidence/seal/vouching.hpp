// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/seal/openssl_objects.hpp"
#include "tls/client/x509/roots.hpp"

namespace probe::seal {

/// Empty when the roots vouch for the certificate at that time, for `purpose` (X509_PURPOSE_...); otherwise why not.
/// `others` may be null. A certificate that stands among the roots itself needs no issuer.
[[nodiscard]] std::string distrust(X509& certificate, STACK_OF(X509) * others, const tls::x509::Roots& roots,
                                   int purpose, UtcTime when);

}  // namespace probe::seal
