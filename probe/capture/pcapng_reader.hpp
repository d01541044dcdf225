// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe::capture {

/// What is wrong with a capture: "octet 1234: the block says that it is 8 octets long".
struct CaptureError {
  std::string text;
};

/// The packets of a capture that write_pcapng() wrote, in order. They borrow from `text`.
[[nodiscard]] std::optional<CaptureError> read_pcapng(std::string_view text, std::vector<std::string_view>& packets);

/// What those packets carry; those from `local` ("192.0.2.2:50000") were sent. Nothing when a packet is not there, is
/// no TCP, or when the first is not from `local`.
[[nodiscard]] std::optional<ExchangeOctets> octets_in(const std::vector<std::string_view>& packets, Frames frames,
                                                      const std::string& local);

}  // namespace probe::capture
