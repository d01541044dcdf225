// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/windows_error.hpp"

#include <algorithm>

namespace probe {

const WindowsError* find_windows_error(std::uint32_t code) {
  const auto rows = windows_errors();
  const auto found = std::lower_bound(rows.begin(), rows.end(), code,
                                      [](const WindowsError& row, std::uint32_t value) { return row.code < value; });
  return found != rows.end() && found->code == code ? &*found : nullptr;
}

std::uint32_t schannel_error_of(tls::AlertDescription alert) {
  switch (static_cast<unsigned>(alert)) {
    case 20:
    case 30:
      return 0x8009030F;  // SEC_E_MESSAGE_ALTERED
    case 21:
    case 51:
      return 0x80090330;  // SEC_E_DECRYPT_FAILURE
    case 42:
    case 43:
    case 46:
      return 0x80090327;  // SEC_E_CERT_UNKNOWN
    case 44:
      return 0x80092010;  // CRYPT_E_REVOKED
    case 45:
      return 0x80090328;  // SEC_E_CERT_EXPIRED
    case 48:
      return 0x80090325;  // SEC_E_UNTRUSTED_ROOT
    case 49:
      return 0x8009030C;  // SEC_E_LOGON_DENIED
    case 70:
      return 0x80090302;  // SEC_E_UNSUPPORTED_FUNCTION
    case 71:
      return 0x80090331;  // SEC_E_ALGORITHM_MISMATCH
    case 80:
      return 0x80090304;  // SEC_E_INTERNAL_ERROR
    case 90:
      return 0x80090333;  // SEC_E_UNFINISHED_CONTEXT_DELETED
    default:              // an alert's code is open: "default" stands in Microsoft's table too
      return 0x80090326;  // SEC_E_ILLEGAL_MESSAGE
  }
}

}  // namespace probe
