// SPDX-License-Identifier: Apache-2.0
#include "tls/client/modern/modern_client.hpp"

#include "tls/client/closure_failure.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/crypto/finite_field.hpp"
#include "tls/client/crypto/public_key.hpp"
#include "tls/client/modern/libssl_context.hpp"
#include "tls/record/handshake_joiner.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace tls::modern {
namespace {

/// Whose fault an error was that libssl found: it shows in the alert that libssl sent.
HandshakeFault fault_behind(const std::optional<Alert>& own_alert) {
  if (!own_alert) return HandshakeFault::bad_message;
  const AlertDescription description = own_alert->description;
  if (description == AlertDescription::decrypt_error || description == AlertDescription::bad_record_mac) {
    return HandshakeFault::unverified;
  }
  const bool own = description == AlertDescription::internal_error ||
                   description == AlertDescription::handshake_failure ||
                   description == AlertDescription::insufficient_security;
  return own ? HandshakeFault::unsupported : HandshakeFault::bad_message;
}

/// What libssl declines for its size alone, though the standard allows it; libssl calls some of it illegal.
std::optional<std::string> beyond_limit(const HandshakeReport& report, HandshakeStep step) {
  if (ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_EXCESSIVE_MESSAGE_SIZE) {
    return "a handshake message is larger than the " + std::to_string(HandshakeJoiner::kDefaultMaxMessage) +
           " octets that this program reads";
  }
  const std::size_t group_bits = report.group ? 0 : report.key_bits.value_or(0);
  if (step == HandshakeStep::server_key_exchange && group_bits > crypto::kMaxDhBits) {
    return "the server's Diffie-Hellman group has " + std::to_string(group_bits) + " bits, and no more than " +
           std::to_string(crypto::kMaxDhBits) + " can be computed with here";
  }
  const auto key = report.certificates.empty() ? nullptr : crypto::certificate_key(report.certificates.front());
  if (key == nullptr || crypto::key_bits(*key) <= crypto::most_bits(*key)) return std::nullopt;
  return "the server's key of " + std::to_string(crypto::key_bits(*key)) +
         " bits is too large to be computed with here";
}

std::string last_error() {
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? "libssl gave up" : std::string("libssl: ") + reason;
}

}  // namespace

ModernClient::ModernClient(const ClientConfig& config) : watch_(config.suite, config.version) {
  const crypto::EmptyErrorQueue queue;
  auto context = cell_context(config);
  if (const auto* const reason = std::get_if<std::string>(&context)) {
    end({HandshakeStep::client_hello, HandshakeFault::unsupported, std::nullopt, *reason});
    return;
  }
  start(config, *std::get<crypto::SslCtxPtr>(context));
}

void ModernClient::start(const ClientConfig& config, SSL_CTX& context) {
  ssl_.reset(SSL_new(&context));
  incoming_ = BIO_new(BIO_s_mem());
  outgoing_ = BIO_new(BIO_s_mem());
  if (!ssl_ || incoming_ == nullptr || outgoing_ == nullptr) {
    BIO_free(incoming_);
    BIO_free(outgoing_);
    ssl_.reset();
    end({HandshakeStep::client_hello, HandshakeFault::unsupported, std::nullopt, "libssl has no memory"});
    return;
  }
  SSL_set_bio(ssl_.get(), incoming_, outgoing_);
  SSL_set_connect_state(ssl_.get());
  if (!config.server_name.empty()) SSL_set_tlsext_host_name(ssl_.get(), config.server_name.c_str());
  watch_.attach(*ssl_);
  advance();
}

Want ModernClient::want() const {
  return state_ == ClientState::handshaking || state_ == ClientState::connected ? Want::read : Want::done;
}

Bytes ModernClient::output() {
  if (!ssl_) return {};
  Bytes octets(BIO_ctrl_pending(outgoing_));
  std::size_t size = 0;
  if (octets.empty() || BIO_read_ex(outgoing_, octets.data(), octets.size(), &size) != 1) return {};
  octets.resize(size);
  return octets;
}

Bytes ModernClient::received() { return std::exchange(received_, {}); }

void ModernClient::feed(BytesView octets) {
  if (want() == Want::done || octets.empty()) return;
  std::size_t size = 0;
  BIO_write_ex(incoming_, octets.data(), octets.size(), &size);
  advance();
}

void ModernClient::closed(Closure how) {
  if (want() == Want::done) return;
  if (state_ == ClientState::connected && how == Closure::end_of_stream) {
    state_ = ClientState::closed;
  } else {
    end(failure_by(how, watch_.pending()));
  }
}

void ModernClient::send(BytesView plaintext) {
  if (state_ != ClientState::connected || leaving_ || plaintext.empty()) return;
  const crypto::EmptyErrorQueue queue;
  std::size_t size = 0;
  if (SSL_write_ex(ssl_.get(), plaintext.data(), plaintext.size(), &size) != 1) fail_by_libssl();
}

void ModernClient::close() {
  if (state_ != ClientState::connected || leaving_) return;
  leaving_ = true;
  const crypto::EmptyErrorQueue queue;
  SSL_shutdown(ssl_.get());
}

void ModernClient::advance() {
  const crypto::EmptyErrorQueue queue;
  if (state_ == ClientState::handshaking) handshake();
  if (state_ == ClientState::connected) read();
}

void ModernClient::handshake() {
  const int result = SSL_do_handshake(ssl_.get());
  watch_.take_certificates(*ssl_);
  if (result == 1) {
    watch_.pass();
    watch_.finish();
    state_ = ClientState::connected;
  } else if (SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ) {
    watch_.pass();
  } else {
    fail_by_libssl();
  }
}

void ModernClient::read() {
  std::array<std::uint8_t, 16 * 1024> buffer{};
  std::size_t size = 0;
  while (SSL_read_ex(ssl_.get(), buffer.data(), buffer.size(), &size) == 1) {
    watch_.report().acknowledged = true;
    if (received_.size() + size > kMaxReceived) {
      return end({watch_.pending(), HandshakeFault::own_limit, std::nullopt, std::string(kTooMuchData)});
    }
    received_.insert(received_.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
  }
  switch (SSL_get_error(ssl_.get(), 0)) {
    case SSL_ERROR_WANT_READ:
      return;
    case SSL_ERROR_ZERO_RETURN:
      close();
      state_ = ClientState::closed;
      return;
    default:  // an open set of libssl's numbers
      fail_by_libssl();
  }
}

void ModernClient::fail_by_libssl() {
  if (const auto& alert = watch_.peer_alert()) return end(failure_by(*alert, watch_.pending()));
  if (auto limit = beyond_limit(report(), watch_.pending())) {
    return end({watch_.pending(), HandshakeFault::own_limit, std::nullopt, *std::move(limit)});
  }
  end({watch_.pending(), fault_behind(watch_.own_alert()), std::nullopt, last_error()});
}

void ModernClient::end(HandshakeFailure failure) {
  state_ = ClientState::failed;
  watch_.report().failure = std::move(failure);
}

}  // namespace tls::modern
