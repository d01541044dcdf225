// SPDX-License-Identifier: Apache-2.0
#include "reports/certificate_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace reports {

using probe::KeyType;
using tls::SignatureHash;

std::string key_name(const probe::CertificateFacts& facts) {
  const auto sized = [&facts](std::string_view name) {
    return facts.key_bits == 0 ? std::string(name) : fmt::format("{} {}", name, facts.key_bits);
  };
  switch (facts.key_type) {
    case KeyType::rsa:
      return sized("RSA");
    case KeyType::rsa_pss:
      return sized("RSA-PSS");
    case KeyType::dsa:
      return sized("DSA");
    case KeyType::dh:
      return sized("DH");
    case KeyType::ec:
      return facts.curve.empty() ? sized("EC") : "EC " + facts.curve;
    case KeyType::ed25519:
      return "Ed25519";
    case KeyType::ed448:
      return "Ed448";
    case KeyType::other:
      break;
  }
  return "of an unknown kind";
}

std::string_view hash_name(SignatureHash hash) {
  switch (hash) {
    case SignatureHash::md5:
      return "MD5";
    case SignatureHash::sha1:
      return "SHA-1";
    case SignatureHash::sha224:
      return "SHA-224";
    case SignatureHash::sha256:
      return "SHA-256";
    case SignatureHash::sha384:
      return "SHA-384";
    case SignatureHash::sha512:
      return "SHA-512";
    case SignatureHash::sm3:
      return "SM3";
    case SignatureHash::none:
    case SignatureHash::intrinsic:
    case SignatureHash::gost:
      break;
  }
  return {};
}

std::string signature_name(const probe::CertificateFacts& facts) {
  const auto name = hash_name(facts.signature_hash);
  return name.empty() ? facts.signature_algorithm : std::string(name);
}

std::vector<tls::ProtocolVersion> versions_without_certificate(const probe::TargetRecord& target) {
  std::vector<tls::ProtocolVersion> unseen;
  for (const auto& version : target.versions) {
    const bool seen = std::any_of(
        target.certificates.begin(), target.certificates.end(), [&version](const probe::CertificateChain& chain) {
          return chain.named &&
                 std::find(chain.versions.begin(), chain.versions.end(), version.version) != chain.versions.end();
        });
    if (!version.accepted.empty() && !seen) unseen.push_back(version.version);
  }
  return unseen;
}

}  // namespace reports
