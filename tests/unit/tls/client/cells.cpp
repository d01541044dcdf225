// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/cells.hpp"

#include "tests/unit/tls/client/random_octets.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/client/modern/libssl_suites.hpp"

namespace tls::test {

ClientConfig cell_config(ProtocolVersion version, CipherSuite suite) {
  using S = SignatureScheme;
  ClientConfig config;
  config.version = version;
  config.suite = suite;
  config.server_name = "localhost";
  config.groups = {NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1};
  config.schemes = {S::ecdsa_secp256r1_sha256,
                    S::rsa_pss_rsae_sha256,
                    S::rsa_pkcs1_sha256,
                    S::dsa_sha256,
                    S::ecdsa_sha1,
                    S::rsa_pkcs1_sha1,
                    S::dsa_sha1};
  config.random = repeatable_random();
  return config;
}

std::string to_string(const CellName& cell) {
  return tls::to_string(cell.version) + " " + std::string(cell.suite->name);
}

std::vector<CellName> cells_of_both() {
  std::vector<CellName> cells;
  for (const ProtocolVersion version : kProtocolVersions) {
    for (const CipherSuiteInfo& suite : cipher_suites()) {
      if (legacy::LegacyClient::carries(suite, version) && modern::libssl_suite_name(suite.code, version)) {
        cells.push_back({version, &suite});
      }
    }
  }
  return cells;
}

std::string why(const HandshakeReport& report) { return report.failure ? to_string(*report.failure) : "no failure"; }

BytesView octets(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string text(BytesView octets) { return {octets.begin(), octets.end()}; }

}  // namespace tls::test
