// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/hello/hello_shape.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "tls/machine.hpp"

#include <memory>

namespace probe {

/// Puts one offer and reads the answer as far as it tells something: up to ServerHelloDone, or to the ServerHello for
/// TLS 1.3. A HelloRetryRequest is followed up once on the same connection. Says what was seen, never what it means.
class HelloExchange final : public tls::Machine {
 public:
  HelloExchange(Offer offer, RandomSource random);
  ~HelloExchange() override;

  [[nodiscard]] tls::Want want() const override;
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;

  /// The suite of a ServerHello of SSL 3.0 to TLS 1.2 whose flight is still being read; nothing before it, and behind
  /// the flight.
  [[nodiscard]] std::optional<tls::CipherSuite> chosen() const;
  /// Whether a HelloRetryRequest came, so that a second hello goes out, to be answered in its own time.
  [[nodiscard]] bool has_retried() const;
  /// Final once want() is `done`. Connection failures and timings are the driver's to add.
  [[nodiscard]] const Observation& observation() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace probe
