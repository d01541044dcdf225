// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/openssl_ptr.hpp"

#include <openssl/err.h>

#include <array>
#include <stdexcept>
#include <string>

namespace gateway {

void throw_openssl_error(const char* what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  throw std::runtime_error(std::string(what) + ": " + reason.data());
}

}  // namespace gateway
