// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/samples/gateway/sample_profile.hpp"

#include "samples/gateway/profile_reader.hpp"

#include <algorithm>
#include <stdexcept>

namespace gateway::test {
namespace {

constexpr const char* kCertificates = R"(
[[certificate]]
kind = "rsa"
bits = 1024
[[certificate]]
kind = "ecdsa"
[[certificate]]
kind = "dsa"
bits = 1024
)";

Profile profile_of(const std::string& text) {
  auto profile = read_profile(text + kCertificates, "test");
  if (!profile) throw std::logic_error(to_string(profile.error()));
  return std::move(*profile);
}

}  // namespace

const Gateway& wide_gateway() {
  static const Gateway gateway(profile_of(R"(
versions = ["SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"]
suites = ["all"]
groups = ["secp384r1", "x25519", "secp256r1"]
dh_bits = 1024
)"));
  return gateway;
}

std::shared_ptr<const Gateway> gateway_with(const std::string& versions, const std::string& more) {
  const std::string suites = more.find("suites") == std::string::npos ? "suites = [\"all\"]\n" : "";
  const std::string groups =
      more.find("groups") == std::string::npos ? "groups = [\"secp384r1\", \"x25519\", \"secp256r1\"]\n" : "";
  return std::make_shared<const Gateway>(profile_of("versions = " + versions + "\n" + suites + groups + more),
                                         wide_gateway());
}

void fixed_random(std::span<std::uint8_t> octets) { std::fill(octets.begin(), octets.end(), std::uint8_t{0x5A}); }

}  // namespace gateway::test
