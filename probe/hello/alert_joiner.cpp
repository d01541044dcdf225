// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/alert_joiner.hpp"

#include <array>

namespace probe {

tls::Decoded<std::vector<tls::Alert>> AlertJoiner::feed(tls::BytesView fragment) {
  std::vector<tls::Alert> alerts;
  for (const auto octet : fragment) {
    if (!level_) {
      level_ = octet;
      continue;
    }
    const std::array both{*level_, octet};
    level_.reset();
    const auto alert = tls::decode_alert(both);
    if (!alert) return alert.error();
    alerts.push_back(*alert);
  }
  return alerts;
}

}  // namespace probe
