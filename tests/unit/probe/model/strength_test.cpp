// SPDX-License-Identifier: Apache-2.0
#include "probe/model/strength.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <optional>
#include <utility>

namespace probe {
namespace {

using tls::CipherSuite;
using tls::ProtocolVersion;

RankedCell cell(const char* name, std::optional<std::size_t> key_bits = {},
                ProtocolVersion version = ProtocolVersion::TLSv1_2) {
  const auto suite = tls::cipher_suite_from(name);
  REQUIRE_MESSAGE(suite, name);
  return {version, *suite, key_bits};
}

TEST_CASE("from the weakest to the best") {
  // Each is weaker than the next, by one reason.
  const RankedCell ladder[] = {
      cell("TLS_DH_anon_WITH_AES_256_GCM_SHA384", 2048),  // nobody vouches for the server
      cell("TLS_RSA_WITH_NULL_SHA"),
      cell("TLS_RSA_EXPORT_WITH_RC4_40_MD5", 512),
      cell("TLS_RSA_WITH_RC4_128_MD5"),
      cell("TLS_RSA_WITH_RC4_128_SHA"),
      cell("TLS_RSA_WITH_DES_CBC_SHA"),
      cell("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", 1024),
      cell("TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
      cell("TLS_RSA_WITH_AES_128_CBC_SHA", {}, ProtocolVersion::TLSv1_0),
      cell("TLS_RSA_WITH_AES_128_CBC_SHA"),
      cell("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", 256),
      cell("TLS_RSA_WITH_AES_128_GCM_SHA256"),
      cell("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 256),
      cell("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", 2048),
      cell("TLS_AES_256_GCM_SHA384", 253, ProtocolVersion::TLSv1_3),
  };
  for (std::size_t i = 1; i < std::size(ladder); ++i) {
    CAPTURE(i);
    CHECK(is_weaker(ladder[i - 1], ladder[i]));
    CHECK(!is_weaker(ladder[i], ladder[i - 1]));
  }
}

TEST_CASE("only cells that reached the rung compete") {
  TargetRecord target;
  VersionResult version;
  version.version = ProtocolVersion::TLSv1_2;
  for (const auto& [name, rung] : {std::pair{"TLS_RSA_WITH_RC4_128_MD5", Rung::tls},
                                   {"TLS_RSA_WITH_3DES_EDE_CBC_SHA", Rung::sstp},
                                   {"TLS_RSA_WITH_AES_128_CBC_SHA", Rung::sstp},
                                   {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", Rung::hello}}) {
    AcceptedSuite suite;
    suite.code = *tls::cipher_suite_from(name);
    suite.rung = rung;
    version.accepted.push_back(suite);
  }
  target.versions.push_back(version);
  const auto range = cells_at(target, Rung::sstp);
  REQUIRE(range);
  CHECK(to_string(range->weakest.suite) == "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
  CHECK(to_string(range->best.suite) == "TLS_RSA_WITH_AES_128_CBC_SHA");
  target.versions.clear();
  CHECK(!cells_at(target, Rung::sstp));
}

}  // namespace
}  // namespace probe
