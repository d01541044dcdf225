// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/hello/hello_shape.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/server_hello.hpp"

#include <optional>
#include <string>

namespace probe {

/// The hello that a HelloRetryRequest asks for; nothing, and a sentence why, when it asks for what it may not.
struct SecondHello {
  std::optional<tls::ClientHello> hello;
  std::string problem;
};

/// RFC 8446 section 4.1.2: the first hello again, with the share that the server wants and its cookie.
[[nodiscard]] SecondHello second_hello(const tls::ClientHello& first, const tls::ServerHello& retry,
                                       const RandomSource& random);

/// As it goes out: in middlebox compatibility mode behind a ChangeCipherSpec, unless it carries a cookie.
[[nodiscard]] tls::Bytes second_flight(const tls::ClientHello& second);

}  // namespace probe
