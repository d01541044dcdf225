// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/judge.hpp"

#include <string>
#include <vector>

namespace probe::judge::test {

using Suites = std::vector<tls::CipherSuite>;

/// One exchange of a history, told in a few words: `close({kA}).in(HelloShape::rich).later(300ms)`.
struct Told {
  ExchangeSummary exchange;
  Elapsed pause{0};     ///< since the end of the one before
  bool beside = false;  ///< begins with the one before, not behind it

  [[nodiscard]] Told in(HelloShape shape) const;
  [[nodiscard]] Told in(tls::ProtocolVersion version) const;
  [[nodiscard]] Told later(Elapsed by) const;
  [[nodiscard]] Told at_once() const;  ///< beside the one before
  [[nodiscard]] Told nameless() const;
  [[nodiscard]] Told of(Purpose purpose) const;
  [[nodiscard]] Told larger(std::size_t octets) const;
};

// What was offered, in TLS 1.2 and the usual shape, and what came back.
[[nodiscard]] Told select(Suites offered, tls::CipherSuite selected);
[[nodiscard]] Told fall_back(Suites offered, tls::CipherSuite selected, tls::ProtocolVersion to);
[[nodiscard]] Told answer(Suites offered, Response response);
[[nodiscard]] Told refuse(Suites offered, int alert = 40);
[[nodiscard]] Told close(Suites offered);
[[nodiscard]] Told silence(Suites offered);
/// A SERVER-HELLO of SSL 2.0 that lists these.
[[nodiscard]] Told list(Suites offered, Suites listed);

/// Numbers and times them: each takes 10 ms and begins when the one before has ended.
[[nodiscard]] std::vector<ExchangeSummary> history(const std::vector<Told>& told);

/// Octets that the hello takes, near enough.
[[nodiscard]] std::size_t size_of(const ExchangeSummary& exchange);

/// Everything that is believed, a line for each thing.
[[nodiscard]] std::string to_text(const Beliefs& beliefs);

}  // namespace probe::judge::test
