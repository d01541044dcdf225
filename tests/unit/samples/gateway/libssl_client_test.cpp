// SPDX-License-Identifier: Apache-2.0
// OpenSSL's client is the judge: it sends its ClientKeyExchange only after it has verified the ServerKeyExchange, and
// is done only when it has verified our Finished.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "samples/gateway/gateway_session.hpp"
#include "samples/gateway/openssl_ptr.hpp"
#include "samples/gateway/random_octets.hpp"
#include "tests/unit/samples/gateway/sample_profile.hpp"

namespace {

using gateway::test::gateway_with;

struct Client {
  gateway::SslCtxPtr context{SSL_CTX_new(TLS_client_method())};
  gateway::SslPtr ssl;
  bool sent_client_key_exchange = false;
};

void on_message(int is_written, int, int content_type, const void* message, std::size_t size, SSL*, void* client) {
  const bool is_key_exchange = is_written != 0 && content_type == SSL3_RT_HANDSHAKE && size > 0 &&
                               *static_cast<const unsigned char*>(message) == SSL3_MT_CLIENT_KEY_EXCHANGE;
  if (is_key_exchange) static_cast<Client*>(client)->sent_client_key_exchange = true;
}

void set_up(Client& client, int version, const std::string& cipher) {
  auto* context = client.context.get();
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, version);
  SSL_CTX_set_max_proto_version(context, version);
  SSL_CTX_set_cipher_list(context, (cipher + ":@SECLEVEL=0").c_str());
  SSL_CTX_set1_sigalgs_list(context, "RSA+SHA256:ECDSA+SHA256:DSA+SHA256:RSA+SHA1:ECDSA+SHA1:DSA+SHA1");
  client.ssl.reset(SSL_new(context));
  SSL_set_bio(client.ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_connect_state(client.ssl.get());
  SSL_set_msg_callback(client.ssl.get(), on_message);
  SSL_set_msg_callback_arg(client.ssl.get(), &client);
}

/// What libssl could ask for, as OpenSSL names.
std::vector<std::string> client_ciphers(int version) {
  Client all;
  set_up(all, version, "ALL:COMPLEMENTOFALL");
  std::vector<std::string> names;
  STACK_OF(SSL_CIPHER)* ciphers = SSL_get1_supported_ciphers(all.ssl.get());
  for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); ++i) {
    names.emplace_back(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, i)));
  }
  sk_SSL_CIPHER_free(ciphers);
  return names;
}

/// Runs client and session against each other until neither has anything to say.
void converse(Client& client, gateway::GatewaySession& session) {
  constexpr int kRoundsEnough = 6;
  for (int round = 0; round < kRoundsEnough; ++round) {
    SSL_do_handshake(client.ssl.get());
    BIO* outgoing = SSL_get_wbio(client.ssl.get());
    tls::Bytes sent(BIO_ctrl_pending(outgoing));
    if (!sent.empty()) BIO_read(outgoing, sent.data(), static_cast<int>(sent.size()));
    if (!sent.empty()) session.feed(sent);
    const auto answer = session.output();
    if (!answer.empty()) BIO_write(SSL_get_rbio(client.ssl.get()), answer.data(), static_cast<int>(answer.size()));
  }
}

TEST_CASE("libssl's client finishes TLS 1.0 to 1.2 with every suite that it knows") {
  struct Row {
    const char* profile_version;
    int version;
    std::size_t at_least;  ///< suites: Debian's OpenSSL 3.0 has 27, 27 and 89
  };
  const Row rows[] = {{R"(["TLSv1.0"])", TLS1_VERSION, 20},
                      {R"(["TLSv1.1"])", TLS1_1_VERSION, 20},
                      {R"(["TLSv1.2"])", TLS1_2_VERSION, 60}};
  for (const auto& row : rows) {
    CAPTURE(row.profile_version);
    const auto gateway = gateway_with(row.profile_version);
    const auto ciphers = client_ciphers(row.version);
    CHECK(ciphers.size() >= row.at_least);
    for (const auto& cipher : ciphers) {
      CAPTURE(cipher);
      Client client;
      set_up(client, row.version, cipher);
      gateway::GatewaySession session(gateway, gateway::random_octets);
      converse(client, session);
      CHECK(SSL_is_init_finished(client.ssl.get()) == 1);
      CHECK(session.want() == tls::Want::read);
    }
  }
}

TEST_CASE("libssl's client rejects a flight whose signature was touched") {
  Client client;
  set_up(client, TLS1_2_VERSION, "ECDHE-RSA-AES128-SHA");
  gateway::GatewaySession session(gateway_with(R"(["TLSv1.2"])"), gateway::random_octets);
  SSL_do_handshake(client.ssl.get());
  tls::Bytes hello(BIO_ctrl_pending(SSL_get_wbio(client.ssl.get())));
  BIO_read(SSL_get_wbio(client.ssl.get()), hello.data(), static_cast<int>(hello.size()));
  session.feed(hello);
  auto flight = session.output();
  REQUIRE(flight.size() > 20);
  flight[flight.size() - 10] ^= 1;  // before the four octets of ServerHelloDone
  BIO_write(SSL_get_rbio(client.ssl.get()), flight.data(), static_cast<int>(flight.size()));
  SSL_do_handshake(client.ssl.get());
  CHECK_FALSE(client.sent_client_key_exchange);
}

TEST_CASE("libssl's client finishes TLS 1.3 with every suite of the profile") {
  const auto gateway = gateway_with(R"(["TLSv1.3"])");
  for (const char* suite : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
                            "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"}) {
    for (const char* groups : {"X25519", "P-521:P-384"}) {  // the second needs a HelloRetryRequest
      CAPTURE(suite);
      CAPTURE(groups);
      Client client;
      set_up(client, TLS1_3_VERSION, "ALL");
      SSL_set_ciphersuites(client.ssl.get(), suite);
      SSL_set1_groups_list(client.ssl.get(), groups);
      gateway::GatewaySession session(gateway, gateway::random_octets);
      converse(client, session);
      CHECK(SSL_is_init_finished(client.ssl.get()) == 1);
      CHECK(session.want() == tls::Want::read);
    }
  }
}

}  // namespace
