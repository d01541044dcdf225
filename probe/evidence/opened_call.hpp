// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/model/outcome.hpp"
#include "probe/sstp/call_report.hpp"
#include "tls/client/overheard.hpp"

#include <optional>
#include <string>

namespace probe::evidence {

/// A call as whoever has its secrets reads it.
struct OpenedCall {
  tls::Overheard heard;
  std::optional<CallReport> report;  ///< when a request was sent; how it was left is not in it
  bool is_decided = false;           ///< its outcome stood before the connection ended
  bool asks_as_told = true;          ///< the request is the one that such a call begins with

  [[nodiscard]] Rung rung() const;
};

/// `host` and `kind`: what the request asked, as its Host header and its line have to say.
[[nodiscard]] OpenedCall opened_call(const capture::ExchangeOctets& octets, const std::string& host, RequestKind kind,
                                     const tls::KeyLog& secrets);

}  // namespace probe::evidence
