// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/client_hello.hpp"
#include "tls/wire/bytes.hpp"

namespace gateway::test {

// First records of OpenSSL 3.0.15's client, read from a socket: `openssl s_client -connect 127.0.0.1:PORT ...`

/// -tls1_2 -servername gateway.example.test
/// -cipher ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-SHA:AES128-SHA@SECLEVEL=0
[[nodiscard]] tls::Bytes tls12_hello();
/// -tls1 -noservername -cipher DHE-RSA-AES128-SHA:AECDH-AES128-SHA@SECLEVEL=0
[[nodiscard]] tls::Bytes tls10_hello();
/// -tls1_3 -noservername -groups P-256 -ciphersuites TLS_AES_128_GCM_SHA256
[[nodiscard]] tls::Bytes tls13_hello();

/// The ClientHello inside such a record.
[[nodiscard]] tls::ClientHello decoded(const tls::Bytes& record);

}  // namespace gateway::test
