// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/wire/bytes.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace tls::test {

/// Of the folder certificates/, which the openssl command made: "leaf", "root".
[[nodiscard]] std::string certificate_path(const std::string& name);
/// DER.
[[nodiscard]] Bytes certificate(const std::string& name);
[[nodiscard]] std::vector<Bytes> chain(std::initializer_list<const char*> names);

}  // namespace tls::test
