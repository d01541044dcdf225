// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/proxy/secret.hpp"

namespace probe {

/// The value of a Proxy-Authorization field, RFC 7617: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==". As secret as the password.
[[nodiscard]] Secret basic_authorization(const Credentials& credentials);

}  // namespace probe
