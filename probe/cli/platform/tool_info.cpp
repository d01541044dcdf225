// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/platform/tool_info.hpp"

#include <fmt/core.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <boost/version.hpp>

#include <stdexcept>
#include <string>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

namespace probe::cli {
namespace {

/// With the comma before it; a program that is linked statically carries it along.
std::string c_library() {
#if defined(__GLIBC__)
  return fmt::format(", glibc {}", gnu_get_libc_version());
#elif defined(__MINGW64_VERSION_MAJOR)
  return fmt::format(", mingw-w64 {}.{}", __MINGW64_VERSION_MAJOR, __MINGW64_VERSION_MINOR);
#else
  return {};
#endif
}

}  // namespace

ToolInfo tool_info() {
  ToolInfo tool;
  tool.version = SSTP_PROBE_VERSION;
  tool.openssl = OpenSSL_version(OPENSSL_VERSION);
  return tool;
}

std::string version_lines(const BuildStamp& stamp) {
  const auto from = stamp.commit.empty() ? std::string("built ") : fmt::format("commit {}, ", stamp.commit);
  const auto others = stamp.libraries.empty() ? std::string() : fmt::format(", {}", stamp.libraries);
  return fmt::format("{}{}\n{}{}\n{}\nBoost {}.{}.{}{}\n", from, stamp.date, stamp.compiler, c_library(),
                     OpenSSL_version(OPENSSL_VERSION), BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1'000,
                     BOOST_VERSION % 100, others);
}

void fill_random(std::span<std::uint8_t> octets) {
  if (RAND_bytes(octets.data(), static_cast<int>(octets.size())) != 1) {
    throw std::runtime_error("OpenSSL's random generator failed");
  }
}

}  // namespace probe::cli
