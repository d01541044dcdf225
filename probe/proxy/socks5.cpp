// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/socks5.hpp"

#include "probe/proxy/ip_literal.hpp"
#include "tls/wire/writer.hpp"

#include <stdexcept>
#include <utility>

namespace probe {
namespace {

constexpr std::uint8_t kVersion = 5;
constexpr std::uint8_t kLoginVersion = 1;
constexpr std::uint8_t kConnect = 1;

// METHOD of RFC 1928 section 3.
constexpr std::uint8_t kNoLogin = 0x00;
constexpr std::uint8_t kUserAndPassword = 0x02;
constexpr std::uint8_t kNoAcceptableMethod = 0xFF;

// ATYP of section 5.
constexpr std::uint8_t kIpv4 = 0x01;
constexpr std::uint8_t kDomainName = 0x03;
constexpr std::uint8_t kIpv6 = 0x04;

constexpr std::size_t kReplyHeaderSize = 4;
constexpr std::size_t kPortSize = 2;

/// REP of section 6, but for 0.
ProxyOutcome outcome_of_reply(std::uint8_t reply) {
  switch (reply) {
    case 0x01:  // general SOCKS server failure
      return ProxyOutcome::general_failure;
    case 0x02:  // connection not allowed by ruleset
      return ProxyOutcome::forbidden;
    case 0x03:  // Network unreachable
      return ProxyOutcome::network_unreachable;
    case 0x04:  // Host unreachable
      return ProxyOutcome::host_unreachable;
    case 0x05:  // Connection refused
      return ProxyOutcome::connection_refused;
    case 0x06:  // TTL expired
      return ProxyOutcome::target_timed_out;
    case 0x07:  // Command not supported
      return ProxyOutcome::connect_not_supported;
    case 0x08:  // Address type not supported
      return ProxyOutcome::address_type_not_supported;
  }
  return ProxyOutcome::other_reply;
}

void require_length(const std::string& text) {
  if (text.empty() || text.size() > 0xFF) throw std::invalid_argument("probe: SOCKS 5 cannot carry this text");
}

}  // namespace

Socks5::Socks5(std::string host, std::uint16_t port, std::optional<Credentials> credentials)
    : host_(std::move(host)), port_(port), credentials_(std::move(credentials)) {
  require_length(host_);
  tls::Writer out;
  out.u8(kVersion);
  if (credentials_) {
    require_length(credentials_->user);
    require_length(credentials_->password.reveal());
    out.vec8(tls::Bytes{kNoLogin, kUserAndPassword});
  } else {
    out.vec8(tls::Bytes{kNoLogin});
  }
  output_ = out.take();
}

tls::Want Socks5::want() const { return state_ == Socks5State::done ? tls::Want::done : tls::Want::read; }

tls::Bytes Socks5::output() { return std::exchange(output_, {}); }

tls::Bytes Socks5::take_rest() { return state_ == Socks5State::done ? std::exchange(input_, {}) : tls::Bytes{}; }

void Socks5::feed(tls::BytesView octets) {
  if (state_ == Socks5State::done || octets.empty()) return;
  answered_ = true;
  input_.insert(input_.end(), octets.begin(), octets.end());
  read();
}

/// Each answer is read as soon as it is whole; what is behind it waits.
void Socks5::read() {
  for (auto before = Socks5State::done; before != state_;) {
    before = state_;
    switch (state_) {
      case Socks5State::awaiting_method:
        take_method();
        break;
      case Socks5State::awaiting_login:
        take_login_answer();
        break;
      case Socks5State::awaiting_reply:
        take_reply();
        break;
      case Socks5State::done:
        break;
    }
  }
}

void Socks5::take_method() {
  if (!input_.empty() && input_[0] != kVersion) return finish(ProxyOutcome::not_socks5);
  if (input_.size() < 2) return;
  const auto method = input_[1];
  static_cast<void>(consume(2));
  if (method == kNoLogin) return send_request();
  if (method == kUserAndPassword && credentials_) return send_login();
  if (method != kNoAcceptableMethod) return fail(ProxyOutcome::malformed, method);
  // Without credentials that is all that the proxy can mean.
  fail(credentials_ ? ProxyOutcome::no_acceptable_method : ProxyOutcome::credentials_required, method);
}

/// RFC 1929 section 2. Its version octet is not looked at: there are servers that answer with that of SOCKS.
void Socks5::take_login_answer() {
  if (input_.size() < 2) return;
  const auto status = input_[1];
  static_cast<void>(consume(2));
  // "A STATUS field of X'00' indicates success."
  if (status != 0) return fail(ProxyOutcome::credentials_rejected, status);
  send_request();
}

void Socks5::take_reply() {
  if (!input_.empty() && input_[0] != kVersion) return finish(ProxyOutcome::malformed);
  if (input_.size() < 2) return;
  // Some proxies send no more than this of a refusal.
  if (input_[1] != 0) return fail(outcome_of_reply(input_[1]), input_[1]);
  if (input_.size() <= kReplyHeaderSize) return;
  std::size_t address = 0;
  switch (input_[3]) {
    case kIpv4:
      address = 4;
      break;
    case kDomainName:
      address = std::size_t{1} + input_[kReplyHeaderSize];
      break;
    case kIpv6:
      address = 16;
      break;
    default:
      return finish(ProxyOutcome::malformed);
  }
  if (!consume(kReplyHeaderSize + address + kPortSize)) return;
  report_.socks_code = std::uint8_t{0};
  finish(ProxyOutcome::connected);
}

void Socks5::send_login() {
  tls::Writer out;
  out.u8(kLoginVersion);
  out.vec8([this](tls::Writer& user) { user.raw(credentials_->user); });
  out.vec8([this](tls::Writer& password) { password.raw(credentials_->password.reveal()); });
  output_ = out.take();
  state_ = Socks5State::awaiting_login;
}

void Socks5::send_request() {
  tls::Writer out;
  out.u8(kVersion);
  out.u8(kConnect);
  out.u8(0);
  if (const auto address = address_octets(host_)) {
    out.u8(address->size() == 4 ? kIpv4 : kIpv6);
    out.raw(*address);
  } else {
    out.u8(kDomainName);
    out.vec8([this](tls::Writer& name) { name.raw(host_); });
  }
  out.u16(port_);
  const auto request = out.take();
  output_.insert(output_.end(), request.begin(), request.end());
  state_ = Socks5State::awaiting_reply;
}

bool Socks5::consume(std::size_t size) {
  if (input_.size() < size) return false;
  input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(size));
  return true;
}

void Socks5::closed(tls::Closure how) {
  if (state_ == Socks5State::done) return;
  if (answered_ && how != tls::Closure::timed_out) return finish(ProxyOutcome::cut_short);
  switch (how) {
    case tls::Closure::end_of_stream:
      return finish(ProxyOutcome::closed);
    case tls::Closure::reset:
      return finish(ProxyOutcome::reset);
    case tls::Closure::timed_out:
      return finish(ProxyOutcome::timed_out);
  }
}

void Socks5::fail(ProxyOutcome outcome, std::uint8_t code) {
  report_.socks_code = code;
  finish(outcome);
}

void Socks5::finish(ProxyOutcome outcome) {
  report_.outcome = outcome;
  state_ = Socks5State::done;
}

}  // namespace probe
