// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/hello.hpp"

#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/signature.hpp"

namespace tls::legacy {
namespace {

std::vector<Extension> make_extensions(const ClientConfig& config) {
  std::vector<Extension> extensions;
  if (!config.server_name.empty()) extensions.push_back(server_name_extension(config.server_name));
  extensions.push_back(extended_master_secret_extension());
  extensions.push_back(supported_groups_extension(config.groups.empty() ? crypto::supported_curves() : config.groups));
  extensions.push_back(ec_point_formats_extension());
  // RFC 5246 7.4.1.4.1: "Clients MUST NOT offer it if they are offering TLS versions prior to 1.2."
  if (config.version == ProtocolVersion::TLSv1_2) {
    extensions.push_back(
        signature_algorithms_extension(config.schemes.empty() ? crypto::supported_schemes() : config.schemes));
  }
  return extensions;
}

}  // namespace

ClientHello make_hello(const ClientConfig& config, const Random& random) {
  ClientHello hello;
  hello.legacy_version = config.version;
  hello.random = random;
  hello.cipher_suites = {config.suite, kEmptyRenegotiationInfoScsv};
  if (config.version != ProtocolVersion::SSLv3) hello.extensions = make_extensions(config);
  return hello;
}

}  // namespace tls::legacy
