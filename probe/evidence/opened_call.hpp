// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/model/outcome.hpp"
#include "probe/sstp/call_report.hpp"
#include "tls/client/overheard.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace probe::evidence {

/// A call as whoever has its secrets reads it.
struct OpenedCall {
  tls::Overheard heard;
  std::optional<CallReport> report;  ///< when a request was sent; how it was left is not in it

  [[nodiscard]] Rung rung() const;
  /// Whether that stands in what we sent.
  [[nodiscard]] bool says(std::string_view text) const;
};

[[nodiscard]] OpenedCall opened_call(const capture::ExchangeOctets& octets, const std::string& host,
                                     const tls::KeyLog& secrets);

}  // namespace probe::evidence
