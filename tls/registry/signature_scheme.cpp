// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/signature_scheme.hpp"

#include "tls/registry/code_text.hpp"
#include "tls/registry/sorted_rows.hpp"

namespace tls {

const SignatureSchemeInfo* find_signature_scheme(SignatureScheme code) { return find_row(signature_schemes(), code); }

std::string to_string(SignatureScheme code) {
  const auto* const row = find_signature_scheme(code);
  return row != nullptr ? std::string(row->name) : hex_code(static_cast<std::uint16_t>(code), 4);
}

}  // namespace tls
