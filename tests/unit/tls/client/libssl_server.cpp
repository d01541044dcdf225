// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/libssl_server.hpp"

#include "tls/client/modern/libssl_suites.hpp"

#include <openssl/dsa.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <stdexcept>
#include <string>

namespace tls::test {
namespace {

using crypto::PkeyCtxPtr;
using crypto::PkeyPtr;
using crypto::X509Ptr;

struct Credential {
  PkeyPtr key;
  X509Ptr certificate;
};

PkeyPtr dsa_key() {
  constexpr int kBits = 1024;
  EVP_PKEY* params = nullptr;
  EVP_PKEY* key = nullptr;
  const PkeyCtxPtr making(EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, nullptr));
  EVP_PKEY_paramgen_init(making.get());
  EVP_PKEY_CTX_set_dsa_paramgen_bits(making.get(), kBits);
  EVP_PKEY_paramgen(making.get(), &params);
  const PkeyPtr owned(params);
  const PkeyCtxPtr drawing(EVP_PKEY_CTX_new(params, nullptr));
  EVP_PKEY_keygen_init(drawing.get());
  EVP_PKEY_keygen(drawing.get(), &key);
  return PkeyPtr(key);
}

Credential make_credential(PkeyPtr key) {
  X509Ptr certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("cannot sign");
  return {std::move(key), std::move(certificate)};
}

const std::array<Credential, 3>& credentials() {
  constexpr std::size_t kRsaBits = 1024;
  static const std::array<Credential, 3> all{
      make_credential(PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", kRsaBits))),
      make_credential(PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"))), make_credential(dsa_key())};
  return all;
}

/// More certificates behind the RSA one: any will do, nobody looks.
void pad_chain(SSL_CTX* context, std::size_t size) {
  const X509Ptr& certificate = credentials()[0].certificate;
  SSL_CTX_select_current_cert(context, certificate.get());
  const auto each = static_cast<std::size_t>(i2d_X509(certificate.get(), nullptr));
  for (std::size_t padded = 0; padded < size; padded += each) SSL_CTX_add1_chain_cert(context, certificate.get());
}

int allow_everything(const SSL*, const SSL_CTX*, int, int, int, void*, void*) { return 1; }

/// All that this libssl has: from OpenSSL 3.4 on there are suites without encryption among them (RFC 9150).
std::string tls13_suites() {
  std::string names;
  for (const auto& suite : cipher_suites()) {
    if (const auto name = modern::libssl_suite_name(suite.code, ProtocolVersion::TLSv1_3))
      names += (names.empty() ? "" : ":") + *name;
  }
  return names;
}

}  // namespace

LibsslServer::LibsslServer(const Options& options) : context_(SSL_CTX_new(TLS_server_method())) {
  SSL_CTX* const context = context_.get();
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_security_callback(context, allow_everything);
  SSL_CTX_set_min_proto_version(context, static_cast<int>(options.version));
  SSL_CTX_set_max_proto_version(context, static_cast<int>(options.version));
  SSL_CTX_set_cipher_list(context, "ALL:COMPLEMENTOFALL");
  SSL_CTX_set_ciphersuites(context, tls13_suites().c_str());
  SSL_CTX_set_dh_auto(context, 1);
  for (const Credential& credential : credentials()) {
    SSL_CTX_use_cert_and_key(context, credential.certificate.get(), credential.key.get(), nullptr, 1);
  }
  if (options.chain_padding != 0) pad_chain(context, options.chain_padding);
  if (!options.schemes.empty()) SSL_CTX_set1_sigalgs_list(context, options.schemes.c_str());
  if (!options.groups.empty()) SSL_CTX_set1_groups_list(context, options.groups.c_str());
  if (!options.extended_master_secret) SSL_CTX_set_options(context, SSL_OP_NO_EXTENDED_MASTER_SECRET);
  if (options.asks_for_certificate) {
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  }
  ssl_.reset(SSL_new(context));
  incoming_ = BIO_new(BIO_s_mem());
  outgoing_ = BIO_new(BIO_s_mem());
  SSL_set_bio(ssl_.get(), incoming_, outgoing_);
  SSL_set_accept_state(ssl_.get());
  SSL_set_msg_callback(ssl_.get(), on_octets);
  SSL_set_msg_callback_arg(ssl_.get(), this);
}

Bytes LibsslServer::exchange(BytesView octets) {
  ERR_clear_error();
  if (!octets.empty()) BIO_write(incoming_, octets.data(), static_cast<int>(octets.size()));
  if (!connected_) connected_ = SSL_do_handshake(ssl_.get()) == 1;
  std::array<std::uint8_t, 4096> buffer{};
  std::size_t size = 0;
  while (connected_ && SSL_read_ex(ssl_.get(), buffer.data(), buffer.size(), &size) == 1) {
    received_.insert(received_.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
  }
  Bytes output(BIO_ctrl_pending(outgoing_));
  if (!output.empty()) BIO_read(outgoing_, output.data(), static_cast<int>(output.size()));
  return output;
}

bool LibsslServer::saw_close_notify() const { return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

void LibsslServer::write(BytesView plaintext) {
  SSL_write(ssl_.get(), plaintext.data(), static_cast<int>(plaintext.size()));
}

void LibsslServer::close() { SSL_shutdown(ssl_.get()); }

void LibsslServer::ask_to_renegotiate() {
  SSL_renegotiate(ssl_.get());
  SSL_do_handshake(ssl_.get());
}

void LibsslServer::on_octets(int written, int, int content_type, const void* data, std::size_t size, SSL*,
                             void* server) {
  const auto* const octets = static_cast<const std::uint8_t*>(data);
  if (written == 0 && content_type == SSL3_RT_ALERT && size == 2 && octets[1] == SSL_AD_NO_RENEGOTIATION) {
    static_cast<LibsslServer*>(server)->refused_renegotiation_ = true;
  }
}

void converse(Client& client, LibsslServer& server, Cut cut) {
  for (;;) {
    const Bytes to_server = client.output();
    const Bytes to_client = server.exchange(to_server);
    if (to_server.empty() && to_client.empty()) return;
    if (cut == Cut::whole) {
      client.feed(to_client);
    } else {
      for (const std::uint8_t& octet : to_client) client.feed({&octet, 1});
    }
  }
}

}  // namespace tls::test
