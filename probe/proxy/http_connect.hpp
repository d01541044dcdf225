// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/proxy/proxy_report.hpp"
#include "probe/proxy/secret.hpp"
#include "probe/sstp/http_head.hpp"
#include "tls/machine.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace probe {

/// Asks an HTTP proxy for a tunnel, as [MS-SSTP] 4.5 has it. Credentials go out with the first request: there is no
/// second one. output() then holds the password: keep it out of transcripts.
class HttpConnect final : public tls::Machine {
 public:
  HttpConnect(const std::string& host, std::uint16_t port, const std::optional<Credentials>& credentials);

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;

  /// Final once want() is `done`.
  [[nodiscard]] const ProxyReport& report() const { return report_; }
  /// Takes the octets that came behind the proxy's answer: the first of the tunnel.
  [[nodiscard]] tls::Bytes take_rest() { return head_.take_rest(); }

 private:
  enum class State : std::uint8_t { awaiting_head, done };

  void finish(ProxyOutcome outcome);

  State state_ = State::awaiting_head;
  bool with_credentials_;
  tls::Bytes output_;
  HttpHeadReader head_;
  ProxyReport report_;
};

}  // namespace probe
