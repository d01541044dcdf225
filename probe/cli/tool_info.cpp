// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/tool_info.hpp"

#include <fmt/core.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <boost/version.hpp>

#include <stdexcept>

namespace probe {

ToolInfo tool_info() {
  ToolInfo tool;
  tool.version = SSTP_PROBE_VERSION;
  tool.openssl = OpenSSL_version(OPENSSL_VERSION);
  return tool;
}

std::string library_lines() {
  return fmt::format("{}\nBoost {}.{}.{}\n", OpenSSL_version(OPENSSL_VERSION), BOOST_VERSION / 100'000,
                     BOOST_VERSION / 100 % 1'000, BOOST_VERSION % 100);
}

void fill_random(std::span<std::uint8_t> octets) {
  if (RAND_bytes(octets.data(), static_cast<int>(octets.size())) != 1) {
    throw std::runtime_error("OpenSSL's random generator failed");
  }
}

}  // namespace probe
