// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/tool_info.hpp"

#include <fmt/core.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <boost/version.hpp>

#include <algorithm>
#include <array>
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

/// A call to OpenSSL's generator costs ten times what the few octets of a hello are worth.
void fill_random(std::span<std::uint8_t> octets) {
  thread_local std::array<std::uint8_t, 4096> pool;
  thread_local std::size_t left = 0;
  while (!octets.empty()) {
    if (left == 0) {
      if (RAND_bytes(pool.data(), static_cast<int>(pool.size())) != 1)
        throw std::runtime_error("OpenSSL's random generator failed");
      left = pool.size();
    }
    const auto count = std::min(left, octets.size());
    const auto taken = std::span(pool).subspan(left - count, count);
    std::copy(taken.begin(), taken.end(), octets.begin());
    OPENSSL_cleanse(taken.data(), taken.size());  // nobody is told twice, nor by a look into memory
    left -= count;
    octets = octets.subspan(count);
  }
}

}  // namespace probe
