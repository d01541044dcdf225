// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/credential.hpp"
#include "samples/gateway/openssl_ptr.hpp"
#include "samples/gateway/profile.hpp"

#include <span>

namespace gateway {

/// libssl as a TLS 1.3 server with the profile's suites, groups and certificates, and nothing else switched on.
/// Throws std::runtime_error when the installed libssl does not have them.
[[nodiscard]] SslCtxPtr make_tls13_context(const Profile& profile, std::span<const Credential> credentials);

}  // namespace gateway
