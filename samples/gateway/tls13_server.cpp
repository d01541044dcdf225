// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/tls13_server.hpp"

#include <openssl/err.h>

#include <array>
#include <utility>

namespace gateway {

Tls13Server::Tls13Server(SSL_CTX* context) : ssl_(SSL_new(context)) {
  require(ssl_ != nullptr, "TLS 1.3");
  BIO* incoming = BIO_new(BIO_s_mem());
  BIO* outgoing = BIO_new(BIO_s_mem());
  require(incoming != nullptr && outgoing != nullptr, "TLS 1.3");
  SSL_set_bio(ssl_.get(), incoming, outgoing);  // which owns them from here on
  SSL_set_accept_state(ssl_.get());
}

void Tls13Server::feed(tls::BytesView octets) {
  if (ended_) return;
  BIO_write(SSL_get_rbio(ssl_.get()), octets.data(), static_cast<int>(octets.size()));
  advance();
}

tls::Bytes Tls13Server::output() {
  BIO* outgoing = SSL_get_wbio(ssl_.get());
  tls::Bytes octets(BIO_ctrl_pending(outgoing));
  if (!octets.empty()) BIO_read(outgoing, octets.data(), static_cast<int>(octets.size()));
  return octets;
}

tls::Bytes Tls13Server::received() { return std::exchange(received_, {}); }

void Tls13Server::send(tls::BytesView plaintext) {
  if (ended_ || plaintext.empty() || SSL_is_init_finished(ssl_.get()) == 0) return;
  std::size_t size = 0;
  if (SSL_write_ex(ssl_.get(), plaintext.data(), plaintext.size(), &size) != 1) ended_ = true;
  ERR_clear_error();
}

void Tls13Server::close() {
  if (SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

void Tls13Server::advance() {
  std::array<unsigned char, 4096> plaintext{};
  ERR_clear_error();
  int read = 0;
  do {
    read = SSL_read(ssl_.get(), plaintext.data(), static_cast<int>(plaintext.size()));
    if (read > 0) received_.insert(received_.end(), plaintext.begin(), plaintext.begin() + read);
  } while (read > 0);
  const int reason = SSL_get_error(ssl_.get(), read);
  if (reason == SSL_ERROR_ZERO_RETURN) SSL_shutdown(ssl_.get());
  ended_ = reason != SSL_ERROR_WANT_READ;
  ERR_clear_error();
}

}  // namespace gateway
