// SPDX-License-Identifier: Apache-2.0
#include "tls/client/carrier.hpp"

#include "tls/client/client.hpp"
#include "tls/client/legacy/legacy_client.hpp"
#include "tls/client/modern/libssl_names.hpp"
#include "tls/client/modern/libssl_suites.hpp"
#include "tls/client/modern/modern_client.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace tls {
namespace {

std::string why_none(const CipherSuiteInfo& suite, ProtocolVersion version) {
  if (!suite.versions.contains(version)) return "the suite is not defined for " + to_string(version);
  if (version == ProtocolVersion::SSLv2) return "SSL 2.0 handshakes are not finished by this program";
  if (suite.authentication == Authentication::psk || suite.key_exchange == KeyExchange::rsa_psk) {
    return "the suite needs a pre-shared key";
  }
  if (version == ProtocolVersion::TLSv1_3) return "the installed libssl does not have the suite";
  if (!legacy::can_exchange(suite.key_exchange)) return "this program does not have the suite's key exchange";
  return "neither the installed OpenSSL nor this program has the suite's cipher";
}

}  // namespace

Carrier carrier(CipherSuite suite, ProtocolVersion version) {
  const CipherSuiteInfo* const row = find_cipher_suite(suite);
  if (row == nullptr) return {CarrierKind::none, "no registry knows the suite " + code_string(suite)};
  if (modern::libssl_suite_name(suite, version)) return {CarrierKind::modern, {}};
  if (legacy::LegacyClient::carries(*row, version)) return {CarrierKind::legacy, {}};
  return {CarrierKind::none, why_none(*row, version)};
}

bool has_group(NamedGroup group) { return !modern::group_names(std::array{group}).empty(); }

std::unique_ptr<Client> make_client(ClientConfig config) {
  if (!config.random) throw std::invalid_argument("tls::make_client: no random source");
  switch (carrier(config.suite, config.version).kind) {
    case CarrierKind::modern:
      return std::make_unique<modern::ModernClient>(config);
    case CarrierKind::legacy:
      return std::make_unique<legacy::LegacyClient>(std::move(config));
    case CarrierKind::none:
      break;
  }
  throw std::invalid_argument("tls::make_client: no machine carries the suite in the version");
}

}  // namespace tls
