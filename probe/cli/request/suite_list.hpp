// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/request/usage_error.hpp"
#include "probe/model/family.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <string_view>
#include <vector>

namespace probe::cli {

/// A comma list of families ("RC4"), IANA or OpenSSL names, and codes ("0xC02F"). Ascending, each once.
Parsed<std::vector<tls::CipherSuite>> parse_suites(std::string_view text);

/// A family by its word; the error lists them all.
Parsed<Family> parse_family(std::string_view text);

}  // namespace probe::cli
