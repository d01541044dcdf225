// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/libssl_names.hpp"

#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/client/crypto/signature.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace tls::modern {
namespace {

std::optional<std::string> hash_name(SignatureHash hash) {
  switch (hash) {
    case SignatureHash::md5:
      return "MD5";
    case SignatureHash::sha1:
      return "SHA1";
    case SignatureHash::sha224:
      return "SHA224";
    case SignatureHash::sha256:
      return "SHA256";
    case SignatureHash::sha384:
      return "SHA384";
    case SignatureHash::sha512:
      return "SHA512";
    case SignatureHash::none:
    case SignatureHash::intrinsic:
    case SignatureHash::gost:
    case SignatureHash::sm3:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> key_name(SignatureKey key) {
  switch (key) {
    case SignatureKey::rsa:
      return "RSA";
    case SignatureKey::dsa:
      return "DSA";
    case SignatureKey::ecdsa:
      return "ECDSA";
    case SignatureKey::anonymous:
    case SignatureKey::rsa_pss:
    case SignatureKey::eddsa:
    case SignatureKey::gost:
    case SignatureKey::sm2:
    case SignatureKey::mldsa:
    case SignatureKey::other:
      return std::nullopt;
  }
  return std::nullopt;
}

/// The pairs of RFC 5246 go as "RSA+SHA1": some have no other name there. The others go by IANA's.
std::string scheme_name(SignatureScheme scheme) {
  const SignatureSchemeInfo* const row = find_signature_scheme(scheme);
  if (row == nullptr) return to_string(scheme);
  const auto key = key_name(row->key);
  const auto hash = hash_name(row->hash);
  return key && hash ? *key + '+' + *hash : std::string(row->name);
}

std::string group_name(NamedGroup group) { return to_string(group); }

/// Those names that `accept` takes one by one, since one unknown name spoils a whole list.
template <class Code, class NameOf, class Accept>
std::string accepted_names(std::span<const Code> codes, NameOf name_of, Accept accept) {
  const crypto::ErrorMark mark;
  const crypto::SslCtxPtr scratch(SSL_CTX_new(TLS_client_method()));
  std::string names;
  for (const Code code : codes) {
    const std::string name = name_of(code);
    if (scratch && accept(scratch.get(), name.c_str())) names += (names.empty() ? "" : ":") + name;
  }
  return names;
}

std::string find_all_groups() {
  std::vector<NamedGroup> groups{NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1,
                                 NamedGroup::secp521r1, NamedGroup::x448};
  for (const NamedGroupInfo& row : named_groups()) {
    if (std::ranges::count(groups, row.code) == 0) groups.push_back(row.code);
  }
  return group_names(groups);
}

}  // namespace

std::string group_names(std::span<const NamedGroup> groups) {
  return accepted_names(groups, group_name, [](SSL_CTX* context, const char* name) {
    return SSL_CTX_set1_groups_list(context, name) == 1;
  });
}

std::string scheme_names(std::span<const SignatureScheme> schemes) {
  return accepted_names(schemes, scheme_name, [](SSL_CTX* context, const char* name) {
    return SSL_CTX_set1_sigalgs_list(context, name) == 1;
  });
}

const std::string& all_group_names() {
  static const std::string names = find_all_groups();
  return names;
}

const std::string& all_scheme_names() {
  static const std::string names = scheme_names(crypto::supported_schemes());
  return names;
}

}  // namespace tls::modern
