// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_session.hpp"

#include "samples/gateway/openssl_ptr.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace peer {
namespace {

using gateway::Ending;
using gateway::require;
using tls::Bytes;

constexpr std::size_t kMostPlaintext = 64 * 1024;  ///< a client of SSTP has less to say

// [MS-SSTP] 2.2.2.
constexpr unsigned kCallConnectRequest = 1;
constexpr unsigned kCallAbort = 5;
constexpr unsigned kCallDisconnectAck = 7;

/// Whether a message is what that turn answers: the first answers the head, the second the Call Connect Request, the
/// third whatever ends a call.
bool is_awaited(unsigned type, std::size_t turn) {
  return turn == 1 ? type == kCallConnectRequest : type >= kCallAbort && type <= kCallDisconnectAck;
}

}  // namespace

CallSession::CallSession(const CallBehaviour& behaviour, SSL_CTX& context, const Nonce& nonce)
    : script_(behaviour.script(nonce)), editor_(behaviour.flaw), ssl_(SSL_new(&context)) {
  require(ssl_ != nullptr, "a call");
  BIO* const incoming = BIO_new(BIO_s_mem());
  BIO* const outgoing = BIO_new(BIO_s_mem());
  require(incoming != nullptr && outgoing != nullptr, "a call");
  SSL_set_bio(ssl_.get(), incoming, outgoing);  // which owns them from here on
  SSL_set_accept_state(ssl_.get());
}

tls::Want CallSession::want() const { return done_ ? tls::Want::done : tls::Want::read; }

Bytes CallSession::output() { return std::exchange(output_, {}); }

void CallSession::closed(tls::Closure) { end(Ending::close); }

void CallSession::feed(tls::BytesView octets) {
  if (done_) return;
  BIO_write(SSL_get_rbio(ssl_.get()), octets.data(), static_cast<int>(octets.size()));
  advance();
  take_output();
}

void CallSession::advance() {
  std::array<std::uint8_t, 4096> buffer{};
  ERR_clear_error();
  int size = 0;
  while ((size = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()))) > 0) {
    plaintext_.insert(plaintext_.end(), buffer.begin(), buffer.begin() + size);
    if (plaintext_.size() > kMostPlaintext) return end(Ending::reset);
  }
  const bool goes_on = SSL_get_error(ssl_.get(), size) == SSL_ERROR_WANT_READ;
  ERR_clear_error();
  if (SSL_is_init_finished(ssl_.get()) == 1) talk();
  if (!goes_on) end(Ending::close);
}

void CallSession::talk() {
  while (!done_ && turn_ < script_.turns.size() && (turn_ == 0 ? take_head() : take_message(turn_))) {
    say(script_.turns[turn_++]);
    if (turn_ == script_.turns.size()) leave(script_.bye);
  }
}

bool CallSession::take_head() {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const auto end = std::search(plaintext_.begin(), plaintext_.end(), kEnd.begin(), kEnd.end());
  if (end == plaintext_.end()) return false;
  plaintext_.erase(plaintext_.begin(), end + kEnd.size());
  return true;
}

/// Takes packets as far as the message that the turn answers; what else comes needs no answer.
bool CallSession::take_message(std::size_t turn) {
  constexpr std::size_t kControlHeader = 8;
  while (plaintext_.size() >= kControlHeader) {
    const std::size_t size = std::max(kControlHeader, (std::size_t{plaintext_[2]} << 8 | plaintext_[3]) & 0xFFFU);
    if (plaintext_.size() < size) return false;
    const unsigned type = unsigned{plaintext_[4]} << 8U | plaintext_[5];
    plaintext_.erase(plaintext_.begin(), plaintext_.begin() + static_cast<std::ptrdiff_t>(size));
    if (is_awaited(type, turn)) return true;
  }
  return false;
}

void CallSession::say(const Turn& turn) {
  for (const auto& record : turn) {
    if (!record.empty()) SSL_write(ssl_.get(), record.data(), static_cast<int>(record.size()));
  }
}

void CallSession::leave(Bye bye) {
  switch (bye) {
    case Bye::close_notify:
      SSL_shutdown(ssl_.get());
      return end(Ending::close);
    case Bye::close:
      return end(Ending::close);
    case Bye::reset:
      return end(Ending::reset);
    case Bye::stay:
      return end(Ending::hold);
  }
}

void CallSession::end(Ending how) {
  if (std::exchange(done_, true)) return;
  ending_ = how;
}

void CallSession::take_output() {
  BIO* const outgoing = SSL_get_wbio(ssl_.get());
  Bytes octets(BIO_ctrl_pending(outgoing));
  if (octets.empty()) return;
  BIO_read(outgoing, octets.data(), static_cast<int>(octets.size()));
  const auto edited = editor_.edit(octets);
  output_.insert(output_.end(), edited.begin(), edited.end());
  if (editor_.is_done()) leave(editor_.bye());
}

}  // namespace peer
