// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/credential.hpp"

#include "tls/client/crypto/curve.hpp"
#include "tls/client/crypto/evp_hash.hpp"
#include "tls/client/crypto/signature.hpp"

#include <openssl/dsa.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace gateway {
namespace {

PkeyPtr generate_dsa_key(unsigned bits) {
  const PkeyCtxPtr parameters_context(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr));
  require(parameters_context != nullptr, "DSA parameters");
  require(EVP_PKEY_paramgen_init(parameters_context.get()) > 0, "DSA parameters");
  require(EVP_PKEY_CTX_set_dsa_paramgen_bits(parameters_context.get(), static_cast<int>(bits)) > 0, "DSA size");
  // FIPS 186-4 section 4.2: N is 160 for L = 1024; TLS before 1.2 signs a SHA-1 value with it.
  require(EVP_PKEY_CTX_set_dsa_paramgen_q_bits(parameters_context.get(), bits > 1024 ? 256 : 160) > 0, "DSA q");
  EVP_PKEY* parameters = nullptr;
  require(EVP_PKEY_paramgen(parameters_context.get(), &parameters) > 0, "DSA parameters");
  const PkeyPtr owned(parameters);
  const PkeyCtxPtr context(EVP_PKEY_CTX_new_from_pkey(nullptr, parameters, nullptr));
  EVP_PKEY* key = nullptr;
  require(context && EVP_PKEY_keygen_init(context.get()) > 0 && EVP_PKEY_keygen(context.get(), &key) > 0, "DSA key");
  return PkeyPtr(key);
}

PkeyPtr generate_key(const CertificateSpec& spec) {
  switch (spec.kind) {
    case KeyKind::rsa:
      return generate_rsa_key(spec.bits);
    case KeyKind::dsa:
      return generate_dsa_key(spec.bits);
    case KeyKind::ecdsa: {
      const auto curve = tls::crypto::openssl_name(spec.curve);
      PkeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.c_str()));
      require(key != nullptr, "the certificate's curve");
      return key;
    }
  }
  return nullptr;
}

void add_extension(X509* certificate, int nid, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
  require(extension != nullptr, "certificate extension");
  const int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  require(added == 1, "certificate extension");
}

X509Ptr self_sign(const CertificateSpec& spec, EVP_PKEY* key, const std::string& host) {
  constexpr long kDay = 24L * 60 * 60;
  X509Ptr certificate(X509_new());
  require(certificate != nullptr, "certificate");
  auto* cert = certificate.get();
  X509_set_version(cert, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(cert), 1 + static_cast<long>(spec.kind));
  X509_gmtime_adj(X509_getm_notBefore(cert), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(cert), 365 * kDay);
  X509_NAME* name = X509_get_subject_name(cert);
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(host.data()),
                                     static_cast<int>(host.size()), -1, 0) == 1,
          "the certificate's common name");
  require(X509_set_issuer_name(cert, name) == 1, "the certificate's issuer");
  require(X509_set_pubkey(cert, key) == 1, "the certificate's key");
  add_extension(cert, NID_subject_alt_name, "DNS:" + host);
  add_extension(cert, NID_ext_key_usage, "serverAuth");
  const auto hash = tls::crypto::hash_of(spec.hash);
  require(hash && X509_sign(cert, key, tls::crypto::evp_hash(*hash)) > 0, "the certificate's signature");
  return certificate;
}

tls::Bytes to_der(X509* certificate) {
  const int size = i2d_X509(certificate, nullptr);
  require(size > 0, "the certificate's DER");
  tls::Bytes der(static_cast<std::size_t>(size));
  auto* out = der.data();
  i2d_X509(certificate, &out);
  return der;
}

}  // namespace

Credential make_credential(const CertificateSpec& spec, const std::string& host) {
  Credential credential;
  credential.spec = spec;
  credential.key = generate_key(spec);
  credential.certificate = self_sign(spec, credential.key.get(), host);
  credential.der = to_der(credential.certificate.get());
  return credential;
}

PkeyPtr generate_rsa_key(unsigned bits) {
  PkeyPtr key(EVP_RSA_gen(bits));
  require(key != nullptr, "RSA key");
  return key;
}

}  // namespace gateway
