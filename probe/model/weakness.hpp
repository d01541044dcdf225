// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace probe {

/// An attack on the protocol itself, by the name that people know it under, as far as what a server accepts opens it.
/// Whether the server's software guards against it in other ways (1/n-1 records against BEAST) no scan can tell.
struct Weakness {
  std::string_view name;  ///< "SWEET32"
  std::string_view cve;   ///< "CVE-2016-2183", or several
  std::size_t cells = 0;  ///< accepted, and open to it; 0: it rests on no cell but on what the server can do besides
};

/// In the order of their years:
/// BEAST (CBC up to TLS 1.0), CRIME (compression), the biases of RC4, POODLE (CBC in SSL 3.0), FREAK (RSA_EXPORT),
/// LOGJAM (DHE up to 1024 bits), SLOTH (MD5 signatures in TLS 1.2), DROWN (SSL 2.0), SWEET32 (blocks of 64 bits).
/// Empty where none of them is open; what was not asked, or could not be told, is none either.
[[nodiscard]] std::vector<Weakness> weaknesses(const TargetRecord& target);

}  // namespace probe
