// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/proxy/proxy_report.hpp"
#include "probe/proxy/secret.hpp"
#include "tls/machine.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace probe {

/// Where a SOCKS 5 negotiation stands.
enum class Socks5State : std::uint8_t { awaiting_method, awaiting_login, awaiting_reply, done };

/// Asks a SOCKS 5 proxy (RFC 1928) for a connection, with user and password (RFC 1929) when they are given. A name is
/// the proxy's to resolve. output() may hold the password: keep it out of transcripts.
class Socks5 final : public tls::Machine {
 public:
  /// A name or a user of more than 255 octets, or an empty one: std::invalid_argument.
  Socks5(std::string host, std::uint16_t port, std::optional<Credentials> credentials);

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;

  [[nodiscard]] Socks5State state() const { return state_; }
  /// Final once want() is `done`.
  [[nodiscard]] const ProxyReport& report() const { return report_; }
  /// Takes the octets that came behind the proxy's reply: the first of the connection.
  [[nodiscard]] tls::Bytes take_rest();

 private:
  void read();
  void take_method();
  void take_login_answer();
  void take_reply();
  void send_login();
  void send_request();
  [[nodiscard]] bool consume(std::size_t size);
  void fail(ProxyOutcome outcome, std::uint8_t code);
  void finish(ProxyOutcome outcome);

  std::string host_;
  std::uint16_t port_;
  std::optional<Credentials> credentials_;
  Socks5State state_ = Socks5State::awaiting_method;
  bool answered_ = false;
  tls::Bytes input_;  ///< what has come and is not read yet
  tls::Bytes output_;
  ProxyReport report_;
};

}  // namespace probe
